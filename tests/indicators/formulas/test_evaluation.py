from collections.abc import Mapping
from decimal import Decimal

import pytest

from khcn.indicators.formulas import Need, Result, evaluate, parse

Years = Mapping[str, list[str | None]]


def worked_out(text: str, **values: list[str | None]) -> Result:
    """Values stand newest first: the first is of the year worked out."""

    def lookup(code: str, back: int) -> Decimal | None:
        known = values.get(code, [])
        text = known[back] if back < len(known) else None
        return None if text is None else Decimal(text)

    return evaluate(parse(text), lookup)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("2 - 3 - 4", "-5"),
        ("8 / 4 / 2", "1"),
        ("-2 * -3", "6"),
        ("0.1 + 0.2", "0.3"),
        ("1 / 3 * 3", "1"),
        ("sum(1, 2, 3.5)", "6.5"),
        ("min(3, -1, 2)", "-1"),
        ("max(3, -1, 2)", "3"),
        ("mean(1, 2, 6)", "3"),
        ("abs(-4)", "4"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(1.005, 2)", "1.01"),
        ("round(2 / 3, 4)", "0.6667"),
        ("share(1, 8)", "12.5"),
        ("1000000 * 1000000", "1000000000000"),
    ],
)
def test_arithmetic_is_decimal(text: str, value: str):
    assert worked_out(text).value == Decimal(value)


def test_values_have_no_exponent_and_no_empty_decimals():
    assert str(worked_out("[a] * 100", a=["5.00"]).value) == "500"


def test_share_keeps_numerator_and_denominator():
    result = worked_out("round([a] / [b] * 100, 2)", a=["37"], b=["18500"])
    assert result == Result(Decimal("0.2"), Decimal(37), Decimal(18500))


def test_zero_is_a_value():
    assert worked_out("[a] + [b]", a=["0"], b=["2"]).value == Decimal(2)


def test_missing_is_missing_and_never_zero():
    result = worked_out("sum([a], [b], [c])", a=["1"], b=[None])
    assert (result.value, result.reason) == (None, "missing")
    assert result.missing == (Need("b", 0), Need("c", 0))
    assert result.note == "Thiếu số liệu: [b], [c]."


def test_each_missing_year_is_told_once():
    result = worked_out("growth([a]) + prev([a])", a=["1"])
    assert result.missing == (Need("a", 1),)
    assert result.note == "Thiếu số liệu: [a] của 1 năm trước."


def test_numerator_is_kept_when_the_denominator_is_missing():
    result = worked_out("[a] / [b] * 100", a=["3"])
    assert (result.value, result.numerator, result.denominator) == (None, Decimal(3), None)


def test_division_by_zero_is_missing_with_its_reason():
    result = worked_out("[a] / ([b] - [c])", a=["3"], b=["2"], c=["2"])
    assert (result.value, result.reason) == (None, "zero_denominator")
    assert result.denominator == Decimal(0)
    assert result.note == "Mẫu số bằng 0: [b] - [c]."


def test_share_of_zero_is_missing_with_its_reason():
    assert worked_out("share(3, [a])", a=["0"]).reason == "zero_denominator"


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_values_that_are_no_numbers_are_missing(value: str):
    assert worked_out("[a] + 1", a=[value]).reason == "missing"


@pytest.mark.parametrize(
    "text", ["[a] * [a]", "round([a], 2)", "[a] / [b]", "growth_mean([a], 2)", "cagr([a], 1)"]
)
def test_numbers_too_large_are_told_and_not_raised(text: str):
    result = worked_out(text, a=["1E+999990", "1E-999990"], b=["1E-999990"])
    assert (result.value, result.reason) == (None, "out_of_range")


def test_growth_is_per_cent_of_the_year_before():
    assert worked_out("growth([a])", a=["107.5", "100"]).value == Decimal("7.5")
    assert worked_out("growth([a])", a=["0", "4"]).value == Decimal(-100)


def test_growth_looks_at_an_expression_in_both_years():
    result = worked_out("growth([grdp] / [ld])", grdp=["220", "200"], ld=["10", "10"])
    assert result.value == Decimal(10)


@pytest.mark.parametrize("before", ["0", "-5"])
def test_no_growth_is_told_from_zero_or_below(before: str):
    assert worked_out("growth([a])", a=["3", before]).reason == "base_not_positive"


def test_cagr_over_a_declared_period():
    """T9: labour productivity from 50 to 73.4664 in five years is 8 % a year on average."""
    result = worked_out("cagr([nsld], 5)", nsld=["73.466403840", None, None, None, None, "50"])
    assert result.value == Decimal(8)


def test_geometric_mean_of_yearly_rates_equals_cagr():
    levels = ["133.1", "121", "110", "100"]
    assert worked_out("cagr([a], 3)", a=levels).value == Decimal(10)
    assert worked_out("growth_mean(growth([a]), 3)", a=levels).value == Decimal(10)


def test_geometric_mean_differs_from_the_arithmetic_one():
    assert worked_out("round(growth_mean([g], 2), 4)", g=["50", "-50"]).value == Decimal("-13.3975")
    assert worked_out("growth_mean([g], 2)", g=["50", "-100"]).reason == "base_not_positive"


def test_cagr_between_values_that_are_not_positive_is_not_told():
    assert worked_out("cagr([a], 2)", a=["0", "1", "4"]).reason == "base_not_positive"
    assert worked_out("cagr([a], 2)", a=["4", "1", "-4"]).reason == "base_not_positive"


def test_years_add_up_when_functions_are_nested():
    assert worked_out("prev(prev([a], 2))", a=["1", "2", "3", "4"]).value == Decimal(4)
    assert worked_out("mean([a], prev([a]), prev([a], 2))", a=["1", "2", "6"]).value == Decimal(3)


def test_nested_growth_costs_its_size_and_not_its_power():
    text = "[a]"
    for _level in range(29):
        text = f"growth({text})"
    formula = parse(text)
    asked: list[int] = []
    result = evaluate(formula, lambda _code, back: asked.append(back) or Decimal(2) ** (100 - back))
    assert len(formula.needs) == 30
    assert sorted(asked) == list(range(30))
    assert result.reason == "base_not_positive"
