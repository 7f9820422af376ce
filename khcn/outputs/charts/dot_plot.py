"""All targets in one look: each on its own way from baseline (0%) to target (100%)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from khcn.outputs.charts import palette
from khcn.outputs.charts.base import Chart, Drawing
from khcn.outputs.charts.data import Goal
from khcn.outputs.charts.marks import Line, mark_at
from khcn.outputs.charts.numbers import NARROW_GAP, brief, number, with_unit
from khcn.outputs.charts.picture import LegendItem, Picture, Row, Table
from khcn.outputs.charts.ratings import Rating, rating_of
from khcn.outputs.charts.rows import in_sheet, track
from khcn.outputs.charts.scale import Scale, known, nice_ticks
from khcn.outputs.charts.svg import Look, Node

_LOWEST, _HIGHEST = Decimal(-50), Decimal(150)
_TRACK = 32.0


@dataclass(frozen=True, kw_only=True)
class Target:
    """One target. Without baseline, goal or a way between them `sentence` says what there is instead."""

    label: str
    rating: str
    now: Decimal | None = None
    baseline: Decimal | None = None
    goal: Goal | None = None
    unit: str = ""
    now_period: str = ""
    baseline_period: str = ""
    final: bool = True
    sentence: str = ""
    rating_label: str = ""
    url: str = ""
    places: int | None = None

    @property
    def shown_rating(self) -> Rating:
        return rating_of(self.rating, self.rating_label)

    def progress(self) -> Decimal | None:
        """Per cent of the way from baseline to target; None where there is no such way."""
        return self._of_way(self.now)

    def goal_end(self) -> Decimal | None:
        """Where the upper end of a range lies on the way, which ends at its lower end."""
        return self._of_way(self.goal.high) if self.goal and self.goal.high is not None else None

    def _of_way(self, value: Decimal | None) -> Decimal | None:
        if value is None or self.baseline is None or self.goal is None or self.goal.low == self.baseline:
            return None
        return (value - self.baseline) / (self.goal.low - self.baseline) * 100

    @property
    def has_way(self) -> bool:
        return self.baseline is not None and self.goal is not None and self.goal.low != self.baseline

    def told(self) -> str:
        """Why there is no way to draw."""
        if self.sentence:
            return self.sentence
        if self.goal is None:
            return _("Mục tiêu không nêu con số.")
        if self.baseline is None:
            return _("Chưa có số gốc nên chưa tính được quãng đường.")
        return _("Số gốc bằng mục tiêu: cần giữ vững.") if not self.has_way else ""

    def figures(self) -> str:
        """`Gốc 8 (2020) · nay 12,5 (2025) · mục tiêu ≥ 20%`."""
        parts = []
        if self.baseline is not None:
            parts.append(_("gốc {value}").format(value=self._dated(self.baseline, self.baseline_period)))
        if self.now is None:
            parts.append(_("nay chưa có số liệu"))
        else:
            parts.append(_("nay {value}").format(value=self._dated(self.now, self.now_period)))
        if self.goal is not None:
            due = f"{NARROW_GAP}({self.goal.year})" if self.goal.year else ""
            parts.append(_("mục tiêu {value}").format(value=self.goal.text(self.unit, self.places) + due))
        return " · ".join(parts)

    def _dated(self, value: Decimal, period: str) -> str:
        figure = brief(value, self.unit, self.places)
        return f"{figure}{NARROW_GAP}({period})" if period else figure


@dataclass(frozen=True, kw_only=True)
class DotPlot(Chart):
    """One row per target, in the order given."""

    kind: ClassVar[str] = "dot-plot"

    targets: tuple[Target, ...]

    def picture(self) -> Picture:
        rows = tuple(self._row(target) for target in self.targets)
        head = track(self._head(Line()), 20)
        columns = (_("Chỉ tiêu"), _("Quãng đường từ gốc đến mục tiêu"), _("Đánh giá"))
        return self._picture(rows=rows, head=head, columns=columns)

    def draw(self, width: float) -> Drawing:
        return in_sheet(
            width,
            head=lambda line: self._head(line),
            rows=[(row, target) for row, target in zip(self.picture().rows, self.targets, strict=True)],
            marks=lambda target, line: self._marks(target, line) if target.has_way else [],
            height=_TRACK,
        )

    def description(self) -> str:
        counts: dict[str, int] = {}
        for target in self.targets:
            label = str(target.shown_rating.label)
            counts[label] = counts.get(label, 0) + 1
        told = ", ".join(f"{label.lower()} {count}" for label, count in counts.items())
        return _("{count} chỉ tiêu: {ratings}.").format(count=len(self.targets), ratings=told or "—")

    def table(self) -> Table:
        header = (_("Chỉ tiêu"), _("Gốc"), _("Nay"), _("Mục tiêu"), _("Đã đi (%)"), _("Đánh giá"))
        return Table(header, tuple(self._numbers(target) for target in self.targets))

    def legend(self) -> list[LegendItem]:
        return [
            LegendItem(_BASELINE, _("gốc (0%)")),
            LegendItem(_NOW, _("hiện nay")),
            LegendItem(_GOAL, _("mục tiêu (100%)")),
            LegendItem(
                mark_at("right", 11, 7, 5, fill=palette.OBSERVED), _("nằm ngoài thang, số ghi bên cạnh")
            ),
        ]

    @cached_property
    def _scale(self) -> Scale:
        ends = (end for target in self.targets for end in (target.progress(), target.goal_end()))
        shares = known(ends)
        low = max(_LOWEST, min([*shares, Decimal(0)]))
        high = min(_HIGHEST, max([*shares, Decimal(100)]))
        low = Decimal(0) if low == 0 else Decimal(-25) if low >= -25 else _LOWEST
        high = Decimal(100) if high == 100 else Decimal(125) if high <= 125 else _HIGHEST
        return Scale(low, high, tuple(tick for tick in nice_ticks(low, high, 5) if low <= tick <= high))

    def _head(self, line: Line) -> Iterator[Node]:
        scale = self._scale
        for tick in (Decimal(0), Decimal(50), Decimal(100)):
            yield line.words(f"{number(tick)}%", scale.share(tick), y=14, fill=palette.MUTED)

    def _row(self, target: Target) -> Row:
        return Row(
            label=target.label,
            url=target.url,
            detail=target.figures(),
            sentence="" if target.has_way else target.told(),
            track=track(self._marks(target, Line()), _TRACK) if target.has_way else track((), 0),
            rating=target.shown_rating,
        )

    def _marks(self, target: Target, line: Line) -> Iterator[Node]:
        scale, middle = self._scale, _TRACK / 2
        zero, full = scale.share(Decimal(0)), scale.share(Decimal(100))
        yield line.level(0, 1, y=middle, stroke=palette.GRID)
        for share in (zero, scale.share(Decimal(50)), full):
            yield line.upright(share, y1=2, y2=_TRACK - 2, stroke=palette.GRID)
        end = target.goal_end()
        if end is not None:
            yield line.bar(full, scale.share(end), y=middle - 4, height=8, fill=palette.TARGET_ZONE)
            if not scale.side(end):
                yield line.mark("bar", scale.share(end), y=middle, r=5, stroke=palette.TARGET, stroke_width=2)
        yield from self._now(target, line, scale)
        yield line.mark("circle", zero, y=middle, r=5, fill=palette.WHITE, stroke=palette.INK, stroke_width=2)
        yield line.mark("diamond", full, y=middle, r=6, fill=palette.TARGET, stroke=palette.WHITE)
        progress = target.progress()
        if progress is not None and not scale.side(progress):
            look = _SOLID if target.final else _OPEN
            yield line.mark("circle", scale.share(progress), y=middle, r=6, **look)

    def _now(self, target: Target, line: Line, scale: Scale) -> Iterator[Node]:
        progress = target.progress()
        if progress is None:
            return
        zero, place, middle = scale.share(Decimal(0)), scale.share(progress), _TRACK / 2
        yield line.level(
            min(zero, place), max(zero, place), y=middle, stroke=palette.OBSERVED, stroke_width=3
        )
        side = scale.side(progress)
        arrow = line.clipped(side, y=middle, colour=palette.OBSERVED)
        if arrow:
            yield arrow
            yield line.words(f"{number(progress, 0)}%", 1.0 if side > 0 else 0.0, y=9, size=11)

    def _numbers(self, target: Target) -> tuple[str, ...]:
        return (
            target.label,
            with_unit(target.baseline, target.unit, target.places),
            with_unit(target.now, target.unit, target.places),
            target.goal.text(target.unit, target.places) if target.goal else number(None),
            number(target.progress(), 0) if target.progress() is not None else number(None),
            str(target.shown_rating.label),
        )


_SOLID: Look = {"fill": palette.OBSERVED, "stroke": palette.WHITE, "stroke_width": 1.5}
_OPEN: Look = {"fill": palette.WHITE, "stroke": palette.OBSERVED, "stroke_width": 2.5}
_BASELINE = mark_at("circle", 11, 7, 5, fill=palette.WHITE, stroke=palette.INK, stroke_width=2)
_NOW = mark_at("circle", 11, 7, 6, fill=palette.OBSERVED)
_GOAL = mark_at("diamond", 11, 7, 6, fill=palette.TARGET)
