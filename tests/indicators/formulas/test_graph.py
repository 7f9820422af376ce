import pytest

from khcn.indicators.formulas import Formula, FormulaError, cycles, order, parse


def formulas(**texts: str) -> dict[str, Formula]:
    return {code: parse(text) for code, text in texts.items()}


def test_formulas_come_after_what_they_use():
    given = formulas(a="[b] + [c]", b="[c] * 2", c="[typed] + 1")
    assert order(given) == ["c", "b", "a"]
    assert cycles(given) == []


def test_cycles_are_found_and_read_in_the_direction_of_use():
    given = formulas(c="[b]", a="[c]", b="[a] + [d]", d="[e]", e="prev([d])", f="[a]")
    assert cycles(given) == [("a", "c", "b"), ("d", "e")]


def test_a_formula_that_names_itself_is_a_cycle_even_in_the_past():
    assert cycles(formulas(k="prev([k]) * 0.95 + [i]")) == [("k",)]


def test_a_cycle_is_refused_by_its_names():
    with pytest.raises(FormulaError) as refused:
        order(formulas(a="[b]", b="[a]", c="1"))
    assert refused.value.code == "formula_cycle"
    assert (
        refused.value.message
        == "Công thức tham chiếu vòng: [a] → [b] → [a]. Hãy sửa một công thức trong vòng."
    )


def test_a_chain_of_thousands_is_ordered():
    given = {f"n{number}": parse(f"[n{number + 1}]") for number in range(3000)}
    assert order(given) == [f"n{number}" for number in reversed(range(3000))]
