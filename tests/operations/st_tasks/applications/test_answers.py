import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khcn.operations.st_tasks.applications.answers import (
    LONGEST,
    digest,
    is_read,
    kept,
    longest,
    problem_of,
    problems_of,
    shown,
    value_for_column,
)
from khcn.operations.st_tasks.procedures.shape import Form, FormField

CHOICES = (("mo-hinh", "Mô hình"), ("quy-trinh", "Quy trình"))
KINDS = ("line", "text", "money", "number", "date", "year", "choice", "choices", "yes_no")


def field(kind, **over):
    return FormField("o", "Ô thử", kind, choices=CHOICES, **over)


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "read"),
    [
        ("line", "  Cây   chè \n Shan ", "Cây chè Shan", "Cây chè Shan"),
        ("text", "Dòng một\r\nDòng hai  ", "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
        ("money", "1,5 tỷ", 1_500_000_000, "1.500.000.000"),
        ("money", "500 triệu đồng", 500_000_000, "500.000.000"),
        ("number", "1.234,50", "1234.5", "1234,5"),
        ("year", "2027", 2027, "2027"),
        ("date", "05/12/2026", "2026-12-05", "05/12/2026"),
        ("choice", "quy-trinh", "quy-trinh", "Quy trình"),
        ("choices", ["quy-trinh", "mo-hinh", "mo-hinh"], ["mo-hinh", "quy-trinh"], "Mô hình; Quy trình"),
        ("yes_no", "co", True, "Có"),
        ("yes_no", "khong", False, "Không"),
    ],
)
def test_what_is_typed_is_kept_in_one_plain_form_and_read_again(kind, typed, stored, read):
    assert kept(field(kind), typed) == stored
    assert problem_of(field(kind), stored, complete=True) == ""
    assert shown(field(kind), stored) == read
    assert kept(field(kind), typed if kind == "choices" else shown(field(kind), stored)) == (
        shown(field(kind), stored) if kind == "choice" else stored
    )


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("money", "1,5 tỉ rưỡi"), ("number", "nhiều"), ("year", "năm tới"), ("date", "31/02/2026"),
     ("choice", "khác"), ("choices", ["khác"]), ("yes_no", "có lẽ")],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_as_typed_and_told_with_the_name_of_the_field(kind, typed):
    stored = kept(field(kind), typed)
    assert stored == typed
    assert "“Ô thử”" in problem_of(field(kind), stored, complete=False)
    assert value_for_column(field(kind), stored) is None


def test_decomposed_letters_are_composed():
    assert kept(field("line"), unicodedata.normalize("NFD", "Nhiệm vụ đặt hàng")) == "Nhiệm vụ đặt hàng"


def test_required_is_asked_for_only_when_the_whole_is_checked():
    wanted = field("line", required=True)
    assert problem_of(wanted, "", complete=False) == ""
    assert problem_of(wanted, "", complete=True) == "Hãy điền “Ô thử”."
    assert problem_of(field("yes_no", required=True), False, complete=True) == ""


def test_limits_are_told_with_both_figures():
    assert problem_of(field("line", maximum=5), "123456", complete=False) == (
        "“Ô thử” dài 6 ký tự, nhiều nhất là 5. Hãy rút gọn."
    )
    assert problem_of(field("number", maximum=60), "61", complete=False) == "“Ô thử” không được quá 60."
    assert problem_of(field("money"), -1, complete=False) == "“Ô thử” không được âm."
    assert problem_of(field("year"), 1200, complete=False) == "“Ô thử”: năm phải từ 1950 đến 2100."
    assert (
        problem_of(field("choices", maximum=1), ["mo-hinh", "quy-trinh"], complete=False)
        == "“Ô thử”: chọn nhiều nhất 1 mục."
    )


def test_a_text_fits_the_column_that_takes_it_over():
    assert longest(FormField("n", "Tên", "line", maximum=900, column="title")) == 600
    assert longest(FormField("n", "Nơi dùng", "line", column="expected_user")) == 400
    assert longest(FormField("n", "Khác", "text")) == LONGEST


def test_a_note_asks_for_no_answer():
    form = Form("X", "X", "proposal", fields=(FormField("ghi-chu", "Lưu ý", "note", required=True),))
    assert list(problems_of(form, {}, complete=True)) == []


def test_empty_is_empty_however_it_is_written():
    assert digest(None) == digest("") == digest([])
    assert digest(False) != digest("")


@example("number", "1E100")
@example("number", "1" * 20)
@example("number", "-0,5")
@given(st.sampled_from(KINDS), st.text(max_size=200))
def test_keeping_twice_is_keeping_once_and_never_fails(kind, text):
    one = field(kind)
    stored = kept(one, text)
    problem_of(one, stored, complete=True)
    assert kept(one, shown(one, stored)) == stored or kind in ("choice", "choices")


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_what_has_no_problem_can_be_read(kind, text):
    one = field(kind)
    stored = kept(one, text)
    if stored not in (None, "", []) and not problem_of(one, stored, complete=True):
        assert is_read(one, stored)


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_amount_comes_back_to_the_dong(amount):
    assert kept(field("money"), shown(field("money"), amount)) == amount
