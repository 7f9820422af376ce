from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest

from khcn.operations.st_tasks.councils.saying import (
    cited,
    rounded,
    said_values,
    say,
    say_number,
    say_refusal,
    say_share,
)
from khcn.operations.st_tasks.councils.sentences import REFUSALS, SENTENCES
from khcn.operations.st_tasks.judging.steps import BadSheet, Code, Refusal, Step
from tests.operations.st_tasks.judging.all_steps import every_step


def test_every_code_has_words():
    assert set(SENTENCES) == set(get_args(Code))
    assert set(REFUSALS) == set(get_args(Refusal))


def test_every_code_is_told_by_some_case_and_its_words_fit_its_values():
    told = {}
    for step in every_step():
        told[step.code] = say(step)
    assert set(told) == set(get_args(Code))
    assert [
        text for text in told.values() if "%(" in text or "Fraction" in text or not text.endswith(".")
    ] == []


def test_the_mean_is_said_with_its_sum_and_the_article():
    step = Step(
        "selection.mean_valid",
        {"count": 8, "sum": Decimal(652), "mean": Fraction(163, 2)},
        "TT 20/2023/TT-BKHCN",
    )
    assert say(step) == "8 phiếu hợp lệ có tổng 652 điểm, trung bình 81,5 điểm."
    assert cited(step) == "8 phiếu hợp lệ có tổng 652 điểm, trung bình 81,5 điểm (TT 20/2023/TT-BKHCN)."


def test_what_misses_seventy_by_a_hair_is_never_shown_as_seventy():
    step = Step("selection.below_pass", {"mean": Fraction(69999, 1000), "pass_mark": 70})
    assert say(step) == "Điểm trung bình 69,999 thấp hơn mức 70: không trúng tuyển."


def test_shares_are_said_as_the_law_writes_them_and_others_in_per_cent():
    values = {"share": Fraction(7, 9), "needed_share": Fraction(3, 4), "strictly": True}
    assert say(Step("identification.recommended", values)) == (
        "Tỷ lệ 77,78%, đáp ứng yêu cầu hơn 3/4: đề nghị thực hiện."
    )
    assert [say_share(Fraction(one)) for one in ("2/3", "1/5", "4/5", "1", "3/20")] == [
        "2/3",
        "20%",
        "80%",
        "100%",
        "15%",
    ]


def test_people_and_bids_are_said_by_their_names():
    names = {("member", 7): "Ông A", ("member", 8): "Bà B", ("bid", 3): "Hồ sơ số 3"}

    def name(kind, key):
        return names[kind, key]

    assert say(Step("selection.incomplete", {"members": (7, 8)}), name).endswith(": Ông A, Bà B.")
    assert say(Step("selection.winner", {"bid": 3, "final": Fraction(80)}), name) == (
        "Trúng tuyển: Hồ sơ số 3, 80 điểm."
    )


def test_a_percent_sign_in_a_name_does_no_harm():
    assert "100%(x)s" in say(Step("composition.twice", {"member": "100%(x)s"}))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 8), "0,13"),
        (Fraction(-1, 8), "−0,13"),
        (Fraction(2, 3), "0,67"),
        (Decimal("1234.50"), "1.234,5"),
        (100_479_999_999, "100.479.999.999"),
        (0, "0"),
        (Fraction(-1, 1000), "0"),
    ],
)
def test_numbers_are_rounded_half_up_from_the_exact_value(value, text):
    assert say_number(value) == text


def test_rounding_starts_from_the_exact_value_not_from_a_rounded_one():
    assert rounded(Fraction(12345, 100000)) == Decimal("0.12")
    assert rounded(Fraction(1245, 10000), 3) == Decimal("0.125")


def test_numbers_side_by_side_get_places_until_they_differ():
    said = said_values({"low": Fraction(700001, 10000), "mean": Fraction(70)}, lambda kind, key: str(key))
    assert said == {"low": "70,0001", "mean": "70"}


def test_a_refused_sheet_is_told_with_its_numbers():
    error = BadSheet(
        "out_of_range", member="Ông A", bid="x", criterion="Nội dung", points=30, maximum=Decimal(24)
    )
    assert say_refusal(error) == "Phiếu của Ông A: 30 điểm cho tiêu chí “Nội dung”; chỉ được cho từ 0 đến 24."
