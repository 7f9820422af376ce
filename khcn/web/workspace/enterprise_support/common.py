"""Who may be told about suspected double funding, and among which records."""

from dataclasses import dataclass

from django.db.models import QuerySet

from khcn.kernel.access import Actor, visible
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.rules import Level, level_of, view_name
from khcn.registers.enterprise_support.models import SupportGiven
from khcn.registers.enterprise_support.queries import Overlap
from khcn.web.workspace.duties.words import record_url


@dataclass(frozen=True)
class Line:
    """One of the records of a group, with the address of its page."""

    record: SupportGiven
    url: str


def support() -> Register:
    return registers.by_label["enterprise_support.supportgiven"]


def may_compare(actor: Actor) -> bool:
    """People of the administration compare; owners and the public do not learn of suspicions here."""
    return level_of(actor, support()) >= Level.SHARED


def compared(actor: Actor) -> QuerySet[SupportGiven]:
    """The records that the person may open."""
    return visible(actor, view_name(support()), SupportGiven.objects.all())


def lines_of(found: Overlap) -> list[Line]:
    return [Line(one, record_url(support().code, one.pk)) for one in found.records]
