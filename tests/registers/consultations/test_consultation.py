"""A consultation that took place has a day and hours; a rating is from 1 to 5."""

from datetime import date

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import move_record
from khcn.kernel.registers.forms import form_class
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

ADVICE = registers.get("tu-van-doanh-nghiep")


@pytest.mark.parametrize(
    ("typed", "allowed"), [("0", False), ("1", True), ("5", True), ("6", False), ("4,5", False)]
)
def test_rating_is_a_whole_number_from_one_to_five(typed, allowed):
    assert form_class(ADVICE, ("rating",))({"rating": typed}).is_valid() == allowed


@pytest.mark.django_db
def test_session_without_hours_was_not_held():
    coordinator = actor_for(seat("coordinator", AgencyFactory()))
    record = sample(ADVICE, by=coordinator, hours=None)
    with pytest.raises(DomainError) as refusal:
        move_record(ADVICE, record, "hold", by=coordinator, on=date(2024, 2, 1))
    assert (refusal.value.code, list(refusal.value.fields)) == ("record.field_missing", ["hours"])
