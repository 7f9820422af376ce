"""From proposal to acceptance."""

from datetime import date

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import move_record
from khcn.registers.industry_promotion.register import accepted_already, measured_in_a_unit
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

SCHEMES = registers.get("khuyen-cong")


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


def approved(coordinator):
    record = sample(SCHEMES, by=coordinator)
    values = {"decision": "Quyết định mẫu số 1", "support": 300_000_000}
    return move_record(
        SCHEMES,
        record,
        "approve",
        by=coordinator,
        on=date(2026, 3, 1),
        values={**values, "valid_from": date(2026, 3, 1)},
    )


def test_acceptance_needs_its_day_and_not_before_approval(coordinator):
    record = approved(coordinator)
    for values, code in (
        ({}, "record.field_missing"),
        ({"accepted_on": date(2026, 2, 1)}, "record.constraint"),
    ):
        with pytest.raises(DomainError) as refusal:
            move_record(SCHEMES, record, "accept", by=coordinator, on=date(2026, 9, 1), values=values)
        assert refusal.value.code == code
    day = date(2026, 9, 1)
    record = move_record(SCHEMES, record, "accept", by=coordinator, on=day, values={"accepted_on": day})
    assert (record.state, record.ended_on) == ("accepted", day)


def test_refused_proposal_counts_on_no_day(coordinator):
    record = sample(SCHEMES, by=coordinator)
    move_record(SCHEMES, record, "refuse", by=coordinator, on=date(2026, 3, 1), reason="Trùng hỗ trợ")
    assert not SCHEMES.model.objects.in_force(date(2026, 1, 1)).exists()


def test_productivity_has_a_unit():
    assert list(measured_in_a_unit({"productivity_after": 3})) == ["productivity_unit"]
    assert measured_in_a_unit({"productivity_after": 3, "productivity_unit": "kg/giờ"}) == {}
    assert measured_in_a_unit({}) == {}


def test_acceptance_lies_not_in_the_future():
    assert list(accepted_already({"accepted_on": date(2999, 1, 1)})) == ["accepted_on"]
    assert accepted_already({"accepted_on": date(2024, 2, 1)}) == {}
