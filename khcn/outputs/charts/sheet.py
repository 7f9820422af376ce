"""A chart as a file of its own, for a Word report: title, drawing, legend and source on white."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.marks import text
from khcn.outputs.charts.picture import LegendItem
from khcn.outputs.charts.svg import Node, el, render, text_width, wrapped

MARGIN = 12.0


def sheet(
    *,
    title: str,
    description: str,
    body: Node,
    body_height: float,
    legend: Sequence[LegendItem],
    source: str,
    note: str,
    width: float,
) -> str:
    """The document as text; every colour and size is an attribute, so any program draws it alike."""
    inner = width - 2 * MARGIN
    heading = [
        text(line, x=MARGIN, y=22 + index * 20, size=15, font_weight=600)
        for index, line in enumerate(wrapped(title, inner, 15, lines=4))
    ]
    top = 22 + 20 * len(heading)
    parts, y = _legend(legend, top + body_height + 18, inner)
    foot = _foot([note, _("Nguồn: {source}").format(source=source) if source else ""], y, inner)
    height = y + 16 * len(foot) + MARGIN
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + render(
        el(
            "svg",
            el("title", title),
            el("desc", description),
            el("rect", width=width, height=height, fill=palette.WHITE),
            *heading,
            el("g", body, transform=f"translate({MARGIN:g} {top:g})"),
            *parts,
            *foot,
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=height,
            viewBox=f"0 0 {width:g} {height:g}",
            font_family=palette.FONT,
        )
    )


def _legend(items: Sequence[LegendItem], y: float, inner: float) -> tuple[list[Node], float]:
    parts: list[Node] = []
    x = MARGIN
    for item in items:
        needed = 28 + text_width(item.label, palette.TEXT) + 14
        if x > MARGIN and x + needed > MARGIN + inner:
            x, y = MARGIN, y + 20
        parts.append(el("g", item.node, transform=f"translate({x:.1f} {y - 11:.1f})"))
        parts.append(text(item.label, x=x + 27, y=y))
        x += needed
    return parts, y + 20 if items else y


def _foot(lines: Sequence[str], y: float, inner: float) -> list[Node]:
    rows = [row for line in lines if line for row in wrapped(line, inner, 11, lines=4)]
    return [
        text(row, x=MARGIN, y=y + 16 * index, size=11, fill=palette.MUTED) for index, row in enumerate(rows)
    ]
