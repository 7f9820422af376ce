"""Which tasks wait for whom, which are late: reads that pages, the daily round and the portfolio share."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from khcn.kernel.access import NOTHING, Actor, condition
from khcn.operations.st_tasks.advancing.actors import right_of
from khcn.operations.st_tasks.choices import CouncilState, Holder
from khcn.operations.st_tasks.models import CouncilItem, Declaration, Sheet, StTask

#: So many days before its deadline a step counts as about to be late.
SOON_DAYS = 7
#: The step in which a call takes dossiers for a task.
CALLING = "calling"


def waiting_for(actor: Actor) -> Q:
    """Tasks that lie in this person's hands; an officer's own, and those that nobody has been given."""
    if not actor.user_id:
        return NOTHING
    found = NOTHING
    for holder in Holder.values:
        if holder == Holder.NOBODY:
            continue
        told = condition(right_of(holder), actor)
        if told == NOTHING:
            continue
        mine = Q(holder=holder)
        if holder == Holder.OFFICER:
            mine &= Q(officer=actor.user_id) | Q(officer=None)
        found = found | (mine & told) if found != NOTHING else mine & told
    return found


def late(on: date) -> Q:
    """Past the deadline of their step."""
    return Q(step_due__lt=on)


def soon(on: date) -> Q:
    """About to be late."""
    return Q(step_due__gte=on, step_due__lte=on + timedelta(days=SOON_DAYS))


def to_open(now: datetime) -> Q:
    """Tasks whose call is over and whose dossiers nobody has opened yet."""
    return Q(step=CALLING, call__closes_at__lt=now, call__opened_on=None, call__cancelled_at=None)


def moving() -> QuerySet[StTask]:
    """Tasks that move by a rule set."""
    return StTask.objects.filter(procedure__isnull=False)


def sheets_owed(actor: Actor) -> QuerySet[CouncilItem]:
    """What this person must still declare on or judge as a member of an appointed council."""
    items = CouncilItem.objects.filter(
        council__state=CouncilState.APPOINTED, concluded_at=None,
        council__seats__user=actor.user_id, council__seats__left_on=None,
    )  # fmt: skip
    barred = Declaration.objects.filter(seat__user=actor.user_id, conflicted=True)
    handed_in = Sheet.objects.filter(seat__user=actor.user_id, handed_in_at__isnull=False)
    open_ones = items.exclude(pk__in=barred.values("item")).exclude(pk__in=handed_in.values("item"))
    return open_ones.select_related("council").order_by("council_id", "order", "pk")
