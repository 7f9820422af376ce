"""From the rows of a table to single figures, as the file writes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from khcn.indicators.importing.columns import Head
from khcn.indicators.importing.numbers import is_missing
from khcn.indicators.importing.tables import Sheet
from khcn.indicators.importing.times import Period
from khcn.kernel.register_io.cleaning import tidy
from khcn.kernel.register_io.reading import filled

FIGURES = ("value", "numerator", "denominator")


@dataclass
class Entry:
    """One figure of the file. `cells` by field; `titles` are the heads under which they stand."""

    row: int
    place: str
    cells: dict[str, Any]
    titles: dict[str, str]
    period: Period | None = None
    vintage: str = ""
    machine: bool = False

    @property
    def blank(self) -> bool:
        """Nothing is told: missing, which is not zero."""
        return all(is_missing(self.cells.get(name)) for name in FIGURES)

    def title(self, name: str) -> str:
        return self.titles.get(name, "")

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else " ".join(str(value).split())


def entries_of(sheet: Sheet) -> Iterator[Entry]:
    titles = {name: sheet.head.titles[at] for at, name in sheet.head.fields.items()}
    for number, cells in sheet.rows:
        told = {name: tidy(cells[at]) if at < len(cells) else None for at, name in sheet.head.fields.items()}
        if sheet.head.periods:
            yield from _wide(sheet.head, number, cells, told, titles, sheet.machine)
        else:
            at = next((at for at, name in sheet.head.fields.items() if name == "value"), 0)
            yield Entry(number, f"{xl_col_to_name(at)}{number}", told, titles, machine=sheet.machine)


def _wide(
    head: Head, number: int, cells: list[Any], told: dict[str, Any], titles: dict[str, str], machine: bool
) -> Iterator[Entry]:
    if not any(filled(value) for value in told.values()) and head.fields:
        return
    for at, (period, vintage) in head.periods.items():
        value = tidy(cells[at]) if at < len(cells) else None
        yield Entry(
            number, f"{xl_col_to_name(at)}{number}", {**told, "value": value}, {**titles, "value": head.titles[at]},
            period, vintage, machine,
        )  # fmt: skip
