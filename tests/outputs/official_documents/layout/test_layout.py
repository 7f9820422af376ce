from datetime import date

import pytest
import yaml

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.layout import Range, layout, layouts, loading, read_layout

SOURCE = loading._HERE / "nd30.yaml"


def changed(tmp_path, change):
    told = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    change(told)
    path = tmp_path / "other.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return path


def test_layout_in_force_has_the_numbers_of_the_decree():
    rules = layout(date(2026, 11, 23))
    margins = rules.page.margins
    assert (rules.code, rules.page.width, rules.page.height) == ("nd30", 210, 297)
    assert (margins.top, margins.bottom) == (Range(20, 25), Range(20, 25))
    assert (margins.left, margins.right) == (Range(30, 35), Range(15, 20))
    body = rules.element("body")
    assert (body.size, body.first_line, body.space_between) == (
        Range(13, 14),
        Range(10, 12.7),
        Range(6, None),
    )
    assert rules.element("recipients_list").size == Range(11, 11)
    assert len(rules.kinds) == 27


def test_layout_waits_for_confirmation():
    assert {one.code: one.confirmation for one in layouts()} == {"nd30": "to_confirm"}


def test_every_preferred_value_is_allowed():
    for one in layout().elements.values():
        assert one.size.has(one.preferred), one.code
        assert one.rule is None or one.rule.has(one.rule_preferred), one.code
    margins = layout().page.margins
    assert all(getattr(margins, side).has(value) for side, value in margins.preferred.items())


def test_every_element_names_its_place_in_the_law():
    rules = layout()
    told = [rules.article(one.basis) for one in rules.elements.values()]
    assert all("Phụ lục" in one and one.endswith("Nghị định số 30/2020/NĐ-CP") for one in told)
    assert "Nghị định Nghị định" not in " ".join(told)


def test_a_day_before_the_decree_has_no_layout():
    with pytest.raises(DomainError) as refusal:
        layout(date(2019, 1, 1))
    assert refusal.value.code == "no_layout"


def test_a_wrong_file_is_refused_with_the_place(tmp_path):
    path = changed(tmp_path, lambda told: told["elements"]["body"].update(size="14"))
    with pytest.raises(DomainError, match=r"elements\.body\.size") as refusal:
        read_layout(path)
    assert refusal.value.code == "bad_layout"


def test_an_unknown_word_in_a_file_is_refused(tmp_path):
    with pytest.raises(DomainError):
        read_layout(changed(tmp_path, lambda told: told["elements"]["body"].update(blod=True)))


def test_ranges_hold_both_ends_and_may_be_open():
    assert [Range(1, 1.5).has(value) for value in (0.99, 1, 1.5, 1.51)] == [False, True, True, False]
    assert Range(6).has(400)
