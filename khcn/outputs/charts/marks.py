"""Marks (circle, diamond, …) and places on a line that is either fluid (per cent) or of fixed width."""

from dataclasses import dataclass
from typing import Any, Literal

from khcn.outputs.charts import palette
from khcn.outputs.charts.scale import Side
from khcn.outputs.charts.svg import Attribute, Node, el, text_width

Shape = str
_SHORT = 34.0
Anchor = Literal["start", "middle", "end"]

_SHAPES = {
    "circle": "M{r} 0A{r} {r} 0 1 1 -{r} 0A{r} {r} 0 1 1 {r} 0Z",
    "square": "M-{r} -{r}H{r}V{r}H-{r}Z",
    "diamond": "M0 -{r}L{r} 0L0 {r}L-{r} 0Z",
    "triangle": "M0 -{r}L{r} {r}L-{r} {r}Z",
    "pointer": "M-{r} -{r}L{r} -{r}L0 {r}Z",
    "cross": "M-{r} -{r}L{r} {r}M{r} -{r}L-{r} {r}",
    "bar": "M0 -{r}V{r}",
    "left": "M{r} -{r}L-{r} 0L{r} {r}Z",
    "right": "M-{r} -{r}L{r} 0L-{r} {r}Z",
}


def shape(name: Shape, r: float, **attributes: Attribute) -> Node:
    """The mark around the origin."""
    return el("path", d=_SHAPES[name].replace("{r}", f"{r:g}"), **attributes)


def mark_at(name: Shape, x: float, y: float, r: float, **attributes: Attribute) -> Node:
    """The mark at a place of a drawing with fixed width."""
    return shape(name, r, transform=f"translate({x:.1f} {y:.1f})", **attributes)


def text(
    words: str,
    *,
    x: str | float,
    y: float,
    anchor: Anchor = "start",
    size: float = palette.TEXT,
    **rest: Attribute,
) -> Node:
    """A line of text in ink."""
    return el("text", words, x=x, y=y, text_anchor=anchor, font_size=size, **({"fill": palette.INK} | rest))


@dataclass(frozen=True)
class Line:
    """Places along a row. Without `width` they are per cent, so the row fits any column of the page."""

    width: float | None = None
    left: float = 0.0
    pad: float = 0.03

    def x(self, share: float) -> str | float:
        """The place of a share between 0 and 1."""
        inside = self.pad + share * (1 - 2 * self.pad)
        if self.width is None:
            return f"{inside * 100:.2f}%"
        return self.left + inside * self.width

    def length(self, start: float, end: float) -> str | float:
        """The distance between two shares."""
        inside = abs(end - start) * (1 - 2 * self.pad)
        return f"{inside * 100:.2f}%" if self.width is None else inside * self.width

    def bar(self, start: float, end: float, *, y: float, height: float, **attributes: Attribute) -> Node:
        """A bar from one share to another."""
        return el(
            "rect", x=self.x(min(start, end)), y=y, width=self.length(start, end), height=height, **attributes
        )

    def upright(self, share: float, *, y1: float, y2: float, **attributes: Attribute) -> Node:
        """A vertical line."""
        return el("line", x1=self.x(share), x2=self.x(share), y1=y1, y2=y2, **attributes)

    def level(self, start: float, end: float, *, y: float, **attributes: Attribute) -> Node:
        """A horizontal line."""
        return el("line", x1=self.x(start), x2=self.x(end), y1=y, y2=y, **attributes)

    def mark(self, name: Shape, share: float, *, y: float, r: float, **attributes: Attribute) -> Node:
        """A mark that keeps its size whatever the width."""
        place = self.x(share)
        if isinstance(place, str):
            return el("svg", shape(name, r, **attributes), x=place, y=y, overflow="visible")
        return mark_at(name, place, y, r, **attributes)

    def clipped(self, side: Side, *, y: float, colour: str) -> Node | None:
        """An arrow at the end beyond which the value lies."""
        if side == 0:
            return None
        return self.mark("right" if side > 0 else "left", 1.0 if side > 0 else 0.0, y=y, r=5, fill=colour)

    def words(self, words: str, share: float, *, y: float, **rest: Any) -> Node:
        """Text at a place; near both ends long text turns inward so that it is never cut."""
        anchor: Anchor = "middle"
        if text_width(words, palette.TEXT) > _SHORT and (share < 0.08 or share > 0.92):
            anchor = "start" if share < 0.5 else "end"
        edge = anchor != "middle" and min(share, 1 - share) < 0.001
        place = self._edge(share) if edge else self.x(share)
        return text(words, x=place, y=y, anchor=anchor, **rest)

    def _edge(self, edge: float) -> str | float:
        return f"{edge * 100:g}%" if self.width is None else self.left + edge * self.width


def opening(
    kind: str, title: str, description: str, key: str, *body: Node | None, **attributes: Attribute
) -> Node:
    """The outer element with its title and description tied to it."""
    return el(
        "svg",
        el("title", title, id=f"{key}-t"),
        el("desc", description, id=f"{key}-d") if description else None,
        *body,
        class_=f"chart-svg chart-svg-{kind}",
        role="img",
        aria_labelledby=f"{key}-t {key}-d" if description else f"{key}-t",
        **attributes,
    )
