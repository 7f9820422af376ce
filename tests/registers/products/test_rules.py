"""Stars and scores, terms, codes: what must agree in a row."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.registers.products.models import OcopCertificate
from khcn.registers.products.rules import (
    bare_codes,
    stars_by_score,
    total_of_parts,
    traced_by_something,
    within_term,
)
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample


@pytest.mark.parametrize(
    ("score", "stars"),
    [("50", "3"), ("69.99", "3"), ("70", "4"), ("89.99", "4"), ("90", "5"), ("100", "5")],
)
def test_each_score_has_one_number_of_stars(score, stars):
    fitting = [one for one in "345" if not stars_by_score({"stars": one, "score": Decimal(score)})]
    assert fitting == [stars]


def test_score_below_fifty_has_no_stars():
    assert [one for one in "345" if not stars_by_score({"stars": one, "score": Decimal("49.99")})] == []


def test_wrong_stars_are_told_with_the_band_and_its_basis():
    told = stars_by_score({"stars": "4", "score": Decimal("68.5")})
    assert told == {
        "stars": "68,5 điểm không ứng với hạng 4 sao, hạng này từ 70 đến dưới 90 điểm (QĐ 1048/QĐ-TTg năm 2019)."
    }


def test_stars_without_a_score_are_taken_as_told():
    assert stars_by_score({"stars": "4", "score": None}) == {}


def test_total_is_the_sum_of_its_parts_when_all_are_told():
    parts = {
        "score_community": Decimal(28),
        "score_market": Decimal("20.5"),
        "score_quality": Decimal(30),
    }
    assert total_of_parts({**parts, "score": Decimal("78.5")}) == {}
    assert total_of_parts({**parts, "score": Decimal(80)}) == {
        "score": "Tổng điểm khác tổng ba phần A, B, C (78,5 điểm)."
    }
    assert total_of_parts({**parts, "score_quality": None, "score": Decimal(80)}) == {}


@pytest.mark.parametrize(
    ("end", "fits"), [(date(2027, 2, 28), True), (date(2027, 3, 1), False), (None, True)]
)
def test_term_of_36_months_ends_on_the_last_day_of_a_shorter_month(end, fits):
    assert (within_term({"valid_from": date(2024, 2, 29), "valid_to": end}) == {}) == fits


def test_longer_term_needs_the_document_that_extends_it():
    values = {"valid_from": date(2024, 1, 1), "valid_to": date(2027, 6, 30)}
    assert list(within_term(values)) == ["valid_to"]
    assert within_term({**values, "extended_by": "Văn bản mẫu số 1"}) == {}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"gln": "8930000000019", "gtin": "8935000000021"}, []),
        ({"gln": "8930000000018"}, ["gln"]),
        ({"gln": "96385074"}, ["gln"]),
        ({"gtin": "893 5000000021"}, ["gtin"]),
        ({"gtin": "８935000000021"}, ["gtin"]),
        ({}, []),
    ],
)
def test_codes_are_digits_with_a_check_digit(values, wrong):
    assert list(bare_codes(values)) == wrong


def test_connected_product_names_its_code_system_and_day():
    assert list(traced_by_something({"trace_state": "connected"})) == [
        "trace_code",
        "trace_system",
        "traced_on",
    ]
    assert list(traced_by_something({"trace_state": "registered", "gtin": "8935000000021"})) == []
    assert traced_by_something({"trace_state": "none"}) == {}
    assert list(traced_by_something({"trace_state": "none", "traced_on": date(2024, 2, 1)})) == ["traced_on"]


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


def test_recognition_without_stars_is_refused(coordinator):
    ocop = registers.get("ocop")
    record = sample(ocop, by=coordinator, stars="", score=None)
    with pytest.raises(DomainError) as refusal:
        move_record(
            ocop, record, "recognise", by=coordinator, on=date(2024, 2, 1), values={"decision": "QĐ mẫu"}
        )
    assert refusal.value.code == "record.field_missing"


def test_refused_product_counts_on_no_day_and_may_try_again(coordinator):
    ocop = registers.get("ocop")
    record = sample(ocop, by=coordinator, state="assessing")
    move_record(ocop, record, "refuse", by=coordinator, on=date(2024, 3, 1), reason="Chưa đủ điểm")
    assert [
        OcopCertificate.objects.in_force(day).count() for day in (date(2024, 2, 2), date(2026, 1, 1))
    ] == [0, 0]
    record = move_record(ocop, record, "resubmit", by=coordinator, on=date(2024, 4, 1))
    assert record.state == "proposed"


def test_one_gtin_belongs_to_one_product(coordinator):
    products = registers.get("san-pham")
    add_record(
        products, by=coordinator, values={"name": "Chè mẫu", "group": "drink", "gtin": "8935000000021"}
    )
    with pytest.raises(DomainError) as refusal:
        add_record(
            products, by=coordinator, values={"name": "Cam mẫu", "group": "food", "gtin": "8935000000021"}
        )
    assert refusal.value.code == "record.constraint"
