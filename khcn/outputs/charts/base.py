"""What all charts share: a title that states the finding, a description, a table, a page and a file."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from khcn.outputs.charts.marks import opening
from khcn.outputs.charts.picture import KEY, LegendItem, Picture, Table, keyed
from khcn.outputs.charts.sheet import MARGIN, sheet
from khcn.outputs.charts.svg import Node, el, render

WIDE, NARROW = 720.0, 328.0


@dataclass(frozen=True)
class Drawing:
    """The parts of a drawing and how high they stand."""

    parts: tuple[Node, ...]
    height: float


@dataclass(frozen=True, kw_only=True)
class Chart(ABC):
    """`title` is a sentence that says what the picture shows; `source` and `note` stand below it.

    Without `places` every figure shows as many decimals as its size deserves.
    """

    kind: ClassVar[str] = ""

    title: str
    unit: str = ""
    source: str = ""
    note: str = ""
    places: int | None = None

    @abstractmethod
    def picture(self) -> Picture:
        """The chart for a page."""

    @abstractmethod
    def draw(self, width: float) -> Drawing:
        """The whole chart at a fixed width."""

    @abstractmethod
    def description(self) -> str:
        """What a person who cannot see the picture is told, in one or two sentences."""

    @abstractmethod
    def table(self) -> Table:
        """The numbers behind the picture."""

    def legend(self) -> Sequence[LegendItem]:
        """The marks that need a word."""
        return ()

    def notes(self) -> str:
        """The note below the picture; charts add what they had to leave out."""
        return self.note

    def standalone(self, width: float = 640) -> str:
        """The chart as an SVG file with title, legend and source, for Word and for download."""
        drawing = self.draw(width - 2 * MARGIN)
        return sheet(
            title=self.title,
            description=self.description(),
            body=el("g", *drawing.parts),
            body_height=drawing.height,
            legend=self.legend(),
            source=self.source,
            note=self.notes(),
            width=width,
        )

    def _picture(self, **parts: object) -> Picture:
        told = {
            "kind": self.kind,
            "title": self.title,
            "description": self.description(),
            "table": self.table(),
            "legend": tuple(self.legend()),
            "source": self.source,
            "note": self.notes(),
        }
        return keyed(Picture(**(told | parts)))  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class SizedChart(Chart):
    """A chart drawn twice, for wide and for narrow places; the style sheet shows the one that fits."""

    def picture(self) -> Picture:
        return self._picture(svg=self._variant(WIDE, "w"), narrow=self._variant(NARROW, "n"))

    def _variant(self, width: float, name: str) -> str:
        drawing = self.draw(width)
        box = f"0 0 {width:g} {drawing.height:g}"
        key = f"{KEY}-{name}"
        return render(opening(self.kind, self.title, self.description(), key, *drawing.parts, viewBox=box))
