"""What stands around records: slots of shared equipment, papers attached, duties done."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from khcn.config.demo.world import World
from khcn.kernel.accounts.models import User
from khcn.kernel.documents.models import Attachment, Document, DocumentKind, Purpose
from khcn.kernel.duties.models import Duty
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.life import Standing
from khcn.registers.labs.models import Booking, BookingState, Equipment, Outage, Qualification

PURPOSES = (
    "Phân tích mẫu chè của hợp tác xã ví dụ",
    "Đo hàm lượng kim loại nặng trong mẫu nước",
    "Thử độ bền kéo của mẫu vật liệu",
    "Thực tập của sinh viên lớp ví dụ",
    "Đo mẫu cho nhiệm vụ khoa học mẫu",
)
PAPERS = ("giai-thuong", "sang-kien", "van-ban-chinh-sach", "so-huu-tri-tue", "phong-thi-nghiem", "to-chuc")


def add_bookings(world: World) -> int:
    """Slots of the last two months and the next three weeks, asked for by the demo people of this machine."""
    people = list(User.objects.filter(artificial=True, is_active=True).order_by("pk"))
    shared: list[Any] = [
        one
        for one in world.made[Equipment]
        if one.bookable and one.standing == Standing.ACTIVE  # type: ignore[attr-defined]
    ]
    if not people:
        return 0
    made = [one for equipment in shared for one in _slots(world, equipment, people)]
    Booking.objects.bulk_create(made)
    for equipment in shared[:3]:
        start = _at(world.today + timedelta(30), 7)
        Outage.objects.create(
            equipment=equipment,
            starts_at=start,
            ends_at=start + timedelta(3),
            reason="Bảo trì định kỳ (dữ liệu mẫu)",
        )
        Qualification.objects.create(
            equipment=equipment,
            user=people[0],
            valid_from=world.today - timedelta(90),
            note="Đã học lớp vận hành mẫu",
        )
    return len(made)


def _slots(world: World, equipment: Any, people: list[User]) -> Iterator[Booking]:
    rng = world.rng
    for offset in [*rng.sample(range(-60, 0), 8), *rng.sample(range(21), 8)]:
        day = world.today + timedelta(offset)
        if day.weekday() > 4:
            continue
        begins = _at(day, rng.randint(equipment.open_from, equipment.open_to - 3))
        ends = begins + timedelta(hours=rng.randint(1, 3))
        booking = Booking(
            equipment=equipment,
            user=rng.choice(people),
            purpose=rng.choice(PURPOSES),
            starts_at=begins,
            ends_at=ends,
        )
        _settle(booking, rng.random(), past=ends < timezone.now())
        yield booking


def _settle(booking: Booking, luck: float, *, past: bool) -> None:
    if not past:
        asked = equipment_asks(booking)
        booking.state = BookingState.REQUESTED if asked and luck < 0.5 else BookingState.CONFIRMED
    elif luck < 0.75:
        booking.state = BookingState.DONE
        booking.used_from, booking.used_to = booking.starts_at, booking.ends_at - timedelta(minutes=15)
    else:
        booking.state = BookingState.NO_SHOW if luck < 0.85 else BookingState.CANCELLED
        booking.reason = "" if luck < 0.85 else "Đổi kế hoạch"
    if booking.state != BookingState.REQUESTED:
        booking.decided_at = booking.starts_at - timedelta(2)


def equipment_asks(booking: Booking) -> bool:
    return bool(booking.equipment.needs_confirmation)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def add_papers(world: World, scale: float) -> int:
    """Papers told by symbol and summary, without files, attached to some records."""
    count = 0
    for code in PAPERS:
        register = registers.by_code[code]
        kind = ContentType.objects.get_for_model(register.model)
        for record in world.made[register.model][: max(round(10 * scale), 1)]:
            count += 1
            document = Document.objects.create(
                kind=DocumentKind.DECISION, symbol=f"{count}/QĐ-MẪU", issued_on=world.today - timedelta(count * 9),
                issuer="Cơ quan Ví Dụ", summary=f"Văn bản mẫu về {str(record)[:200]}",
            )  # fmt: skip
            Attachment.objects.create(
                kind=kind, object_id=record.pk, purpose=Purpose.BASIS, document=document, file_name=""
            )
    return count


def settle_duties(world: World) -> None:
    """Most duties of the past were done, a few waived; the rest is overdue."""
    kinds = {
        ContentType.objects.get_for_model(model): [one.pk for one in made]
        for model, made in world.made.items()
    }
    changed = []
    for kind, numbers in kinds.items():
        late = Duty.objects.open().filter(kind=kind, object_id__in=numbers, due_on__lt=world.today)
        for duty in late.order_by("due_on", "pk"):
            luck = world.rng.random()
            if luck < 0.7:
                duty.done_on = min(duty.due_on + timedelta(world.rng.randint(-10, 12)), world.today)
                duty.outcome, duty.alert_on = "Đã làm (dữ liệu mẫu)", None
            elif luck < 0.75:
                duty.waived_on, duty.outcome, duty.alert_on = duty.due_on, "Được miễn (dữ liệu mẫu)", None
            else:
                continue
            changed.append(duty)
    Duty.objects.bulk_update(changed, ["done_on", "waived_on", "outcome", "alert_on"], batch_size=200)
