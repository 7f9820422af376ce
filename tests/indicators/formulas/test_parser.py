import pytest

from khcn.indicators.formulas import FormulaError, Need, parse
from khcn.indicators.formulas.parser import MOST_PARTS
from khcn.indicators.formulas.tree import to_text


def test_a_formula_tells_its_names_and_years_in_the_order_of_the_text():
    formula = parse("growth([grdp]) - prev([dan-so.trung-binh], 3) + [grdp]")
    assert formula.names == ("grdp", "dan-so.trung-binh")
    assert formula.needs == (Need("grdp", 0), Need("grdp", 1), Need("dan-so.trung-binh", 3))
    assert formula.needs_years == (0, 1, 3)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[a]/[b]*100", "[a] / [b] * 100"),
        ("[a]−([b]−[c])", "[a] - ([b] - [c])"),
        ("([a]−[b])−[c]", "[a] - [b] - [c]"),
        ("[a] ÷ ([b] × 2.50)", "[a] / ([b] * 2.50)"),
        ("-([a]+1)", "-([a] + 1)"),
        ("--[ a ]", "--[a]"),
        ("SUM([a]; [b], 3)", "sum([a], [b], 3)"),
        ("prev([a])", "prev([a], 1)"),
        ("round([a] / 3)", "round([a] / 3, 0)"),
        ("growth(\n[a]\n)", "growth([a])"),
        ("2 * ([a] + [b]) / -[c]", "2 * ([a] + [b]) / -[c]"),
    ],
)
def test_each_formula_has_one_way_of_writing(text: str, written: str):
    assert str(parse(text)) == written
    assert parse(written) == parse(text)


@pytest.mark.parametrize(
    ("text", "code", "start", "end"),
    [
        ("", "formula_empty", 0, 0),
        ("  ", "formula_empty", 0, 0),
        ("[a", "formula_syntax", 0, 1),
        ("[]", "formula_name", 0, 2),
        ("1 + [Chi KHCN]", "formula_name", 4, 14),
        ("[-a]", "formula_name", 0, 4),
        ("[a] [b]", "formula_syntax", 4, 7),
        ("[a] +", "formula_syntax", 5, 5),
        ("[a]) + 1", "formula_syntax", 3, 4),
        ("2 * ([a]", "formula_syntax", 4, 5),
        ("1,5 * [a]", "formula_syntax", 1, 2),
        ("[a] ** 2", "formula_syntax", 5, 6),
        ("9^9", "formula_syntax", 1, 2),
        ("1e999", "formula_syntax", 1, 2),
        (".5", "formula_syntax", 0, 1),
        ("1.2.3", "formula_syntax", 3, 4),
        ("5% * [a]", "formula_syntax", 1, 2),
        ("٣ + 1", "formula_syntax", 0, 1),
        ("123456789012345678901", "formula_number", 0, 21),
        ("__import__([a])", "formula_function", 0, 10),
        ("grdp / 2", "formula_function", 0, 4),
        ("sum", "formula_syntax", 3, 3),
        ("sum()", "formula_syntax", 4, 5),
        ("growth([a], [b])", "formula_arguments", 0, 16),
        ("share([a])", "formula_arguments", 0, 10),
        ("cagr([a])", "formula_arguments", 0, 9),
        ("cagr([a], [b])", "formula_arguments", 10, 13),
        ("prev([a], 0)", "formula_arguments", 10, 11),
        ("prev([a], -1)", "formula_arguments", 10, 12),
        ("prev([a], 1.5)", "formula_arguments", 10, 13),
        ("prev([a], 51)", "formula_arguments", 10, 12),
        ("round([a], 13)", "formula_arguments", 11, 13),
        ("prev(cagr([a], 40), 40)", "formula_arguments", 10, 13),
        ("(" * 31 + "1" + ")" * 31, "formula_too_deep", 30, 31),
        ("-" * 31 + "1", "formula_too_deep", 29, 30),
        ("+".join(["1"] * 1001), "formula_too_long", 2000, 2001),
    ],
)
def test_a_fault_is_told_with_its_characters(text: str, code: str, start: int, end: int):
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.start, refused.value.end) == (code, start, end)
    assert refused.value.message


def test_a_formula_has_a_bounded_number_of_parts():
    fits = "+".join(["1"] * (MOST_PARTS // 2))
    assert str(parse(fits)).count("+") == MOST_PARTS // 2 - 1
    with pytest.raises(FormulaError) as refused:
        parse(fits + "+1+1")
    assert refused.value.code == "formula_too_long"


def test_carets_stand_under_the_fault():
    with pytest.raises(FormulaError) as refused:
        parse("[a] + tong([b])")
    assert refused.value.pointed("[a] + tong([b])") == "[a] + tong([b])\n      ^^^^"


def test_a_message_names_what_stands_there_and_where():
    with pytest.raises(FormulaError) as refused:
        parse("[a] + * 2")
    assert (
        refused.value.message == "Ở ký tự thứ 7 cần một số, một [mã chỉ tiêu] hoặc một hàm, không phải “*”."
    )


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("[a] / [b] * 100", "[a]", "[b]"),
        ("100 * [a] / [b]", "[a]", "[b]"),
        ("round(100 * ([a] / ([b] + [c])), 2)", "[a]", "[b] + [c]"),
        ("share(sum([a], [b]), [c])", "sum([a], [b])", "[c]"),
        ("[a] / [b]", "[a]", "[b]"),
        ("[a] / [b] / 1000", "[a]", "[b]"),
    ],
)
def test_a_share_knows_its_numerator_and_denominator(text: str, numerator: str, denominator: str):
    ratio = parse(text).ratio
    assert ratio is not None
    assert (to_text(ratio.numerator), to_text(ratio.denominator)) == (numerator, denominator)


@pytest.mark.parametrize(
    "text", ["[a] / 100", "[a] + [b] / [c]", "[a] * [b]", "growth([a])", "1 - [a] / [b]"]
)
def test_what_is_no_share_has_no_numerator(text: str):
    assert parse(text).ratio is None
