"""For members, on a phone first: my councils, what waits for me in each, and the page of one item behind its gate."""

from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.deadlines import time_left
from khcn.operations.st_tasks.choices import CouncilState, MeetingState
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.models import Conflict, CouncilItem, Declaration, Meeting, Seat, Sheet
from khcn.web.ui.lists import page_of
from khcn.web.workspace.councils.common import refuse_strangers
from khcn.web.workspace.councils.member import item_names, member_frame, my_seat

ENDED = (CouncilState.CLOSED, CouncilState.CANCELLED)
PER_PAGE = 20


def my_councils(request: HttpRequest) -> HttpResponse:
    """The councils in which the person sits, those at work first, each with what is still to do."""
    refuse_strangers(request)
    seats = Seat.objects.filter(
        user_id=request.actor.user_id,
        left_on=None,
        council__state__in=(CouncilState.APPOINTED, CouncilState.CLOSED),
    )
    page = page_of(
        request, seats.select_related("council").order_by("council__state", "-council__id"), PER_PAGE
    )
    context = {"page_title": _("Hội đồng của tôi"), "page": page, "rows": _rows(list(page))}
    return render(request, "councils/my_councils.html", context)


def _rows(seats: list[Seat]) -> list[dict[str, Any]]:
    """Five queries, however many councils."""
    councils = [seat.council_id for seat in seats]
    items = Counter(CouncilItem.objects.filter(council__in=councils).values_list("council", flat=True))
    declared = Counter(Declaration.objects.filter(seat__in=seats).values_list("seat", flat=True))
    barred = _barred_counts(seats)
    handed_in = Counter(
        Sheet.objects.filter(seat__in=seats, handed_in_at__isnull=False).values_list("seat", flat=True)
    )
    meetings = _next_meetings(councils)
    return [
        _row(
            seat, items[seat.council_id], declared[seat.pk], barred[seat.pk], handed_in[seat.pk],
            meetings.get(seat.council_id),
        )
        for seat in seats
    ]  # fmt: skip


def _barred_counts(seats: list[Seat]) -> Counter[int]:
    rows = Conflict.objects.filter(seat__in=seats, bars=True, waived_at=None)
    return Counter(seat for seat, _item in set(rows.values_list("seat", "item")))


def _next_meetings(councils: list[int]) -> dict[int, Meeting]:
    rows = Meeting.objects.filter(
        council__in=councils, state__in=(MeetingState.PLANNED, MeetingState.OPEN)
    ).order_by("-at")
    return {one.council_id: one for one in rows}


def _row(
    seat: Seat, items: int, declared: int, barred: int, handed_in: int, meeting: Meeting | None
) -> dict[str, Any]:
    council, today = seat.council, timezone.localdate()
    todo = []
    if council.state == CouncilState.APPOINTED:
        if declared < items:
            todo.append(_("Khai xung đột lợi ích: còn %d nội dung") % (items - declared))
        if handed_in < items - barred:
            todo.append(_("Chấm và nộp phiếu: còn %d phiếu") % (items - barred - handed_in))
    return {
        "council": council, "seat": seat, "meeting": meeting, "todo": todo,
        "done": _("Đã kết thúc") if council.state in ENDED else _("Đã làm đủ"),
        "left": time_left(today, timezone.localtime(meeting.at).date()) if meeting else "",
    }  # fmt: skip


def my_council(request: HttpRequest, pk: int) -> HttpResponse:
    """What this council judges, with where I stand on each; authors are hidden where the council is blind."""
    seat = my_seat(request, council=pk)
    council = seat.council
    items = _with_standing(seat, council.items.select_related("task", "dossier"))
    page = page_of(request, items, PER_PAGE)
    meetings = council.meetings.exclude(state__in=(MeetingState.CLOSED, MeetingState.CANCELLED))
    context = member_frame(
        council, council.name, seat=seat, page=page, rows=_items(seat, list(page)),
        meetings=meetings, others=colleagues(seat),
    )  # fmt: skip
    return render(request, "councils/my_council.html", context)


def colleagues(seat: Seat) -> QuerySet[Seat] | list[Seat]:
    """Who else sits here, unless members are not to know of each other."""
    if kind_of(seat.council).members_blind:
        return []
    return seat.council.seats.filter(left_on=None)


def _with_standing(seat: Seat, items: QuerySet[CouncilItem]) -> QuerySet[CouncilItem]:
    """Along with each item: whether I declared, am barred, review it, and what became of my sheet; no query of its own."""
    item = OuterRef("pk")
    barring = Conflict.objects.filter(seat=seat, item=item, bars=True, waived_at=None)
    sheets = Sheet.objects.filter(seat=seat, item=item).order_by("-handed_in_at")
    return items.annotate(
        my_declared=Exists(Declaration.objects.filter(seat=seat, item=item)), my_barred=Exists(barring),
        my_review=Exists(CouncilItem.reviewers.through.objects.filter(seat=seat, councilitem=item)),
        my_sheet=Exists(sheets), my_handed_in=Exists(sheets.filter(handed_in_at__isnull=False)),
    )  # fmt: skip


def _items(seat: Seat, items: list[Any]) -> list[dict[str, Any]]:
    names = item_names(seat.council, items)
    rows = []
    for item in items:
        look, word = _standing(item)
        name, of = names[item.pk]
        rows.append(
            {"item": item, "name": name, "of": of, "look": look, "word": word, "reviewer": item.my_review}
        )
    return rows


def _standing(item: Any) -> tuple[str, str]:
    if item.my_barred:
        return "blocked", _("Bạn không chấm nội dung này")
    if not item.my_declared:
        return "waiting", _("Chưa khai xung đột lợi ích")
    if item.my_handed_in:
        return "done", _("Đã nộp phiếu")
    if item.concluded_at:
        return "closed", _("Đã kết luận")
    return ("draft", _("Phiếu đang làm")) if item.my_sheet else ("not_started", _("Chưa chấm"))
