"""Targets in tables: one target for each indicator and each milestone year with a value."""

import re
from dataclasses import replace

from khcn.lib.plan_document.annex import is_total
from khcn.lib.plan_document.baselines import read_period
from khcn.lib.plan_document.columns import heading_years
from khcn.lib.plan_document.confidence import Reason
from khcn.lib.plan_document.model import Baseline, Horizon, Section, Span, Target, Unparsed
from khcn.lib.plan_document.prose import lines, plain, squeeze
from khcn.lib.plan_document.quantities import find_quantities, says_average
from khcn.lib.plan_document.row_numbers import GROUP_NUMBER
from khcn.lib.plan_document.tables import Grid, Row

UNIT_IN_NAME = re.compile(r"\(\s*(%|[^()\d]{1,25})\s*\)\s*$")
EMPTY = re.compile(r"[-–…._\s/]*$")
TABLE_LABEL = re.compile(r"(phụ lục|phụ biểu|biểu|bảng)\s+(?:số\s+)?([ivx]+|\d+)", re.I)
CHANGE = re.compile(r"(?:tăng|giảm)(?:\s+thêm)?(?!\s*(?:lên|xuống|còn|thêm))\s")
MULTIPLE = re.compile(r"(?:tăng\s+)?gấp\s")
PART_OF = re.compile(r"(?:[-+•]\s*)?trong đó\s*:?")


def parse_table_targets(
    text: str, grids: tuple[Grid, ...], sections: tuple[Section, ...], last_year: int | None
) -> tuple[list[Target], list[Unparsed]]:
    targets: list[Target] = []
    unparsed: list[Unparsed] = []
    for grid in grids:
        if grid.kind == "targets":
            clause = clause_of(text, grid, sections)
            for row in grid.rows:
                read_row(text, row, grid, clause, last_year, targets, unparsed)
    return targets, unparsed


def clause_of(text: str, grid: Grid, sections: tuple[Section, ...]) -> str:
    """The section the table stands in, else the table's own label."""
    holding = [s for s in sections if s.span[0] <= grid.span[0] < s.span[1]]
    if holding:
        return max(holding, key=lambda section: section.level).path
    for line in reversed(lines(text, (max(0, grid.span[0] - 1500), grid.span[0]))):
        if match := TABLE_LABEL.match(text, line.start, line.end):
            return squeeze(match[0])
    return ""


def read_row(
    text: str,
    row: Row,
    grid: Grid,
    clause: str,
    last_year: int | None,
    targets: list[Target],
    unparsed: list[Unparsed],
) -> None:
    column = grid.column("indicator")
    name = row.text(column) if column is not None else ""
    values = [i for role in ("year", "value") for i in grid.columns(role) if not EMPTY.match(row.text(i))]
    filled = row.filled()
    if not filled:
        return
    if name[:1].islower() and filled == [column] and targets:
        targets[:] = [goes_on(target, name, row, targets[-1].span) for target in targets]
        return
    if not name or (len(filled) <= 2 and not values) or is_total({"task": name}):
        note_group(row, grid, name, unparsed)
        return
    part = PART_OF.match(plain(name))
    parent = last_whole(targets, clause) if part or name[:1] in "-+•" else None
    before = len(targets)
    for i in values:
        read_value(text, row, grid, i, name, clause, last_year, targets, unparsed)
    targets[before:] = [
        replace(target, parent=same_year(targets, parent, target)) for target in targets[before:]
    ]
    if not values:
        unparsed.append(Unparsed("Chỉ tiêu trong bảng không có giá trị cho năm nào.", row.span))


def goes_on(target: Target, name: str, row: Row, above: Span) -> Target:
    """The rest of a name that a page break cut."""
    if target.span != above:
        return target
    return replace(target, text=f"{target.text} {name}", span=(above[0], row.span[1]))


def note_group(row: Row, grid: Grid, name: str, unparsed: list[Unparsed]) -> None:
    """A heading inside the table is no target; anything else with figures is listed."""
    number = row.text(grid.column("number") or 0)
    heading = GROUP_NUMBER.match(number) or len(row.filled()) == 1
    if not heading and re.search(r"\d", " ".join(row.text(i) for i in row.filled()[1:])):
        unparsed.append(Unparsed("Dòng của bảng chỉ tiêu chưa hiểu được.", row.span))
    elif not heading and name:
        unparsed.append(Unparsed("Chỉ tiêu trong bảng không có giá trị cho năm nào.", row.span))


def last_whole(targets: list[Target], clause: str) -> int | None:
    places = [i for i, target in enumerate(targets) if target.clause == clause and target.parent is None]
    return places[-1] if places else None


def same_year(targets: list[Target], parent: int | None, child: Target) -> int | None:
    """The parent's target for the child's own year."""
    if parent is None:
        return None
    name = targets[parent].text
    years = [i for i, t in enumerate(targets) if t.text == name and t.horizon.year == child.horizon.year]
    return years[0] if years else parent


def read_value(
    text: str,
    row: Row,
    grid: Grid,
    column: int,
    name: str,
    clause: str,
    last_year: int | None,
    targets: list[Target],
    unparsed: list[Unparsed],
) -> None:
    span = row.cells[column].span
    quantities = find_quantities(text, span, bare=True)
    if len(quantities) != 1:
        unparsed.append(Unparsed(f"Không đọc được giá trị “{row.text(column)}” của chỉ tiêu.", span))
        return
    quantity = quantities[0]
    words = plain(row.text(column))
    change = CHANGE.match(words)
    relative = bool(change or MULTIPLE.match(words))
    unit = (quantity.unit if relative else None) or unit_of(row, grid, name, quantity.unit)
    years = heading_years(grid.headings[column])
    year = years[1] if years else last_year
    average = says_average(plain(name + " " + grid.headings[column])) or quantity.per_year
    doubts = {Reason.UNIT_MISSING: unit is None, Reason.HORIZON_MISSING: year is None}
    targets.append(
        Target(
            clause,
            f"{name}: {row.text(column)}" if relative else name,
            quantity.operator,
            quantity.low,
            quantity.high,
            unit,
            Horizon(
                "average"
                if average and unit and "%" in unit
                else "increment"
                if quantity.increment or change
                else "by",
                year,
            ),
            row.span,
            baseline=baseline_of(text, row, grid, unit),
            reasons=tuple(reason for reason, holds in doubts.items() if holds),
            sentence=row.span,
        )
    )


def unit_of(row: Row, grid: Grid, name: str, written: str | None) -> str | None:
    column = grid.column("unit")
    if column is not None and row.text(column):
        return row.text(column)
    in_name = UNIT_IN_NAME.search(name)
    return written or (in_name[1].strip() if in_name else None)


def baseline_of(text: str, row: Row, grid: Grid, unit: str | None) -> Baseline | None:
    for column in grid.columns("baseline"):
        if EMPTY.match(row.text(column)):
            continue
        span: Span = row.cells[column].span
        quantities = find_quantities(text, span, bare=True)
        if quantities:
            period = heading_period(grid.headings[column]) or read_period(row.text(column))
            return Baseline(quantities[0].value, unit or quantities[0].unit, period, span)
    return None


def heading_period(heading: str) -> str | None:
    years = heading_years(heading)
    if years is None:
        return None
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
