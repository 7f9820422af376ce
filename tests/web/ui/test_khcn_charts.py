"""The tags that show charts on a page."""

import re
from collections import Counter
from decimal import Decimal as D

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from khcn.outputs.charts import Place, TerritoryBars
from khcn.outputs.charts.ratings import RATINGS
from khcn.web.ui.statuses import STATUSES
from tests.outputs.charts.samples import every

PAGE = Template("{% load khcn_charts %}{% for picture in pictures %}{% chart picture %}{% endfor %}")


def page(*pictures: object, template: Template = PAGE) -> str:
    return template.render(Context({"pictures": pictures, "request": RequestFactory().get("/?sap-xep=ten")}))


@pytest.mark.parametrize("chart", every(), ids=lambda chart: chart.kind)
def test_every_chart_has_caption_source_and_numbers(chart: object) -> None:
    picture = chart.picture()  # type: ignore[attr-defined]
    html = page(picture)
    assert '<div class="chart-title" role="heading" aria-level="3">Đạt</div>' in html
    assert "Nguồn: Xã mẫu" in html
    assert ("Bảng số liệu" in html) is not picture.is_table
    assert "style=" not in html
    assert "<script" not in html


def test_names_on_the_page_cannot_become_markup() -> None:
    html = page(*(chart.picture() for chart in every("<b>x</b>", '"><script>y</script>')))
    assert "<script" not in html
    assert "<b>" not in html


def test_ids_are_unique_though_each_chart_stands_twice() -> None:
    pictures = [chart.picture() for chart in every()]
    found = Counter(re.findall(r'\bid="([^"]+)"', page(*pictures, *pictures)))
    assert found
    assert set(found.values()) == {1}


def test_references_point_at_ids_of_the_page() -> None:
    pictures = [chart.picture() for chart in every()]
    html = page(*pictures, *pictures)
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    named = {name for told in re.findall(r'aria-labelledby="([^"]+)"', html) for name in told.split()}
    assert named
    assert named <= ids


def test_spark_is_only_the_drawing() -> None:
    chart = next(chart for chart in every() if chart.kind == "spark")
    html = Template("{% load khcn_charts %}{% spark picture %}").render(Context({"picture": chart.picture()}))
    assert html.startswith("<svg")
    assert html.endswith("</svg>")


def test_territory_can_be_sorted_by_the_server() -> None:
    picture = TerritoryBars(
        title="A", places_shown=(Place(label="Xã", value=D(1)),), column="Xã, phường"
    ).picture()
    html = page(picture, template=Template("{% load khcn_charts %}{% chart pictures.0 sortable=True %}"))
    assert 'href="?sap-xep=-ten"' in html
    assert 'href="?sap-xep=gia-tri"' in html


def test_file_of_the_chart_is_offered_when_there_is_one() -> None:
    template = Template('{% load khcn_charts %}{% chart pictures.0 download="/hinh.svg" %}')
    assert 'href="/hinh.svg">Tải hình (SVG)</a>' in page(every()[0].picture(), template=template)
    assert "Tải hình" not in page(every()[0].picture())


def test_ratings_of_charts_speak_like_the_statuses_of_pages() -> None:
    shared = RATINGS.keys() & STATUSES.keys()
    assert shared
    told = {code: (str(RATINGS[code].label), RATINGS[code].tone, RATINGS[code].icon) for code in shared}
    assert told == {
        code: (str(look.label), look.tone, look.icon) for code, look in STATUSES.items() if code in shared
    }
