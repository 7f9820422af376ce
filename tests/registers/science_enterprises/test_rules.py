"""S&T enterprises: ratios, dates, numbers."""

from datetime import date
from decimal import Decimal

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.kernel.registers.forms import broken_rules
from khcn.registers.science_enterprises.models import per_cent
from khcn.registers.science_enterprises.rules import (
    research_staff_within_staff,
    result_revenue_within_total,
)
from tests.factories import AgencyFactory, actor_for, seat

CERTIFICATES, FIRMS = registers.get("doanh-nghiep-khcn"), registers.get("to-chuc")


def test_revenue_from_results_above_the_total_is_told_with_its_share():
    told = result_revenue_within_total({"result_revenue": 3_000, "revenue": 2_000})
    assert told == {
        "result_revenue": "Doanh thu từ kết quả KH&CN lớn hơn tổng doanh thu (150 %). "
        "Hãy kiểm tra lại số liệu và đơn vị tính."
    }


@pytest.mark.parametrize(
    "values", [{"result_revenue": 5, "revenue": 5}, {"result_revenue": 5, "revenue": None}, {}]
)
def test_revenue_up_to_the_total_or_missing_is_accepted(values):
    assert result_revenue_within_total(values) == {}


def test_ratio_is_missing_where_a_figure_is_missing_and_nothing_where_it_is_nothing():
    assert (per_cent(None, 3), per_cent(1, None), per_cent(1, 0), per_cent(0, 3), per_cent(1, 3)) == (
        None, None, None, Decimal("0.00"), Decimal("33.33"),
    )  # fmt: skip


def test_research_staff_is_among_the_staff():
    assert list(research_staff_within_staff({"research_staff": 5, "staff": 4})) == ["research_staff"]


def test_certificate_older_than_its_application_is_refused():
    told = broken_rules(CERTIFICATES, {"valid_from": date(2024, 1, 1), "submitted_on": date(2024, 1, 2)})
    assert list(told) == ["valid_from"]


@pytest.fixture
def applied(db):
    by = actor_for(seat("coordinator", AgencyFactory()))
    firm = add_record(FIRMS, by=by, values={"name": "Công ty Mẫu số 1", "kind": "enterprise"})
    values = {"organisation": firm, "submitted_on": date(2026, 1, 5)}
    return by, add_record(CERTIFICATES, by=by, values=values)


def test_grant_without_a_number_is_refused(applied):
    by, record = applied
    with pytest.raises(DomainError) as refusal:
        move_record(CERTIFICATES, record, "grant", by=by, on=date(2026, 1, 20))
    assert refusal.value.code == "record.field_missing"


def test_certificate_under_notice_counts_until_it_is_revoked(applied):
    by, record = applied
    values = {"number": "01/DNKHCN", "valid_from": date(2026, 1, 20)}
    move_record(CERTIFICATES, record, "grant", by=by, on=date(2026, 1, 20), values=values)
    move_record(CERTIFICATES, record, "notify", by=by, on=date(2026, 5, 4), reason="Không báo cáo 3 năm")
    move_record(CERTIFICATES, record, "revoke", by=by, on=date(2026, 7, 1), reason="Quyết định mẫu")
    days = (date(2026, 1, 19), date(2026, 1, 20), date(2026, 6, 30), date(2026, 7, 1))
    assert [CERTIFICATES.model.objects.in_force(day).exists() for day in days] == [False, True, True, False]
