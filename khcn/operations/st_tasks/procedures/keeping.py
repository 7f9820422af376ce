"""From the stored rule set to its outline, read once for each version of its row."""

from datetime import date
from functools import lru_cache

from django.db.models import F
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.models import Procedure
from khcn.operations.st_tasks.procedures.shape import Outline, read_outline

_KEPT = 64


@lru_cache(maxsize=_KEPT)
def _outline(pk: int, stamp: str) -> Outline:
    procedure = Procedure.objects.get(pk=pk)
    return read_outline(
        procedure.definition, code=procedure.code, version=procedure.version, name=procedure.name
    )


def outline_of(procedure: Procedure | None) -> Outline:
    """The rule set as Python reads it; a version in force is read once in a process."""
    if procedure is None:
        raise ValueError("the task was taken over from before the platform and has no rule set")
    return _outline(procedure.pk, procedure.updated_at.isoformat())


def outline_by_id(pk: int) -> Outline:
    """The same for a task that knows only the key: one small query, then memory."""
    stamp = Procedure.objects.values_list("updated_at", flat=True).get(pk=pk)
    return _outline(pk, stamp.isoformat())


def procedure_for(day: date) -> Procedure:
    """The rule set under which tasks are approved on that day; of several the one that began last.

    Raises DomainError where there is none.
    """
    in_force = Procedure.objects.filter(state=ProcedureState.IN_FORCE).valid_on(day)
    found = in_force.order_by(F("valid_from").desc(nulls_last=True)).first()
    if found is None:
        raise DomainError(
            _("Chưa có bộ quy tắc nào áp dụng cho ngày %(day)s. Hãy đưa một bộ quy tắc vào áp dụng.")
            % {"day": f"{day:%d/%m/%Y}"},
            code="procedure.none",
        )
    return found
