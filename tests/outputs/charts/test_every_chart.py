"""What all charts promise, whatever they show."""

import re
import unicodedata
from decimal import Decimal as D

import pytest

from khcn.outputs.charts.base import Chart
from tests.outputs.charts.reading import drawings, elements, name, texts, tree
from tests.outputs.charts.samples import empty, every, same

NASTY = "<script>alert(\"x\")</script> & 'y'"
EXTREMES = (D(0), D(-7), D("0.000001"), D("987654321987654321"), D("-12345678901234"))
ALL = [*every(), *empty(), *(chart for value in EXTREMES for chart in same(value))]


def known_as(chart: Chart) -> str:
    return f"{chart.kind}: {chart.title}"


@pytest.mark.parametrize("chart", ALL, ids=known_as)
def test_page_and_file_are_well_formed_and_hold_no_impossible_number(chart: Chart) -> None:
    for markup in (*drawings(chart.picture()), chart.standalone()):
        for element in tree(markup).iter():
            assert "style" not in element.attrib
            assert name(element) != "style"
            places = " ".join(value for key, value in element.attrib.items() if not key.startswith("aria"))
            assert not re.search(r"\b(nan|inf|None|Infinity)\b", places), places


@pytest.mark.parametrize("chart", ALL, ids=known_as)
def test_title_is_the_finding_and_every_row_of_the_table_is_full(chart: Chart) -> None:
    picture = chart.picture()
    assert picture.title == chart.title
    assert picture.description
    assert {len(row) for row in picture.table.rows} <= {len(picture.table.header)}


@pytest.mark.parametrize("chart", every(NASTY, NASTY), ids=known_as)
def test_names_cannot_become_markup(chart: Chart) -> None:
    for markup in (*drawings(chart.picture()), chart.standalone()):
        assert "<script" not in markup
    assert NASTY in elements(chart.standalone(), "title")[0].text


@pytest.mark.parametrize("chart", every(unicodedata.normalize("NFD", "Đổi mới sáng tạo")), ids=known_as)
def test_decomposed_letters_are_composed(chart: Chart) -> None:
    assert elements(chart.standalone(), "title")[0].text == "Đổi mới sáng tạo"


@pytest.mark.parametrize("chart", every(), ids=known_as)
def test_drawing_is_named_and_described_by_its_own_ids(chart: Chart) -> None:
    picture = chart.picture()
    for markup in filter(None, (picture.svg, picture.narrow)):
        root = tree(markup)
        ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        assert root.get("role") == "img"
        assert [ids[key] for key in root.get("aria-labelledby", "").split()] == [
            picture.title,
            picture.description,
        ]


@pytest.mark.parametrize("chart", every(), ids=known_as)
def test_the_same_chart_twice_on_a_page_has_other_ids(chart: Chart) -> None:
    picture = chart.picture()
    again = picture.with_key(f"{picture.key}-2")
    seen = [
        element.get("id")
        for part in (picture, again)
        for markup in drawings(part)
        for element in tree(markup).iter()
        if element.get("id")
    ]
    assert len(seen) == len(set(seen))
    assert picture.key != again.key


@pytest.mark.parametrize("chart", every(), ids=known_as)
def test_the_same_data_give_the_same_page(chart: Chart) -> None:
    assert chart.picture() == chart.picture()


@pytest.mark.parametrize("chart", every(), ids=known_as)
def test_file_stands_alone_with_size_title_and_source(chart: Chart) -> None:
    root = tree(chart.standalone(width=500))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("width") == "500"
    assert float(root.get("height", 0)) > 60
    assert "Nguồn: Xã mẫu" in texts(chart.standalone(width=500))
    assert "%" not in "".join(element.get("x", "") for element in root.iter())


@pytest.mark.parametrize("chart", every(), ids=known_as)
def test_no_text_is_smaller_than_eleven(chart: Chart) -> None:
    sizes = [
        float(element.get("font-size", 0))
        for markup in (*drawings(chart.picture()), chart.standalone())
        for element in elements(markup, "text")
    ]
    assert all(size >= 11 for size in sizes)
