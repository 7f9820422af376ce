"""The chain of a task as a drawing: a column for each station, lines from need to effect. The page's lists say the same."""

from collections.abc import Callable, Mapping
from textwrap import wrap

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.results.graph import Chain
from khcn.operations.st_tasks.results.graph import Node as Dot
from khcn.outputs.charts import svg

COLUMN, BOX, LINE, GAP, TOP, PAD, WORDS = 186, 160, 15, 14, 34, 8, 21
MOST_LINES, MOST_BOXES = 3, 8
Label = Callable[[Dot], str]
Places = dict[Dot, tuple[float, float, float]]


def drawing(chain: Chain, titles: Mapping[str, str], label: Label) -> SafeString:
    """An SVG; columns with nothing in them are left out, long columns are cut with a word saying so."""
    columns = [(title, chain.at(code)) for code, title in titles.items() if chain.at(code)]
    places: Places = {}
    boxes: list[svg.Node] = []
    bottom = float(TOP)
    for number, (title, dots) in enumerate(columns):
        left = float(number * COLUMN)
        boxes.append(_text(title, left, 18, weight="600"))
        bottom = max(bottom, _column(dots, left, label, places, boxes))
    lines = [
        _line(places[one.source], places[one.target])
        for one in chain.edges
        if {one.source, one.target} <= places.keys()
    ]
    width = max(len(columns), 1) * COLUMN - (COLUMN - BOX)
    return svg.render(
        svg.el(
            "svg", svg.el("title", _("Mạch từ nhu cầu đến hiệu quả")), *lines, *boxes,
            viewBox=f"0 0 {width} {int(bottom)}", width=width, height=int(bottom), role="img",
            font_family="inherit", font_size=12, fill="currentColor",
        )
    )  # fmt: skip


def _column(dots: list[Dot], left: float, label: Label, places: Places, boxes: list[svg.Node]) -> float:
    top = float(TOP)
    for dot in dots[:MOST_BOXES]:
        lines = wrap(label(dot), WORDS)
        shown = lines[:MOST_LINES]
        if len(lines) > MOST_LINES:
            shown[-1] = shown[-1][: WORDS - 1] + "…"
        height = len(shown) * LINE + 2 * PAD
        places[dot] = (left, top, height)
        boxes.append(_box(left, top, height, shown, label(dot)))
        top += height + GAP
    if len(dots) > MOST_BOXES:
        boxes.append(_text(_("và %s mục nữa") % (len(dots) - MOST_BOXES), left, top + LINE))
        top += LINE + GAP
    return top


def _box(left: float, top: float, height: float, lines: list[str], whole: str) -> svg.Node:
    frame = svg.el(
        "rect", x=left + 0.5, y=top + 0.5, width=BOX - 1, height=height - 1, rx=4, fill="Canvas", stroke="currentColor",
        stroke_opacity=0.5,
    )  # fmt: skip
    words = [_text(line, left + PAD, top + PAD + LINE * (n + 0.75)) for n, line in enumerate(lines)]
    return svg.el("g", svg.el("title", whole), frame, *words)


def _text(words: str, x: float, y: float, weight: str | None = None) -> svg.Node:
    return svg.el("text", words, x=x, y=y, font_weight=weight)


def _line(source: tuple[float, float, float], target: tuple[float, float, float]) -> svg.Node:
    x1, y1 = source[0] + BOX, source[1] + source[2] / 2
    x2, y2 = target[0], target[1] + target[2] / 2
    if x2 <= source[0]:  # within one column: from side to side
        x2, y2 = target[0] + BOX, target[1] + target[2] / 2
    bend = (x1 + x2) / 2 if x2 > x1 else x1 + (COLUMN - BOX) / 2
    path = f"M{x1:.1f} {y1:.1f} C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return svg.el("path", d=path, fill="none", stroke="currentColor", stroke_opacity=0.45, stroke_width=1.4)
