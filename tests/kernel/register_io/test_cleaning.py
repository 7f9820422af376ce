"""One cell, many spellings: what people type, what spreadsheets make of it, and what a program writes."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khcn.kernel.register_io.cleaning import RowChecker
from khcn.kernel.registers.declaration import registers

TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")
FIGURES = RowChecker(TO_CHUC, ["autonomy_share", "employees", "valid_from", "name", "kind", "phone"])
YES_NO = RowChecker(CHUYEN_GIA, ["consent"])
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def read(name, cell, checker=FIGURES):
    reading = checker.read(1, {name: cell})
    return reading.values.get(name, [fault.message for fault in reading.faults])


@given(st.decimals(0, 999, places=2))
@settings(deadline=None)
def test_figure_reads_alike_however_it_is_written(figure):
    plain = f"{figure:f}"
    spellings = [plain, plain.replace(".", ","), float(figure), figure, f" {plain}\u00a0"]
    assert {read("autonomy_share", one) for one in spellings} == {figure}


@given(st.integers(1000, 2_000_000_000))
@settings(deadline=None)
def test_whole_number_reads_alike_with_and_without_thousands(number):
    dotted = f"{number:,}".replace(",", ".")
    spellings = [number, float(number), str(number), dotted, f"{dotted},0", dotted.replace(".", " ")]
    assert {read("employees", one) for one in spellings} == {number}


@given(DAYS)
@settings(deadline=None)
def test_day_reads_alike_however_it_is_written(day):
    spellings = [
        f"{day:%d/%m/%Y}".rjust(10, "0"), f"{day.day}/{day.month}/{day.year}", day.isoformat(),
        day, datetime(day.year, day.month, day.day),
    ]  # fmt: skip
    assert {read("valid_from", one) for one in spellings} == {day}


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("có", True), ("Có", True), ("x", True), ("1", True), (1.0, True), (True, True), ("không", False),
     ("KHÔNG", False), (0.0, False), (False, False), ("no", False)],
)  # fmt: skip
def test_yes_and_no(cell, answer):
    assert read("consent", cell, YES_NO) is answer


@given(st.sampled_from(["Hợp tác xã Chè Shan tuyết", "Đường Nguyễn Văn Mẫu", "Trường Thử nghiệm số 2"]))
def test_text_of_any_unicode_form_is_stored_in_one(text):
    spellings = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")] + [f"  {text}\u00a0"]
    assert {read("name", one) for one in spellings} == {text}


@given(st.text(max_size=60))
@settings(deadline=None)
def test_no_text_whatever_breaks_the_reading(text):
    reading = FIGURES.read(1, dict.fromkeys(FIGURES.fields, text))
    assert {*reading.values} | {fault.name for fault in reading.faults} <= {*FIGURES.fields}


@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.datetimes(), st.none(), st.times()))
@settings(deadline=None)
def test_no_cell_whatever_breaks_the_reading(cell):
    reading = FIGURES.read(1, dict.fromkeys(FIGURES.fields, cell))
    assert {*reading.values} | {fault.name for fault in reading.faults} <= {*FIGURES.fields}


def test_number_in_a_column_of_text_is_its_digits():
    assert read("phone", 912345678.0) == "912345678"


def test_figure_computed_by_a_spreadsheet_loses_its_noise():
    assert read("autonomy_share", 0.1 + 0.2) == Decimal("0.3")


def test_the_word_for_clearing_empties_in_every_spelling():
    assert [read("phone", one) for one in ("(xoá)", "(xóa)", "(XOÁ)", "(xoa)")] == [""] * 4


def test_empty_cells_say_nothing():
    reading = FIGURES.read(1, {"name": "", "phone": None, "employees": "  "})
    assert (reading.values, reading.raw, reading.faults) == ({}, {}, [])
