"""What all acts on calls begin with: the call held, the right asked for, refusals in one shape."""

from khcn.kernel.access import Actor, require
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.models import Call
from khcn.operations.st_tasks.procedures.shape import Outline

MANAGE = "st_tasks.call.manage"


def held(call: Call, by: Actor) -> Call:
    """The call, locked until the end of the transaction, for somebody who runs calls."""
    require(by, MANAGE, call)
    return (
        Call.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .defer("procedure__definition")
        .get(pk=call.pk)
    )


def refuse(sentence: str, code: str, field: str = "") -> DomainError:
    return DomainError(sentence, code=f"call.{code}", fields={field: sentence} if field else None)


def days_of(outline: Outline, code: str) -> int | None:
    """A figure of the rule set as whole days or months; None where the rule set does not say it."""
    figure = outline.figure_by_code.get(code)
    return None if figure is None else int(figure.value)
