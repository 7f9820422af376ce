"""What a rule set asks for around a meeting: written reviews before it, the conclusion sent after it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.choices import CouncilRole, MeetingState
from khcn.operations.st_tasks.councils.common import told
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.models import Meeting, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.results.telling import tell_host

REVIEWS, SENT = "reviews.before.{judges}", "conclusion.sent_days"
#: The form on which reviewers write, besides the sheet that is counted.
REVIEW = "phieu-nhan-xet"


def reviews_due_on(meeting: Meeting) -> date | None:
    """By when all written reviews are in; None where the rule set does not say."""
    kind = kind_of(meeting.council)
    figure = outline_of(meeting.council.procedure).figure_by_code.get(REVIEWS.format(judges=kind.judges))
    return None if figure is None else add_working_days(timezone.localdate(meeting.at), -int(figure.value))


def reviews_missing(meeting: Meeting) -> list[str]:
    """The reviewers who did not hand their written opinion in by that day; three queries."""
    due = reviews_due_on(meeting)
    if due is None:
        return []
    kind = kind_of(meeting.council)
    wanted = set(meeting.items.values_list("pk", flat=True))
    rows = Sheet.objects.filter(item__in=wanted, kind__in=(REVIEW, kind.sheet), handed_in_at__isnull=False)
    given: dict[int, set[int]] = {}
    for seat, item, at in rows.values_list("seat_id", "item_id", "handed_in_at"):
        if timezone.localdate(at) <= due:
            given.setdefault(seat, set()).add(item)
    reviewers = meeting.council.seats.filter(left_on=None, role=CouncilRole.REVIEWER)
    return [seat.name for seat in reviewers if given.get(seat.pk, set()) != wanted]


def conclusion_due_on(meeting: Meeting) -> date | None:
    """By when the conclusion of an acceptance meeting is sent; None for other councils and where no rule says."""
    if kind_of(meeting.council).judges != "acceptance":
        return None
    figure = outline_of(meeting.council.procedure).figure_by_code.get(SENT)
    return None if figure is None else add_working_days(timezone.localdate(meeting.at), int(figure.value))


@transaction.atomic
def send_conclusion(*, meeting: Meeting, on: date, by: Actor) -> Meeting:
    """Record that the conclusion went out to the host, who is told.

    Raises DomainError `meeting.not_closed`, `meeting.sent_before`, `meeting.sent_on`.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("council__procedure")
    meeting = rows.get(pk=meeting.pk)
    if meeting.state != MeetingState.CLOSED:
        raise DomainError(
            _("Phiên họp chưa có biên bản nên chưa gửi kết luận được."), code="meeting.not_closed"
        )
    if meeting.conclusion_sent_on:
        raise DomainError(_("Kết luận đã gửi từ trước."), code="meeting.sent_before")
    if not timezone.localdate(meeting.at) <= on <= by.on:
        raise told(_("Ngày gửi từ ngày họp đến hôm nay."), "meeting.sent_on", "on")
    meeting.conclusion_sent_on = on
    meeting.save(update_fields=["conclusion_sent_on"])
    record_event("meeting.send_conclusion", meeting, by=by, after={"on": on})
    for item in meeting.items.select_related("task"):
        tell_host(item.task, _("Có kết luận của hội đồng"), item.conclusion or str(item.task.name))
    return meeting
