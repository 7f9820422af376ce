"""May this person have this apparatus from then to then? One place answers, with every reason against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may
from khcn.kernel.registers.life import Standing
from khcn.registers.labs.choices import Condition
from khcn.registers.labs.models import HOLDING, Booking, Equipment, Outage, Qualification

TAKEN = "booking.taken"
STEP = timedelta(minutes=30)
LOOK_AHEAD = 14


@dataclass(frozen=True)
class Reason:
    """Why not: a stable code, a sentence, and the field of the form to which it belongs."""

    code: str
    sentence: str
    field: str = ""


@dataclass(frozen=True)
class Slot:
    """Half-open: the end belongs to the next one."""

    starts: datetime
    ends: datetime

    def __str__(self) -> str:
        starts, ends = timezone.localtime(self.starts), timezone.localtime(self.ends)
        if starts.date() == (ends - timedelta.resolution).date():
            return f"{starts:%H:%M}–{ends:%H:%M}, {starts:%d/%m/%Y}"
        return f"{starts:%H:%M %d/%m/%Y} – {ends:%H:%M %d/%m/%Y}"

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts

    def days(self) -> list[date]:
        """Every local day that the slot touches."""
        first = timezone.localtime(self.starts).date()
        last = timezone.localtime(self.ends - timedelta.resolution).date()
        return [first + timedelta(n) for n in range(min((last - first).days, 400) + 1)]

    def meets(self, starts: datetime, ends: datetime | None) -> bool:
        return starts < self.ends and (ends is None or self.starts < ends)


@dataclass(frozen=True)
class Policy:
    """The rules of one apparatus for one person at one moment."""

    equipment: Equipment
    actor: Actor
    now: datetime

    def reasons(self, slot: Slot) -> list[Reason]:
        """All that stands against it, the plainest first; empty when the person may have it."""
        if slot.ends <= slot.starts:
            return [Reason("booking.times", _("Giờ kết thúc phải sau giờ bắt đầu."), "ends")]
        return [
            *self.about_equipment(slot),
            *self.about_person(slot),
            *self.about_time(slot),
            *self.busy(slot),
        ]

    def about_equipment(self, slot: Slot) -> Iterator[Reason]:
        one = self.equipment
        if not one.bookable or one.standing != Standing.ACTIVE:
            yield Reason("booking.not_bookable", _("Thiết bị này hiện không nhận đặt lịch dùng chung."))
        if one.condition == Condition.FAULTY:
            yield Reason("booking.faulty", _("Thiết bị đang hỏng, chờ sửa chữa."))
        if one.calibration_due and one.calibration_due < slot.days()[-1]:
            yield Reason(
                "booking.calibration",
                _("Thiết bị chỉ còn hạn hiệu chuẩn, kiểm định đến hết ngày %(day)s.")
                % {"day": f"{one.calibration_due:%d/%m/%Y}"},
                "day",
            )

    def about_person(self, slot: Slot) -> Iterator[Reason]:
        if not self.equipment.needs_qualification or may(self.actor, "labs.equipment.manage", self.equipment):
            return
        rows = Qualification.objects.filter(equipment=self.equipment, user_id=self.actor.user_id or 0)
        days = slot.days()
        if not rows.valid_on(days[0]).filter(Q(valid_to=None) | Q(valid_to__gte=days[-1])).exists():
            yield Reason(
                "booking.not_qualified",
                _(
                    "Thiết bị này chỉ dành cho người được công nhận sử dụng. Hãy liên hệ người phụ trách thiết bị."
                ),
            )

    def about_time(self, slot: Slot) -> Iterator[Reason]:
        """What follows from the clock and the calendar alone."""
        one, minutes = self.equipment, slot.length.total_seconds() / 60
        if slot.starts < self.now:
            yield Reason("booking.past", _("Giờ bắt đầu đã qua. Hãy chọn giờ muộn hơn."), "starts")
        if slot.starts > self.now + timedelta(days=one.days_ahead):
            yield Reason(
                "booking.too_far",
                _("Chỉ đặt trước được tối đa %(days)s ngày.") % {"days": one.days_ahead},
                "day",
            )
        if minutes < one.min_minutes:
            yield Reason(
                "booking.too_short", _("Mỗi lần đặt ít nhất %(n)s phút.") % {"n": one.min_minutes}, "ends"
            )
        if minutes > one.max_minutes:
            yield Reason(
                "booking.too_long", _("Mỗi lần đặt nhiều nhất %(n)s phút.") % {"n": one.max_minutes}, "ends"
            )
        if not one.weekends and any(day.weekday() > 4 for day in slot.days()):
            yield Reason("booking.weekend", _("Thiết bị không nhận lịch thứ bảy, chủ nhật."), "day")
        if not self.within_hours(slot):
            yield Reason(
                "booking.closed",
                _("Thiết bị chỉ nhận lịch từ %(from)s giờ đến %(to)s giờ trong ngày.")
                % {"from": one.open_from, "to": one.open_to},
                "starts",
            )

    def within_hours(self, slot: Slot) -> bool:
        """Inside the opening hours of one day; an apparatus open day and night may be had over midnight."""
        if self.equipment.open_from == 0 and self.equipment.open_to == 24:
            return True
        opens, closes = opening(self.equipment, timezone.localtime(slot.starts).date())
        return opens <= slot.starts and slot.ends <= closes

    def busy(self, slot: Slot) -> Iterator[Reason]:
        """Who or what has it already."""
        outage = outages_in(self.equipment, slot.starts, slot.ends).first()
        if outage is not None:
            yield Reason("booking.outage", _("Thiết bị ngừng hoạt động: %(why)s") % {"why": outage.reason})
        if bookings_in(self.equipment, slot.starts, slot.ends).filter(state__in=HOLDING).exists():
            yield Reason(TAKEN, _("Khung giờ này đã có người đặt."), "starts")

    def alternatives(self, wanted: Slot, count: int = 3) -> list[Slot]:
        """Free slots of the same length, those nearest to what was wanted first; two queries."""
        first = max(timezone.localtime(wanted.starts).date(), timezone.localtime(self.now).date())
        days = [first + timedelta(n) for n in range(LOOK_AHEAD)]
        begin, end = opening(self.equipment, days[0])[0], opening(self.equipment, days[-1])[1]
        taken = [(one.starts_at, one.ends_at) for one in outages_in(self.equipment, begin, end)]
        held = bookings_in(self.equipment, begin, end).filter(state__in=HOLDING)
        taken += [(one.starts_at, one.ends_at) for one in held]
        free = [
            slot for day in days for slot in self._of_day(day, wanted.length)
            if not any(slot.meets(*span) for span in taken)
            and not [*self.about_time(slot), *self.about_equipment(slot)]
        ]  # fmt: skip
        return sorted(free, key=lambda slot: abs(slot.starts - wanted.starts))[:count]

    def _of_day(self, day: date, length: timedelta) -> Iterator[Slot]:
        starts, closes = opening(self.equipment, day)
        while starts + length <= closes:
            yield Slot(starts, starts + length)
            starts += STEP


def opening(equipment: Equipment, day: date) -> tuple[datetime, datetime]:
    """When the apparatus opens and closes on that local day."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    return midnight + timedelta(hours=equipment.open_from), midnight + timedelta(hours=equipment.open_to)


def bookings_in(equipment: Equipment, starts: datetime, ends: datetime | None) -> QuerySet[Booking]:
    """Bookings of any state that meet the span; without an end, all that end later."""
    rows = Booking.objects.filter(equipment=equipment, ends_at__gt=starts)
    return rows if ends is None else rows.filter(starts_at__lt=ends)


def outages_in(equipment: Equipment, starts: datetime, ends: datetime) -> QuerySet[Outage]:
    open_or_later = Q(ends_at=None) | Q(ends_at__gt=starts)
    return Outage.objects.filter(open_or_later, equipment=equipment, starts_at__lt=ends)
