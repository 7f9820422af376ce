"""Reading duties: what a person sees, what is late or near."""

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from khcn.kernel.access import Actor, visible
from khcn.kernel.accounts.choices import Role
from khcn.kernel.duties.models import OPEN, Duty
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.rules import AGENCY_STAFF

#: What a list may be narrowed to, by the word in its address.
SPANS = ("qua-han", "30-ngay", "90-ngay", "tat-ca", "da-lam")


def duties_seen_by(actor: Actor) -> QuerySet[Duty]:
    return visible(actor, "duties.duty.view", Duty.objects.select_related("rule", "agency"))


def within(span: str, today: date) -> Q:
    """Late, due within 30 or 90 days (late ones apart), everything open, or what was done or waived."""
    if span == "da-lam":
        return Q(done_on__isnull=False) | Q(waived_on__isnull=False)
    if span == "qua-han":
        return OPEN & Q(due_on__lt=today)
    if span == "tat-ca":
        return OPEN
    days = 30 if span == "30-ngay" else 90
    return OPEN & Q(due_on__gte=today, due_on__lte=today + timedelta(days=days))


def sizes(duties: QuerySet[Duty], today: date) -> dict[str, int]:
    """How many duties each span holds, in one query."""
    counts = {f"n{number}": Count("pk", filter=within(span, today)) for number, span in enumerate(SPANS)}
    told = duties.order_by().aggregate(**counts)
    return {span: told[f"n{number}"] for number, span in enumerate(SPANS)}


def own_duties(actor: Actor, today: date, days: int = 30) -> QuerySet[Duty]:
    """Open duties of the agencies for which the person works: late, or due in so many days."""
    agencies = actor.agencies_as(*AGENCY_STAFF, Role.COORDINATOR, Role.LEADER)
    rows = duties_seen_by(actor).open().filter(agency__in=sorted(agencies))  # type: ignore[attr-defined]
    return rows.filter(due_on__lte=today + timedelta(days=days)).order_by("due_on", "pk")


def outward_title(duty: Duty) -> str:
    """What the record is called where it leaves the house, in mails and feeds: no people, nothing restricted."""
    register = registers.get(duty.register)
    if register is None or register.restricted or names_a_person(register):
        return ""
    return duty.title


def names_a_person(register: Register) -> bool:
    """Whether records of this register are called by the name of a person."""
    path = register.model.title_field.split("__")
    here: Register | None = register
    for name in path:
        if here is None:
            return False
        if name in here.personal or name in here.consent:
            return True
        column = here.model._meta.get_field(name)
        here = registers.of(column.related_model) if column.related_model else None
    return False
