"""TT 09/2014/TT-BKHCN has codes like ĐTĐLCN.05/24; provinces have patterns of their own."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khcn.operations.st_tasks.judging.codes import TaskCode, check_pattern, read_code, task_code

from .old_regime import CODE_PATTERN


def test_tt_09_2014_the_code_has_a_sequence_of_two_digits_and_the_year_of_start():
    assert task_code(CODE_PATTERN, seq=5, year=2024) == "ĐTĐLCN.05/24"
    assert read_code(CODE_PATTERN, "ĐTĐLCN.05/24") == TaskCode(5, 24)


def test_a_sequence_outgrows_its_width():
    assert task_code(CODE_PATTERN, seq=105, year=2024) == "ĐTĐLCN.105/24"
    assert read_code(CODE_PATTERN, "ĐTĐLCN.105/24") == TaskCode(105, 24)


@pytest.mark.parametrize(
    "code",
    ["ĐTĐLCN.5/24", "ĐTĐLCN.005/24", "ĐTĐLCN.00/24", "ĐTĐLXH.05/24", "ĐTĐLCN.05/2024", "ĐTĐLCN.05/24x", ""],
)
def test_a_code_made_by_another_pattern_is_left_alone(code):
    assert read_code(CODE_PATTERN, code) is None


def test_decomposed_letters_and_blanks_around_do_not_matter():
    assert read_code(CODE_PATTERN, f" {normalize('NFD', 'ĐTĐLCN.05/24')} ") == TaskCode(5, 24)
    assert task_code(normalize("NFD", CODE_PATTERN), seq=5, year=2024) == "ĐTĐLCN.05/24"


def test_kind_and_programme_are_read_back():
    pattern = "{kind}.{programme}.{yyyy}-{seq:03d}"
    code = task_code(pattern, seq=7, year=2026, kind="ĐT", programme="CT-01")
    assert code == "ĐT.CT-01.2026-007"
    assert read_code(pattern, code) == TaskCode(7, 2026, "ĐT", "CT-01")


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("{seq.__class__}", "codes.unknown_name"),
        ("{seq[0]}", "codes.unknown_name"),
        ("{0}", "codes.unknown_name"),
        ("{}", "codes.unknown_name"),
        ("{seq!r}", "codes.bad_format"),
        ("{seq:{yy}}", "codes.bad_format"),
        ("{seq:>9999999999}", "codes.bad_format"),
        ("{seq:3d}", "codes.bad_format"),
        ("{seq}{yy:04d}", "codes.bad_format"),
        ("ĐT.{yy}", "codes.no_sequence"),
        ("{seq", "codes.unreadable"),
        ("seq}", "codes.unreadable"),
    ],
)
def test_a_pattern_knows_its_names_and_nothing_else(pattern, fault):
    assert fault in [one.code for one in check_pattern(pattern)]
    assert read_code(pattern, "1") is None
    with pytest.raises(ValueError, match="bad pattern"):
        task_code(pattern, seq=1, year=2026)


def test_what_the_pattern_needs_must_be_there():
    with pytest.raises(ValueError, match="kind does not fit"):
        task_code("{kind}.{seq}", seq=1, year=2026)
    with pytest.raises(ValueError, match="begins at 1"):
        task_code("{seq}", seq=0, year=2026)


@given(
    st.sampled_from([CODE_PATTERN, "{yyyy}.{seq}", "TQ-{seq:04d}-{yyyy}", "{{x}}{seq:02d}{yy}"]),
    st.integers(1, 99_999),
    st.integers(2000, 2099),
)
def test_every_code_is_read_back(pattern, seq, year):
    found = read_code(pattern, task_code(pattern, seq=seq, year=year))
    assert found is not None
    assert (found.seq, found.year % 100) == (seq, year % 100)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_whatever_makes_a_crash(pattern, code):
    assert check_pattern(pattern) is not None
    assert read_code(pattern, code) is None or isinstance(read_code(pattern, code), TaskCode)
