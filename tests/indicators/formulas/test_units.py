from decimal import Decimal

import pytest

from khcn.indicators.formulas import FormulaError, check_units, converted, evaluate, parse
from khcn.indicators.formulas.units import unit, unit_text

UNITS = {
    "chi": "triệu đồng",
    "tong": "tỷ đồng",
    "grdp": "nghìn tỷ đồng",
    "dan": "người",
    "ld": "nghìn người",
    "dn": "doanh nghiệp",
    "tl": "%",
    "tl2": "% GRDP",
    "chi-so": "",
}


@pytest.mark.parametrize(
    ("text", "result_unit", "written"),
    [
        ("[chi] / [tong] * 100", "%", "[chi] / ([tong] * 1000) * 100"),
        ("share([tong], [grdp])", "%", "share([tong], [grdp] * 1000)"),
        ("[chi] + [tong]", "tỉ đồng", "([chi] + [tong] * 1000) / 1000"),
        ("sum([grdp], [tong], 0)", "tỷ đồng", "sum([grdp], [tong] / 1000, 0) * 1000"),
        ("[tong] / [dan]", "triệu đồng/người", "[tong] / [dan] * 1000"),
        ("[tong] / [ld]", "triệu đồng/người", "[tong] / [ld]"),
        ("[dn] / [dan]", "doanh nghiệp/1.000 người", "[dn] / [dan] * 1000"),
        ("[tong] * [tl] / 100", "triệu đồng", "[tong] * [tl] / 100 * 1000"),
        ("[tl] - [tl2]", "điểm phần trăm", "[tl] - [tl2]"),
        ("100 - [tl]", "%", "100 - [tl]"),
        ("([chi-so] - 1) * 100", "%", "([chi-so] - 1) * 100"),
        ("growth([tong] / [ld])", "%/năm", "growth([tong] / [ld])"),
        ("growth_mean(growth([tong]), 5)", "%", "growth_mean(growth([tong]), 5)"),
        ("max([tong] - prev([tong]), 0)", "tỷ đồng", "max([tong] - prev([tong], 1), 0)"),
        ("[dn] / [dan] * 1000", "doanh nghiệp/người", "[dn] / [dan] * 1000"),
        ("abs(-[tong])", "đồng", "abs(-[tong]) * 1000000000"),
        ("[chi] * [dan] / ([tong] * [ld]) + 1", "", "[chi] * [dan] / ([tong] * [ld] * 1000000) + 1"),
        ("[chi] / [dn] * [dan] / [tong] / [ld] * [dn]", "", None),
        ("12", "tỷ đồng", "12"),
    ],
)
def test_scales_of_one_dimension_are_converted(text: str, result_unit: str, written: str | None):
    assert check_units(parse(text), UNITS, result_unit) == []
    if written is not None:
        assert str(converted(parse(text), UNITS, result_unit)) == written


@pytest.mark.parametrize(
    ("text", "result_unit", "code", "start", "end"),
    [
        ("[tong] + [dan]", "tỷ đồng", "unit_mixed", 9, 14),
        ("[tong] + 5", "tỷ đồng", "unit_mixed", 9, 10),
        ("[tl] + [tong]", "%", "unit_mixed", 7, 13),
        ("[tl] + [chi-so]", "%", "unit_mixed", 7, 15),
        ("share([dn], [dan])", "%", "unit_mixed", 12, 17),
        ("[la] * 2", "%", "unit_unknown", 0, 4),
        ("[tong] / [dan]", "%", "unit_result", 0, 14),
        ("[tong] * [tong]", "tỷ đồng", "unit_result", 0, 15),
        ("[chi] / [tong]", "%", "unit_percent", 0, 14),
        ("[tong] * [tl]", "tỷ đồng", "unit_percent", 0, 13),
        ("[tl] * [tl]", "%", "unit_percent", 0, 11),
        ("growth_mean([tong], 3)", "%", "unit_percent", 0, 22),
        ("[chi] / 1000", "tỷ đồng", "unit_rescaled", 0, 12),
        ("[chi] / 1000 / [tong] * 100", "%", "unit_rescaled", 15, 21),
        ("[dn] / [dan] * 1000", "doanh nghiệp/1.000 người", "unit_rescaled", 0, 19),
    ],
)
def test_what_does_not_fit_is_told_with_its_characters(
    text: str, result_unit: str, code: str, start: int, end: int
):
    problems = check_units(parse(text), UNITS, result_unit)
    assert [(problem.code, problem.start, problem.end) for problem in problems] == [(code, start, end)]
    with pytest.raises(FormulaError) as refused:
        converted(parse(text), UNITS, result_unit)
    assert refused.value.code == code


def test_each_fault_is_told_once():
    problems = check_units(parse("([tong] + [dan]) / [la] + [mot]"), UNITS, "%")
    assert [problem.code for problem in problems] == ["unit_mixed", "unit_unknown", "unit_unknown"]


def test_a_message_says_both_units():
    problem = check_units(parse("[tong] + [ld]"), UNITS, "%")[0]
    assert problem.message == "Không thể tính tỷ đồng cùng với nghìn người: [tong] + [ld]."


def test_conversion_keeps_numerator_and_denominator_in_one_unit():
    """Plan's T6 baseline: 0.2 % of spending; the sums themselves are artificial."""
    formula = converted(parse("[chi] / [tong] * 100"), UNITS, "%")
    values = {"chi": Decimal(37_000), "tong": Decimal(18_500)}
    result = evaluate(formula, lambda code, _back: values[code])
    assert (result.value, result.numerator, result.denominator) == (
        Decimal("0.2"),
        Decimal(37_000),
        Decimal(18_500_000),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tỷ đồng", "nghìn triệu đồng"),
        ("1.000 tỷ đồng", "nghìn tỉ VNĐ"),
        ("tỷ  Đồng", "tỷ đồng"),
        ("%", "% GRDP"),
        ("đồng/người", "nghìn đồng/1000 người"),
    ],
)
def test_units_written_differently_are_the_same(one: str, other: str):
    assert unit(one) == unit(other)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("tỷ đồng/người/năm", "tỷ đồng/người/năm"),
        ("", "số không có đơn vị"),
        ("%", "%"),
        ("1000 người", "nghìn người"),
        ("12 quả", "12 quả"),
    ],
)
def test_units_are_told_in_words(words: str, told: str):
    assert unit_text(unit(words)) == told
