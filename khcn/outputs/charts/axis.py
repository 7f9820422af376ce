"""The ruler below a row: ticks with Vietnamese figures, few enough not to touch each other."""

from collections.abc import Iterator
from decimal import Decimal

from khcn.outputs.charts import palette
from khcn.outputs.charts.marks import Line
from khcn.outputs.charts.numbers import number, scaled_unit
from khcn.outputs.charts.scale import Scale
from khcn.outputs.charts.svg import Node, text_width

_NARROWEST = 300.0


def ruler(line: Line, scale: Scale, *, y: float, unit: str = "") -> Iterator[Node]:
    """Ticks and their figures; per cent stands at each figure, another unit below the last one."""
    divisor, told = _unit(scale, unit)
    yield line.level(0, 1, y=y, stroke=palette.AXIS)
    labels = [(tick, number(tick / divisor) + ("%" if unit == "%" else "")) for tick in scale.ticks]
    shown = _fitting(labels, line.width or _NARROWEST)
    for tick, figure in labels:
        share = scale.share(tick)
        yield line.upright(share, y1=y, y2=y + 4, stroke=palette.AXIS)
        if tick in shown:
            yield line.words(figure, share, y=y + 17, fill=palette.MUTED)
    if told:
        yield line.words(told, 1.0, y=y + 31, fill=palette.MUTED)


def ruler_height(scale: Scale, unit: str) -> float:
    """How much room the ruler takes below its line."""
    return 36.0 if _unit(scale, unit)[1] else 21.0


def _unit(scale: Scale, unit: str) -> tuple[Decimal, str]:
    divisor, told = scaled_unit(max(abs(scale.low), abs(scale.high)), unit)
    return divisor, "" if unit == "%" else told


def _fitting(labels: list[tuple[Decimal, str]], width: float) -> set[Decimal]:
    """The ticks that get a figure: every one, every second, … until the figures have room."""
    widest = max((text_width(figure, palette.TEXT) for _tick, figure in labels), default=0) + 10
    room = max(1, int(width / max(widest, 1)))
    every = 1
    while len(labels[::every]) > room:
        every += 1
    return {tick for tick, _figure in labels[::every]}
