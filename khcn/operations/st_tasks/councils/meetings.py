"""Meetings of councils: plan, invite, who is there, quorum, close with minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.domain import notify
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.choices import CouncilRole, MeetingMode, MeetingState, Presence
from khcn.operations.st_tasks.councils.common import appointed, refuse_closed, told
from khcn.operations.st_tasks.councils.forming import invited, refuse_unfit
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.identity import shown_title
from khcn.operations.st_tasks.judging.composition import SeatFacts
from khcn.operations.st_tasks.judging.quorum import Quorum, quorum
from khcn.operations.st_tasks.judging.steps import Key
from khcn.operations.st_tasks.judging.storing import stored
from khcn.operations.st_tasks.models import (
    Attendance,
    Council,
    CouncilItem,
    Declaration,
    Meeting,
    Seat,
    Sheet,
)
from khcn.operations.st_tasks.procedures.keeping import outline_of

HERE = (Presence.PRESENT, Presence.ONLINE)


@transaction.atomic
def plan_meeting(
    *,
    council: Council,
    at: datetime,
    by: Actor,
    place: str = "",
    mode: str = MeetingMode.PAPER,
    items: Sequence[CouncilItem] | None = None,
    guests: str = "",
) -> Meeting:
    """A meeting of an appointed council on all that is not concluded yet, or on these items."""
    council = appointed(council.pk)
    chosen = list(council.items.filter(concluded_at=None)) if items is None else list(items)
    if not chosen:
        raise DomainError(_("Không còn nội dung nào để họp."), code="meeting.no_items")
    if any(item.council_id != council.pk for item in chosen):
        raise DomainError(_("Nội dung này thuộc hội đồng khác."), code="item.foreign")
    last = council.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        council=council, number=last + 1, at=at, place=place.strip(), mode=mode, guests=guests.strip()
    )
    meeting.items.set(chosen)
    record_event("meeting.plan", meeting, by=by, after={"at": at, "place": meeting.place, "mode": mode})
    return meeting


def papers_due_on(meeting: Meeting) -> date | None:
    """The last day for sending papers, so many working days before the meeting; None where the rule set has no such number."""
    council = meeting.council
    figure = outline_of(council.procedure).figure_by_code.get(f"papers.before.{kind_of(council).judges}")
    if figure is None:
        return None
    return add_working_days(timezone.localdate(meeting.at), -int(figure.value))


def papers_too_late(meeting: Meeting, sent_on: date) -> str:
    """The sentence for papers that go out too late; empty if they are in time."""
    due = papers_due_on(meeting)
    if due is None or sent_on <= due:
        return ""
    return _(
        "Gửi tài liệu ngày %(sent)s là muộn: họp ngày %(at)s thì phải gửi chậm nhất ngày %(due)s. Hãy lùi ngày họp hoặc ghi lý do."
    ) % {
        "sent": f"{sent_on:%d/%m/%Y}",
        "at": f"{timezone.localdate(meeting.at):%d/%m/%Y}",
        "due": f"{due:%d/%m/%Y}",
    }


@transaction.atomic
def invite_meeting(
    *,
    meeting: Meeting,
    by: Actor,
    papers_sent_on: date,
    invitation_symbol: str = "",
    late_reason: str = "",
) -> Meeting:
    """Invite the members, after conflicts were looked at again. Late papers need a reason (`meeting.papers_late`)."""
    council = appointed(meeting.council_id)
    refuse_closed(meeting)
    late = papers_too_late(meeting, papers_sent_on)
    if late and not late_reason.strip():
        raise told(late, "meeting.papers_late", "papers_sent_on")
    refuse_unfit(council)
    meeting.papers_sent_on, meeting.invited_on = papers_sent_on, by.on
    meeting.invitation_symbol = invitation_symbol.strip()
    meeting.save(update_fields=["papers_sent_on", "invited_on", "invitation_symbol"])
    seats = list(council.seats.filter(left_on=None).select_related("user"))
    invited(seats)
    _tell(meeting, council, seats)
    record_event(
        "meeting.invite",
        meeting,
        by=by,
        after={"papers_sent_on": papers_sent_on, "late_reason": late_reason.strip()},
    )
    return meeting


@transaction.atomic
def move_meeting(
    *, meeting: Meeting, at: datetime, by: Actor, place: str | None = None, late_reason: str = ""
) -> Meeting:
    """Another time or place. A day for which the papers went out too late needs a reason (`meeting.papers_late`)."""
    appointed(meeting.council_id)
    refuse_closed(meeting)
    before = meeting.at
    meeting.at = at
    late = papers_too_late(meeting, meeting.papers_sent_on) if meeting.papers_sent_on else ""
    if late and at < before and not late_reason.strip():
        raise told(late, "meeting.papers_late", "late_reason")
    if place is not None:
        meeting.place = place.strip()
    meeting.save(update_fields=["at", "place"])
    after = {"at": at} | ({"late_reason": late_reason.strip()} if late else {})
    record_event("meeting.move", meeting, by=by, before={"at": before}, after=after)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor) -> Meeting:
    appointed(meeting.council_id)
    meeting = Meeting.objects.get(pk=meeting.pk)
    refuse_closed(meeting)
    if not reason.strip():
        raise told(_("Hãy ghi lý do không họp."), "meeting.reason", "reason")
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    record_event("meeting.cancel", meeting, by=by, after={"reason": reason.strip()})
    return meeting


@transaction.atomic
def note_attendance(
    *, meeting: Meeting, presence: Mapping[int, str], by: Actor, notes: Mapping[int, str] | None = None
) -> Meeting:
    """Who is there: `presence` by key of the seat. The meeting is open from the first such entry."""
    council = appointed(meeting.council_id)
    meeting = Meeting.objects.get(pk=meeting.pk)
    refuse_closed(meeting)
    seats = set(council.seats.filter(left_on=None).values_list("pk", flat=True))
    if set(presence) - seats:
        raise DomainError(_("Chỉ điểm danh thành viên của hội đồng."), code="seat.foreign")
    if set(presence.values()) - set(Presence.values):
        raise DomainError(_("Không rõ hình thức dự họp."), code="attendance.unknown")
    concluded = meeting.items.filter(concluded_at__isnull=False).exists()
    there = {row.seat_id: row for row in meeting.attendance.all()}
    changed = {pk: one for pk, one in presence.items() if pk not in there or there[pk].presence != one}
    if concluded and changed:
        raise DomainError(
            _("Phiên họp đã có nội dung kết luận trên số thành viên có mặt nên không sửa điểm danh được."),
            code="attendance.counted",
        )
    for pk, one in presence.items():
        Attendance.objects.update_or_create(
            meeting=meeting, seat_id=pk,
            defaults={"presence": one, "note": (notes or {}).get(pk, ""), "noted_by_id": by.user_id},
        )  # fmt: skip
    if meeting.state == MeetingState.PLANNED:
        meeting.state = MeetingState.OPEN
        meeting.save(update_fields=["state"])
    record_event("meeting.attendance", meeting, by=by, after={str(pk): one for pk, one in presence.items()})
    return meeting


@dataclass(frozen=True)
class Room:
    """Who sits and who is there, as the rules see it."""

    seats: tuple[Seat, ...]
    facts: tuple[SeatFacts, ...]
    here: frozenset[int]
    written: frozenset[int]
    authorised_vice: bool

    def name(self, kind: str, key: Key) -> str:
        return next((seat.name for seat in self.seats if seat.pk == key), str(key))


def room(meeting: Meeting) -> Room:
    """Those who sit on the day of the meeting; who has left since the day before does not."""
    day = timezone.localdate(meeting.at)
    sitting = [
        seat
        for seat in meeting.council.seats.select_related("user")
        if seat.left_on is None or seat.left_on > day
    ]
    presence = dict(meeting.attendance.values_list("seat_id", "presence"))
    return Room(
        seats=tuple(sitting),
        facts=tuple(SeatFacts(key=seat.pk, role=seat.role, side=seat.side) for seat in sitting),
        here=frozenset(seat.pk for seat in sitting if presence.get(seat.pk) in HERE),
        written=frozenset(seat.pk for seat in sitting if presence.get(seat.pk) == Presence.WRITTEN),
        authorised_vice=any(seat.role == CouncilRole.VICE and seat.acts_for_chair for seat in sitting),
    )


def quorum_of(meeting: Meeting, item: CouncilItem | None = None) -> Quorum | None:
    """Whether the meeting is valid, for an item with reviewers of its own where there are such; None without a rule."""
    kind = kind_of(meeting.council)
    if kind.quorum is None:
        return None
    own = room(meeting)
    reviewers: frozenset[Key] | None = None
    if kind.reviewers_by_item and item is not None:
        reviewers = frozenset(item.reviewers.filter(left_on=None).values_list("pk", flat=True))
    rule = kind.quorum
    if kind.reviewers_by_item and item is None:
        rule = _without_reviewers(rule)
    return quorum(
        rule=rule,
        seats=own.facts,
        present=own.here,
        authorised_vice=own.authorised_vice,
        item_reviewers=reviewers,
    )


def quorum_sentences(meeting: Meeting, item: CouncilItem | None = None) -> list[str]:
    """The same for people, line by line."""
    found = quorum_of(meeting, item)
    own = room(meeting)
    return [cited(step, own.name) for step in found.steps] if found else []


def refuse_without_quorum(meeting: Meeting, item: CouncilItem | None = None) -> None:
    found = quorum_of(meeting, item)
    if found is not None and not found.valid:
        raise DomainError(" ".join(quorum_sentences(meeting, item)), code="meeting.no_quorum")


def _without_reviewers(rule: Any) -> Any:
    from dataclasses import replace

    return replace(rule, roles=tuple(role for role in rule.roles if role != "all_reviewers"))


@transaction.atomic
def close_meeting(
    *, meeting: Meeting, minutes_symbol: str, by: Actor, discussion: str = "", counters: str = ""
) -> Meeting:
    """End a meeting with the number of its minutes: every item concluded, those present a quorum; nothing changes afterwards."""
    council = appointed(meeting.council_id)
    meeting = (
        Meeting.objects.select_related("council__procedure")
        .defer("council__procedure__definition")
        .get(pk=meeting.pk)
    )
    refuse_closed(meeting)
    if not minutes_symbol.strip():
        raise told(_("Hãy ghi số biên bản họp."), "meeting.minutes", "minutes_symbol")
    open_items = meeting.items.filter(concluded_at=None).count()
    if open_items:
        raise DomainError(
            _("Còn %(count)s nội dung chưa kết luận.") % {"count": open_items}, code="meeting.not_concluded"
        )
    needed = kind_of(council).counters
    if needed and len([line for line in counters.replace(";", "\n").splitlines() if line.strip()]) < needed:
        raise told(
            _("Hãy ghi đủ %(count)s người của tổ kiểm phiếu, mỗi người một dòng.") % {"count": needed},
            "meeting.counters", "counters",
        )  # fmt: skip
    refuse_without_quorum(meeting)
    found = quorum_of(meeting)
    meeting.quorum = {
        "valid": True,
        "present": found.present if found else len(room(meeting).here),
        "needed": found.needed if found else None,
        "steps": stored(found.steps) if found else [],
    }
    meeting.state, meeting.closed_at = MeetingState.CLOSED, timezone.now()
    meeting.minutes_symbol, meeting.discussion = minutes_symbol.strip(), discussion.strip()
    meeting.counters = counters.strip()
    meeting.save()
    record_event("meeting.close", meeting, by=by, after={"minutes": meeting.minutes_symbol})
    return meeting


@dataclass(frozen=True)
class Readiness:
    """What a member still owes before a meeting."""

    seat: Seat
    undeclared: tuple[CouncilItem, ...]
    sheets_missing: tuple[CouncilItem, ...]


def readiness(meeting: Meeting) -> list[Readiness]:
    """Who has not declared and who has not handed in, member by member; four queries."""
    items = list(meeting.items.select_related("task", "dossier"))
    declared = set(Declaration.objects.filter(item__in=items).values_list("seat_id", "item_id"))
    kind = kind_of(meeting.council)
    handed = set(
        Sheet.objects.filter(item__in=items, kind=kind.sheet, handed_in_at__isnull=False).values_list(
            "seat_id", "item_id"
        )
    )
    return [
        Readiness(
            seat,
            tuple(item for item in items if (seat.pk, item.pk) not in declared),
            tuple(item for item in items if (seat.pk, item.pk) not in handed),
        )
        for seat in meeting.council.seats.filter(left_on=None).select_related("user")
    ]


def _tell(meeting: Meeting, council: Council, seats: Sequence[Seat]) -> None:
    """A notice to each member with an account; titles as the members may see them before declaring."""
    titles = [shown_title(item) for item in meeting.items.select_related("task", "dossier", "council")]
    when = timezone.localtime(meeting.at)
    notify(
        users=[seat.user for seat in seats if seat.user],
        kind="council.invitation",
        title=_("Mời họp %(name)s lúc %(time)s ngày %(day)s")
        % {"name": council.name, "time": f"{when:%H:%M}", "day": f"{when:%d/%m/%Y}"},
        body="\n".join(
            [
                _("Nơi họp: %(place)s") % {"place": meeting.place or meeting.get_mode_display()},
                _("Hãy khai báo về xung đột lợi ích trước khi xem tài liệu."),
                *(f"– {title}" for title in titles),
            ]
        ),
        url="/hoi-dong-cua-toi/",
    )
