"""Amounts in words, against amounts written out by hand and read back word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.lib.vn_money import DIGITS, MOST, amount_in_words, number_in_words

WRITTEN = [
    (0, "Không đồng"),
    (1, "Một đồng"),
    (5, "Năm đồng"),
    (10, "Mười đồng"),
    (11, "Mười một đồng"),
    (15, "Mười lăm đồng"),
    (21, "Hai mươi mốt đồng"),
    (24, "Hai mươi bốn đồng"),
    (55, "Năm mươi lăm đồng"),
    (101, "Một trăm linh một đồng"),
    (105, "Một trăm linh năm đồng"),
    (111, "Một trăm mười một đồng"),
    (1_000, "Một nghìn đồng chẵn"),
    (1_001, "Một nghìn không trăm linh một đồng"),
    (10_021, "Mười nghìn không trăm hai mươi mốt đồng"),
    (5_000_015, "Năm triệu không trăm mười lăm đồng"),
    (1_200_000_000, "Một tỷ hai trăm triệu đồng chẵn"),
    (1_005_000_000, "Một tỷ không trăm linh năm triệu đồng chẵn"),
    (2_000_000_000_005, "Hai nghìn tỷ không trăm linh năm đồng"),
    (
        123_456_789_012_345,
        "Một trăm hai mươi ba nghìn bốn trăm năm mươi sáu tỷ bảy trăm tám mươi chín triệu không trăm mười hai nghìn "
        "ba trăm bốn mươi lăm đồng",
    ),
    (10**18, "Một tỷ tỷ đồng chẵn"),
    (10**18 + 2 * 10**9, "Một tỷ không trăm linh hai tỷ đồng chẵn"),
]


@pytest.mark.parametrize(("amount", "words"), WRITTEN)
def test_amounts_are_written_as_on_paper(amount, words):
    assert amount_in_words(amount) == words


def test_a_negative_number_says_so():
    assert number_in_words(-25) == "âm hai mươi lăm"


@pytest.mark.parametrize("amount", [1.5, True, "5", None, MOST + 1])
def test_what_is_no_whole_number_is_refused(amount):
    with pytest.raises(ValueError):
        number_in_words(amount)


@given(st.integers(0, MOST) | st.integers(0, 10**6).map(lambda part: part * 10**9) | st.integers(0, 2000))
def test_words_are_read_back_as_the_same_number(number):
    assert _read(number_in_words(number)) == number


@given(st.integers(0, MOST), st.integers(0, MOST))
def test_two_numbers_never_share_their_words(one, other):
    assert (number_in_words(one) == number_in_words(other)) == (one == other)


def _read(text: str) -> int:
    """Reads words the slow way: all before the last “tỷ” counts billions."""
    head, billion, tail = text.rpartition("tỷ")
    return (_read(head.strip()) if billion else 0) * 10**9 + _below_billion(tail.split())


def _below_billion(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word in ("triệu", "nghìn"):
            total, part = total + part * (10**6 if word == "triệu" else 1000), 0
        elif word == "trăm":
            part *= 100
        elif word == "mươi":
            part = part // 10 * 10 + part % 10 * 10 if part >= 100 else part * 10
        elif word == "mười":
            part += 10
        elif word != "linh":
            part += {"mốt": 1, "lăm": 5}.get(word) or DIGITS.index(word)
    return total + part
