"""The week of an apparatus as rows of spans: free, taken, stopped, past, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.registers.labs.booking_policy import bookings_in, opening, outages_in
from khcn.registers.labs.models import HOLDING, Booking, BookingState, Equipment, Outage

GRID = timedelta(minutes=30)
SHOWN = (*HOLDING, BookingState.DONE)


@dataclass
class Span:
    """Some cells side by side that tell the same."""

    kind: str
    starts: datetime
    ends: datetime
    width: int
    things: list[Any] = field(default_factory=list)

    @property
    def hours(self) -> str:
        ends = timezone.localtime(self.ends)
        last = "24:00" if (ends.hour, ends.minute) == (0, 0) else f"{ends:%H:%M}"
        return f"{timezone.localtime(self.starts):%H:%M}–{last}"


@dataclass
class Day:
    on: date
    spans: list[Span]
    is_today: bool

    @property
    def name(self) -> str:
        return DAY_NAMES[self.on.weekday()]


DAY_NAMES = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def read_week(text: str, today: date) -> date:
    """The Monday of ?tuan=2026-W48 or ?tuan=2026-11-25; of this week when it says nothing sound."""
    try:
        told = datetime.strptime(f"{text}-1", "%G-W%V-%u").date() if "W" in text else date.fromisoformat(text)
        monday_of(told) + timedelta(days=14), monday_of(told) - timedelta(days=14)
    except (ValueError, OverflowError):
        return monday_of(today)
    return monday_of(told) if 2000 < told.year < 2100 else monday_of(today)


def hours_of(equipment: Equipment) -> list[str]:
    return [f"{hour}" for hour in range(equipment.open_from, equipment.open_to)]


def cell_width(equipment: Equipment) -> str:
    """Half-hours as wide as each other, whatever stands in them."""
    return f"{88 / (2 * (equipment.open_to - equipment.open_from)):.2f}%"


def week_of(equipment: Equipment, monday: date, now: datetime) -> list[Day]:
    """Seven days, or five where the apparatus rests at the week's end; two queries."""
    days = [monday + timedelta(n) for n in range(7 if equipment.weekends else 5)]
    begin, end = opening(equipment, days[0])[0], opening(equipment, days[-1])[1]
    held = bookings_in(equipment, begin, end).filter(state__in=SHOWN).select_related("user")
    outages = list(outages_in(equipment, begin, end))
    today = timezone.localtime(now).date()
    return [Day(day, _spans(equipment, day, list(held), outages, now), day == today) for day in days]


def _spans(
    equipment: Equipment, day: date, held: Sequence[Booking], outages: Sequence[Outage], now: datetime
) -> list[Span]:
    opens, closes = opening(equipment, day)
    cells = []
    while opens < closes:
        cells.append(_cell(opens, opens + GRID, held, outages, now))
        opens += GRID
    return [_joined(list(same)) for _key, same in groupby(cells, key=lambda one: (one.kind, one.things))]


def _cell(
    starts: datetime, ends: datetime, held: Sequence[Booking], outages: Sequence[Outage], now: datetime
) -> Span:
    stopped = [
        one for one in outages if one.starts_at < ends and (one.ends_at is None or starts < one.ends_at)
    ]
    if stopped:
        return Span("outage", starts, ends, 1, stopped)
    taken = [one for one in held if one.starts_at < ends and starts < one.ends_at]
    if taken:
        return Span("taken", starts, ends, 1, taken)
    return Span("past" if starts < now else "free", starts, ends, 1)


def _joined(cells: list[Span]) -> Span:
    first = cells[0]
    return Span(first.kind, first.starts, cells[-1].ends, len(cells), first.things)


def week_label(days: Sequence[Day]) -> str:
    return _("Tuần từ %(first)s đến %(last)s") % {
        "first": f"{days[0].on:%d/%m/%Y}",
        "last": f"{days[-1].on:%d/%m/%Y}",
    }
