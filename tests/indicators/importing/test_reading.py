from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from khcn.indicators.importing.columns import read_heads
from khcn.indicators.importing.numbers import read_number
from khcn.indicators.importing.times import Period, read_head, read_period
from khcn.indicators.importing.units import factor_of

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("8,5", "8.5"), ("8.5", "8.5"), ("1.234,5", "1234.5"), ("1 234,5", "1234.5"), ("1.234", "1234"), (8.5, "8.5"), (0, "0"), ("0", "0"),
        ("12,5%", "12.5"), ("1,234,567.8", "1234567.8"), ("−3,2", "-3.2"), ("1.234.567", "1234567"), (0.1 + 0.2, "0.3"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(cell, value):
    assert read_number(cell).value == Decimal(value)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "–", "…", "...", "x", "X", "n/a", "\xa0"])
def test_marks_of_nothing_are_missing_and_not_zero(cell):
    assert read_number(cell).value is None


@pytest.mark.parametrize(
    "cell", ["khoảng 5", "1e400", "5 tỷ", "12,3,4", True, "--", float("inf"), 10**17, "0x12"]
)
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(ValidationError):
        read_number(cell)


def test_a_point_before_three_figures_is_told_and_means_a_point_to_machines():
    assert "hàng nghìn" in read_number("1.234").doubt
    assert read_number("1.234", machine=True).value == Decimal("1.234")
    assert read_number("1.234", machine=True).doubt == ""


@given(NUMBERS)
def test_every_number_written_the_vietnamese_way_comes_back(number):
    whole, _point, part = f"{number:,.4f}".partition(".")
    assert read_number(f"{whole.replace(',', '.')},{part}").value == number


@given(NUMBERS)
def test_every_number_written_by_a_machine_comes_back(number):
    assert read_number(f"{number:f}", machine=True).value == number


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.none(), st.booleans()))
def test_any_cell_is_a_number_or_missing_or_refused(cell):
    for machine in (False, True):
        try:
            value = read_number(cell, machine=machine).value
        except ValidationError as error:
            assert error.messages
        else:
            assert value is None or (value.is_finite() and abs(value) < 10**16)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2024", Period(year=2024)), (2024, Period(year=2024)), (2024.0, Period(year=2024)), ("Năm 2024", Period(year=2024)), ("2024-A1", Period(year=2024)),
        ("2024-Q1", Period(first=date(2024, 1, 1), last=date(2024, 3, 31))), ("Quý IV/2024", Period(first=date(2024, 10, 1), last=date(2024, 12, 31))),
        ("2024-S1", Period(first=date(2024, 1, 1), last=date(2024, 6, 30))), ("6 tháng cuối năm 2024", Period(first=date(2024, 7, 1), last=date(2024, 12, 31))),
        ("2024-01", Period(first=date(2024, 1, 1), last=date(2024, 1, 31))), ("2024-M02", Period(first=date(2024, 2, 1), last=date(2024, 2, 29))),
        ("Tháng 2/2024", Period(first=date(2024, 2, 1), last=date(2024, 2, 29))),
        ("2024-Q5", None), ("2024-13", None), ("24", None), ("", None), (None, None), (True, None), ("2024-S3", None), (3.5, None),
    ],
)  # fmt: skip
def test_periods_are_read(cell, told):
    assert read_period(cell) == told


@given(st.one_of(st.text(max_size=14), st.floats(allow_nan=False, allow_infinity=False), st.integers()))
def test_any_cell_is_a_period_or_is_not(cell):
    found = read_period(cell)
    assert found is None or found.year is not None or found.first <= found.last


def test_heads_of_columns_may_say_how_final_the_figures_are():
    assert read_head("Sơ bộ 2024") == (Period(year=2024), "preliminary")
    assert read_head("2025 (ước tính)") == (Period(year=2025), "estimate")
    assert read_head("Ước thực hiện năm 2025") == (Period(year=2025), "estimate")
    assert read_head("Ghi chú") is None


@pytest.mark.parametrize(
    ("heads", "layout"),
    [
        (("Mã chỉ số", "Năm", "Giá trị"), "tidy"), (("Chỉ số", "Kỳ", "Tử số", "Mẫu số"), "tidy"), (("Tên gì đó", "2023", "2024"), "wide"),
        (("DATAFLOW", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"), "sdmx"), (("STRUCTURE", "STRUCTURE_ID", "INDICATOR: Indicator", "TIME_PERIOD: Time", "OBS_VALUE: Value"), "sdmx"),
        (("Họ tên", "Ngày sinh"), ""),
    ],
)  # fmt: skip
def test_layout_follows_from_the_heads(heads, layout):
    assert read_heads(heads).layout == layout


def test_first_unknown_column_of_a_wide_table_says_what_its_rows_are_about():
    assert read_heads(("Tên gì đó", "2023", "2024")).fields == {0: "subject"}


@pytest.mark.parametrize(
    ("told", "mult", "unit", "factor"),
    [
        ("", None, "%", "1"), ("đồng", None, "đồng", "1"), ("VND", "9", "tỷ đồng", "1"), ("VND", 6, "tỷ đồng", "0.001"), ("VND", "0", "triệu đồng", "0.000001"),
        ("PC: Percent", "0", "%", "1"), ("", "9", "tỷ đồng", "1"), ("", "0", "tỷ đồng", "1"), ("tỷ đồng", None, "tỷ đồng", "1"),
    ],
)  # fmt: skip
def test_multipliers_bring_figures_into_the_unit_of_the_indicator(told, mult, unit, factor):
    assert factor_of(told, mult, unit) == Decimal(factor)


@pytest.mark.parametrize(
    ("told", "mult", "unit"),
    [
        ("triệu đồng", None, "tỷ đồng"), ("người", None, "đồng"), ("", "3", "đồng"), ("VND", "1,5", "đồng"), ("VND", "99", "đồng"), ("VND", "abc", "đồng"), ("tỷ đồng", "9", "tỷ đồng"),
    ],
)  # fmt: skip
def test_units_that_do_not_fit_are_refused(told, mult, unit):
    with pytest.raises(ValidationError):
        factor_of(told, mult, unit)
