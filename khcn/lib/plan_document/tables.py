"""Tables made regular: headings of one or two rows, merged cells, repeated and continued parts.

A `Grid` has one heading a column and data rows of the same width. What stands above the
headings, numbering rows "(1) (2) (3)" and headings repeated on the next page are left out.
"""

import re
from dataclasses import dataclass, field

from khcn.lib.intake.extracted import Cell, Extracted, Table
from khcn.lib.plan_document.columns import YEAR, target_role, task_role
from khcn.lib.plan_document.prose import Span, plain, squeeze
from khcn.lib.plan_document.text_tables import find_text_tables

NUMBERING = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?$")
LONGEST_HEADING = 80
HEADER_SEARCH = 8
NO_CELL = Cell("", (-1, -1))


@dataclass(frozen=True)
class Row:
    """`shared` are the columns whose cell reaches down from the row above."""

    cells: tuple[Cell, ...]
    shared: frozenset[int]
    span: Span

    def text(self, column: int) -> str:
        return squeeze(re.sub(r"<br\s*/?>", " ", self.cells[column].text)) if column < len(self.cells) else ""

    def filled(self) -> list[int]:
        """Columns with words, a cell merged over several counted once."""
        seen: set[Span] = set()
        columns = []
        for i, cell in enumerate(self.cells):
            if cell.text.strip() and cell.span not in seen:
                seen.add(cell.span)
                columns.append(i)
        return columns


@dataclass(frozen=True)
class Grid:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span
    kind: str
    roles: tuple[str | None, ...] = field(default=())

    def column(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def columns(self, role: str) -> list[int]:
        return [i for i, name in enumerate(self.roles) if name == role]


def find_grids(extracted: Extracted) -> tuple[Grid, ...]:
    """Every table of the document: kind tasks, targets, or other."""
    grids: list[Grid] = []
    for table in extracted.tables or find_text_tables(extracted.text):
        rows = expand(table)
        grid = read_grid(rows, table.span)
        if grid is None and grids and continued(rows, grids[-1]):
            grids[-1] = join(grids[-1], rows, table.span)
        elif grid is not None and grids and same_headings(grid, grids[-1]):
            grids[-1] = join(grids[-1], list(grid.rows), table.span)
        else:
            grids.append(grid or Grid((), tuple(rows), table.span, "other"))
    return tuple(grids)


def expand(table: Table) -> list[Row]:
    """One cell a place; merged cells stand in each place they cover."""
    hanging: dict[int, tuple[Cell, int]] = {}
    rows: list[Row] = []
    for raw in table.rows:
        cells: list[Cell] = []
        shared: set[int] = set()
        queue = list(raw)
        while queue or len(cells) in hanging:
            column = len(cells)
            if column in hanging:
                cells.append(hanging[column][0])
                shared.add(column)
                continue
            cell = queue.pop(0)
            for _ in range(max(1, min(cell.columns, 60))):
                if cell.rows > 1:
                    hanging[len(cells)] = (cell, cell.rows)
                cells.append(cell)
        hanging = {i: (cell, left - 1) for i, (cell, left) in hanging.items() if left > 1}
        rows.append(Row(tuple(cells), frozenset(shared), row_span(raw, cells)))
    return rows


def row_span(raw: tuple[Cell, ...], cells: list[Cell]) -> Span:
    spans = [cell.span for cell in raw if cell.text.strip()] or [cell.span for cell in raw or cells]
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)


def read_grid(rows: list[Row], span: Span) -> Grid | None:
    top = next(
        (i for i, row in enumerate(rows[:HEADER_SEARCH]) if table_kind(headings_of([row])) != "other"), None
    )
    if top is None:
        return None
    bottom = top + 1
    while bottom < len(rows) - 1 and goes_on(rows[top], rows[bottom]):
        bottom += 1
    header = rows[top:bottom]
    headings = headings_of(header)
    kind = table_kind(headings)
    body = tuple(row for row in rows[bottom:] if not repeats(row, header))
    return Grid(headings, body, span, kind, roles_of(headings, header, kind))


def headings_of(header: list[Row]) -> tuple[str, ...]:
    """One text a column: the upper heading, then the lower one where it says something else."""
    width = max((len(row.cells) for row in header), default=0)
    headings: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for depth, row in enumerate(header):
            text = row.text(column) or carried(header, depth, column)
            if text and text not in parts:
                parts.append(text)
        headings.append(" / ".join(parts))
    return tuple(headings)


def carried(header: list[Row], depth: int, column: int) -> str:
    """In plain text a heading over two columns stands over the first only."""
    if depth + 1 >= len(header) or not header[depth + 1].text(column):
        return ""
    for left in range(column - 1, -1, -1):
        if not header[depth + 1].text(left):
            return ""
        if header[depth].text(left):
            return header[depth].text(left)
    return ""


def table_kind(headings: tuple[str, ...]) -> str:
    tasks = {role for role in map(task_role, headings) if role}
    targets = {role for role in map(target_role, headings) if role}
    if (
        "indicator" in targets
        and targets & {"year", "value", "baseline"}
        and not tasks & {"coordinating", "schedule"}
    ):
        return "targets"
    if "task" in tasks and tasks & {"lead", "both", "coordinating", "schedule", "output"}:
        return "tasks"
    return "other"


def roles_of(headings: tuple[str, ...], header: list[Row], kind: str) -> tuple[str | None, ...]:
    read = task_role if kind == "tasks" else target_role
    last = headings_of(header[-1:])
    roles: list[str | None] = []
    for i, heading in enumerate(headings):
        lower = read(last[i]) if len(header) > 1 and i < len(last) and last[i] else None
        roles.append(lower or read(heading))
    if kind == "tasks" and roles.count("task") > 1:
        roles[roles.index("task")] = "group"
    return tuple(roles)


def goes_on(top: Row, row: Row) -> bool:
    """Whether a row is the second row of the headings."""
    texts = [row.text(i) for i in row.filled() if i not in row.shared]
    if not texts or any(len(text) > LONGEST_HEADING for text in texts):
        return False
    below = row.shared or not row.text(0)
    said = sum(bool(task_role(text) or target_role(text) or YEAR.search(text)) for text in texts)
    return bool(below) and said * 2 >= len(texts) and len(texts) < len(top.cells)


def repeats(row: Row, header: list[Row]) -> bool:
    """A heading printed again, or the row that numbers the columns."""
    texts = [plain(row.text(i)) for i in row.filled()]
    if any(texts and texts == [plain(head.text(i)) for i in head.filled()] for head in header):
        return True
    marks = [NUMBERING.match(row.text(i)) for i in row.filled()]
    figures = [m[1] for m in marks if m and m[1].isdigit()]
    return (
        len(marks) >= 3
        and all(marks)
        and figures == [str(n) for n in range(1, len(figures) + 1)]
        and bool(figures)
    )


def same_headings(grid: Grid, before: Grid) -> bool:
    return grid.kind == before.kind and tuple(map(plain, grid.headings)) == tuple(map(plain, before.headings))


def continued(rows: list[Row], before: Grid) -> bool:
    """A table without headings that goes on with the one before it, as after a page break."""
    width = len(before.headings)
    return before.kind != "other" and bool(rows) and all(len(row.cells) in (1, width) for row in rows)


def join(before: Grid, rows: list[Row], span: Span) -> Grid:
    return Grid(before.headings, (*before.rows, *rows), (before.span[0], span[1]), before.kind, before.roles)
