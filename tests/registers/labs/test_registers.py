"""What laboratories, equipment and measuring devices do beyond their declarations."""

from datetime import date, timedelta

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import edit_record, move_record
from khcn.registers.labs.models import Equipment, MeasuringDevice
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


def due(equipment):
    return Equipment.objects.get(pk=equipment.pk).calibration_due


def test_equipment_is_due_when_its_latest_passed_calibration_ends(coordinator):
    machine = sample(registers.get("thiet-bi"), by=coordinator)
    events = registers.get("hieu-chuan-thiet-bi")
    sample(events, 1, by=coordinator, equipment=machine, valid_to=date(2027, 1, 31))
    assert due(machine) == date(2027, 1, 31)
    sample(events, 2, by=coordinator, equipment=machine, valid_to=date(2028, 1, 31), result="failed")
    assert due(machine) == date(2027, 1, 31)
    third = sample(events, 3, by=coordinator, equipment=machine, valid_to=date(2029, 1, 31))
    assert due(machine) == date(2029, 1, 31)
    move_record(events, third, "cancel", by=coordinator, on=coordinator.on, reason="Ghi nhầm")
    assert due(machine) == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"open_from": 17, "open_to": 7}, "open_to"),
        ({"open_to": 25}, "open_to"),
        ({"max_minutes": 10}, "max_minutes"),
    ],
)
def test_impossible_booking_rules_are_refused_at_their_field(coordinator, values, field):
    register = registers.get("thiet-bi")
    machine = sample(register, by=coordinator)
    with pytest.raises(DomainError) as refused:
        edit_record(register, machine, by=coordinator, values=values)
    assert list(refused.value.fields) == [field]


def test_share_in_date_is_that_of_the_day_asked_for(coordinator):
    register = registers.get("phuong-tien-do")
    today = date.today()
    for n, days in enumerate((-40, -1, 0, 30), start=1):
        sample(
            register, n, by=coordinator, last_check=today - timedelta(400), next_due=today + timedelta(days)
        )
    fact = next(one for one in register.facts if one.code == "measuring_devices.in_date")
    assert MeasuringDevice.objects.filter(fact.part).count() == 2
    assert MeasuringDevice.objects.filter(fact.asked_on(today - timedelta(30)).part).count() == 3
