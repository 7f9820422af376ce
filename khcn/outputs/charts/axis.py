"""The ruler below a row: ticks with Vietnamese figures, few enough not to touch each other."""

from collections.abc import Iterator
from decimal import Decimal

from khcn.outputs.charts import palette
from khcn.outputs.charts.marks import Line
from khcn.outputs.charts.numbers import magnitude, number, unit_of_axis
from khcn.outputs.charts.scale import Scale
from khcn.outputs.charts.svg import Node, text_width

_NARROWEST = 300.0


def ruler(
    line: Line, scale: Scale, *, y: float, unit: str = "", grid_from: float | None = None
) -> Iterator[Node]:
    """Ticks, their figures and, after the last, the unit; with `grid_from` also fine lines up to there."""
    divisor, word = magnitude(max(abs(scale.low), abs(scale.high)))
    yield line.level(0, 1, y=y, stroke=palette.AXIS)
    labels = [(tick, number(tick / divisor)) for tick in scale.ticks]
    shown = _fitting(labels, line.width or _NARROWEST)
    for tick, figure in labels:
        share = scale.share(tick)
        yield line.upright(share, y1=y if grid_from is None else grid_from, y2=y + 4, stroke=palette.AXIS)
        if tick in shown:
            yield line.words(figure, share, y=y + 17, fill=palette.MUTED)
    told = unit_of_axis(word, unit)
    if told:
        yield line.words(told, 1.0, y=y + 31, fill=palette.MUTED)


def _fitting(labels: list[tuple[Decimal, str]], width: float) -> set[Decimal]:
    """The ticks that get a figure: every one, every second, … until the figures have room."""
    widest = max((text_width(figure, palette.TEXT) for _tick, figure in labels), default=0) + 10
    room = max(1, int(width / max(widest, 1)))
    every = 1
    while len(labels[::every]) > room:
        every += 1
    return {tick for tick, _figure in labels[::every]}
