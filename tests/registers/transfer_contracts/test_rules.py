"""Technology-transfer contracts: parties, prices, registration."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.kernel.registers.forms import broken_rules
from khcn.registers.transfer_contracts.rules import (
    country_of_foreigner,
    parties_named,
    value_agrees_with_price,
)
from tests.factories import AgencyFactory, actor_for, seat

CONTRACTS = registers.get("hop-dong-chuyen-giao")


def test_both_parties_are_asked_for():
    assert sorted(parties_named({"receiver_text": "", "provider_text": ""})) == ["provider", "receiver"]


def test_party_outside_the_directory_is_enough():
    assert parties_named({"receiver_text": "Hợp tác xã Mẫu số 1", "provider_text": "Viện Mẫu số 1"}) == {}


@pytest.mark.parametrize(
    ("direction", "asked"), [("domestic", []), ("in", ["country"]), ("out", ["country"])]
)
def test_contract_across_the_border_names_the_country(direction, asked):
    assert list(country_of_foreigner({"direction": direction, "country": ""})) == asked


def test_value_follows_from_price_and_rate():
    contract = {"currency": "USD", "price": Decimal(1000), "exchange_rate": Decimal("25400")}
    assert value_agrees_with_price({**contract, "value": 25_500_000}) == {}
    assert value_agrees_with_price({**contract, "value": 1000}) == {
        "value": "Giá nhân tỷ giá là 25.400.000 đồng, khác giá trị đã ghi quá 1 %."
    }


def test_rate_is_not_asked_of_a_price_in_dong():
    assert list(value_agrees_with_price({"currency": "VND", "price": Decimal(5), "value": 6})) == ["value"]


def test_foreign_price_without_a_rate_is_taken_as_told():
    assert value_agrees_with_price({"currency": "EUR", "price": Decimal(5), "value": 140_000}) == {}


def test_registration_before_signing_is_refused():
    told = broken_rules(CONTRACTS, {"signed_on": date(2024, 2, 1), "registered_on": date(2024, 1, 1)})
    assert "registered_on" in told


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()))


def contract(**more):
    parties = {"provider_text": "Viện Mẫu số 1", "receiver_text": "Hợp tác xã Mẫu số 1"}
    return {
        "name": "Hợp đồng mẫu",
        "signed_on": date(2025, 3, 1),
        "valid_from": date(2025, 3, 1),
        **parties,
        **more,
    }


def test_banned_technology_is_never_registered(coordinator):
    record = add_record(CONTRACTS, by=coordinator, values=contract(technology_class="banned"))
    values = {"registration_no": "GCN-1", "registered_on": date(2025, 4, 1)}
    with pytest.raises(DomainError) as refusal:
        move_record(CONTRACTS, record, "register", by=coordinator, on=date(2025, 4, 1), values=values)
    assert refusal.value.code == "record.constraint"


def test_contract_known_from_a_report_is_in_force_without_a_number(coordinator):
    add_record(CONTRACTS, by=coordinator, values=contract(known_from="Báo cáo mẫu năm 2025"))
    assert CONTRACTS.model.objects.in_force(date(2025, 6, 1)).count() == 1
    assert not CONTRACTS.model.objects.in_force(date(2025, 2, 28)).exists()
