"""What holds for every formula: writing and reading agree, values are right, nothing but a refusal is raised."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from khcn.indicators.formulas import Formula, FormulaError, check_units, evaluate, parse
from khcn.indicators.formulas.tree import Binary, Call, Name, Negative, Node, Number, children, to_text

numbers = st.decimals(min_value=0, max_value=999, places=2).map(Number)
names = st.sampled_from(["a", "b", "chi-khcn", "c.1"]).map(Name)
# Divisors with finite decimals keep every quotient exact, so that equality can be asked for.
divisors = st.sampled_from(["1", "2", "4", "5", "8", "10", "0"]).map(lambda text: Number(Decimal(text)))


def calls(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    few = st.sampled_from([1, 2, 4]).flatmap(
        lambda size: st.lists(parts, min_size=size, max_size=size).map(tuple)
    )
    return st.one_of(
        st.builds(Call, st.sampled_from(["sum", "min", "max", "mean"]), few),
        st.builds(Call, st.just("abs"), st.tuples(parts)),
        st.builds(Call, st.just("round"), st.tuples(parts), st.integers(0, 6)),
        st.builds(Call, st.just("prev"), st.tuples(parts), st.integers(1, 3)),
        st.builds(Call, st.just("growth"), st.tuples(names)),
        st.builds(Call, st.just("share"), st.tuples(parts, divisors)),
    )


def larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Negative, parts),
        st.builds(Binary, st.sampled_from(["+", "-", "*"]), parts, parts),
        st.builds(Binary, st.just("/"), parts, divisors | names),
        calls(parts),
    )


trees = st.recursive(numbers | names, larger, max_leaves=8)
values = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "chi-khcn", "c.1"]), st.integers(0, 12)),
    st.sampled_from(["0", "1", "2", "4", "5", "8", "10", "-2", "0.5", "100"]).map(Decimal),
    max_size=60,
)


@given(trees)
def test_reading_what_was_written_gives_the_same_tree(tree: Node):
    assert parse(to_text(tree)).root == tree


@settings(max_examples=300)
@given(trees, values)
def test_values_equal_a_slow_reference_in_fractions(tree: Node, known: dict[tuple[str, int], Decimal]):
    result = evaluate(Formula(tree), lambda code, back: known.get((code, back)))
    expected = reference(tree, 0, lambda code, back: known.get((code, back)))
    if expected is None or result.value is None:
        assert (result.value, result.reason != "") == (expected, True)
    else:
        assert abs(Fraction(result.value) - expected) <= abs(expected) / 10**26


def reference(node: Node, back: int, lookup: Callable[[str, int], Decimal | None]) -> Fraction | None:
    """The language told a second time, without memory and without decimals."""
    if isinstance(node, Number):
        return Fraction(node.value)
    if isinstance(node, Name):
        found = lookup(node.code, back)
        return None if found is None else Fraction(found)
    if isinstance(node, Call) and node.function in ("prev", "growth"):
        before = reference(node.arguments[0], back + (node.count or 1), lookup)
        if node.function == "prev":
            return before
        now = reference(node.arguments[0], back, lookup)
        return None if now is None or before is None or before <= 0 else (now - before) / before * 100
    given = [reference(part, back, lookup) for part in children(node)]
    if None in given:
        return None
    try:
        if isinstance(node, Call) and node.function == "round":
            return half_up(*given, node.count)
        return REFERENCES[getattr(node, "sign", "") or getattr(node, "function", "negative")](*given)
    except ZeroDivisionError:
        return None


def half_up(value: Fraction, digits: int) -> Fraction:
    moved = abs(value) * 10**digits + Fraction(1, 2)
    return (1 if value >= 0 else -1) * Fraction(moved.numerator // moved.denominator, 10**digits)


REFERENCES: dict[str, Callable[..., Fraction]] = {
    "negative": lambda x: -x,
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "sum": lambda *xs: sum(xs, Fraction(0)),
    "mean": lambda *xs: sum(xs, Fraction(0)) / len(xs),
    "min": lambda *xs: min(xs),
    "max": lambda *xs: max(xs),
    "abs": abs,
    "share": lambda x, y: x / y * 100,
}

PIECES = [
    "[a]",
    "[b-1]",
    "1",
    "0.5",
    "+",
    "-",
    "*",
    "/",
    "(",
    ")",
    ",",
    "prev(",
    "growth(",
    "cagr(",
    "sum(",
    "share(",
    "round(",
    "growth_mean(",
    "[",
    "]",
    ".",
    "**",
    "e",
    "5)",
    "−",
    "%",
    "sumsum",
]
pieces = st.sampled_from([*PIECES, " ", "\n"])


@settings(max_examples=400)
@given(st.text(max_size=60) | st.lists(pieces, max_size=25).map("".join))
def test_any_text_is_read_or_refused_within_its_characters(text: str):
    try:
        formula = parse(text)
    except FormulaError as refused:
        assert 0 <= refused.start <= refused.end <= len(text)
        return
    for value in (None, Decimal(0), Decimal("1E+500000"), Decimal(-3)):
        result = evaluate(formula, lambda _code, _back, value=value: value)
        assert (result.value is None) == bool(result.reason)
    check_units(formula, dict.fromkeys(formula.names, "tỷ đồng"), "%")
