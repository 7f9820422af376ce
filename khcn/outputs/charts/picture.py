"""What every chart hands to a page: a drawing, what it says, and the numbers it was made from."""

import hashlib
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString, mark_safe

from khcn.outputs.charts.ratings import Rating
from khcn.outputs.charts.svg import Node, clean, el, render

KEY = "KHCNKEY"
EMPTY = SafeString("")


@dataclass(frozen=True)
class Table:
    """The numbers behind a picture as text; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LegendItem:
    """A small drawing, 22 by 14, of a mark and what it means, with its value where there is one."""

    node: Node
    label: str

    @property
    def mark(self) -> SafeString:
        """The drawing for the page; the words beside it tell the same."""
        return render(
            el(
                "svg",
                self.node,
                class_="chart-key",
                width=22,
                height=14,
                viewBox="0 0 22 14",
                aria_hidden="true",
            )
        )


@dataclass(frozen=True)
class Row:
    """One line of a chart that is drawn row by row: a name, a track or cells, a figure, a rating."""

    label: str
    track: SafeString = EMPTY
    text: str = ""
    detail: str = ""
    url: str = ""
    sentence: str = ""
    rating: Rating | None = None
    cells: tuple["Cell", ...] = ()


@dataclass(frozen=True)
class Cell:
    """One field of a heat map; without a rating it is empty, which is not the same as bad."""

    year: str
    rating: Rating | None
    text: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart ready for a page; show it with `{% chart picture %}`.

    `svg` is the drawing for wide places, `narrow` the one for phones ("" when one serves both). Charts of
    rows have `rows` instead, and `head` above them. `table` is shown under "Bảng số liệu" unless the chart
    is a table itself (`is_table`).
    """

    kind: str
    title: str
    description: str
    table: Table
    svg: SafeString = EMPTY
    narrow: SafeString = EMPTY
    head: SafeString = EMPTY
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    legend: tuple[LegendItem, ...] = ()
    ratings: tuple[Rating, ...] = ()
    source: str = ""
    note: str = ""
    is_table: bool = False
    key: str = field(default="")

    def with_key(self, key: str) -> "Picture":
        """The same picture with ids of its own, for a page that shows several."""
        return replace(
            self,
            key=key,
            svg=_rekeyed(self.svg, self.key, key),
            narrow=_rekeyed(self.narrow, self.key, key),
            head=_rekeyed(self.head, self.key, key),
            rows=tuple(replace(row, track=_rekeyed(row.track, self.key, key)) for row in self.rows),
        )


def keyed(picture: Picture) -> Picture:
    """The picture with ids that follow from what it shows: the same data give the same page."""
    drawn = "".join((picture.kind, picture.title, picture.svg, *(row.track for row in picture.rows)))
    digest = hashlib.sha256(clean(drawn).encode()).hexdigest()[:10]
    return replace(picture, key=KEY).with_key(f"ch{digest}")


def _rekeyed(markup: SafeString, old: str, new: str) -> SafeString:
    return mark_safe(markup.replace(old, new)) if old else markup  # noqa: S308 (both keys are ours)
