"""Reads drawings back: elements by tag and attribute, texts, widths."""

from collections.abc import Iterator
from decimal import Decimal as D

from lxml import etree

from khcn.outputs.charts import Baseline, ForecastPoint, Goal, Point, Series
from khcn.outputs.charts.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def tree(markup: str) -> etree._Element:
    """The drawing as XML; fails when it is not well-formed."""
    return etree.fromstring(markup.encode())


def name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(SVG)


def elements(markup: str, tag: str, **wanted: str) -> list[etree._Element]:
    """The elements of a tag whose attributes are as given."""
    return [
        element
        for element in tree(markup).iter()
        if name(element) == tag
        and all(element.get(key.replace("_", "-")) == value for key, value in wanted.items())
    ]


def texts(markup: str) -> list[str]:
    """What the drawing writes, in its order."""
    return [element.text or "" for element in elements(markup, "text")]


def drawings(picture: Picture) -> Iterator[str]:
    """Every drawing of a picture."""
    parts = [picture.svg, picture.narrow, picture.head, *(row.track for row in picture.rows)]
    parts += [item.mark for item in picture.legend]
    return (part for part in parts if part)


def series(first: int, *values: str | None, label: str = "Tỉnh mẫu", **rest: object) -> Series:
    points = tuple(Point(year, None if v is None else D(v)) for year, v in enumerate(values, start=first))
    return Series(label, points, **rest)  # type: ignore[arg-type]


GOAL = Goal(D(20), year=2030)
BASELINE = Baseline(D(8), 2020)
FORECAST = tuple(
    ForecastPoint(2025 + n, D(12 + n), D(12), D(12 + 2 * n), D(11), D(12 + 3 * n)) for n in (1, 2, 3, 4, 5)
)
