"""Tables in plain text: Markdown rows, tab-separated rows, and one cell a line behind a TAB.

The last form is what copying a Word table into a text file leaves: a TAB opens each
cell, a line without one goes on with the cell, and nothing marks the end of a row.
"""

import re
from collections.abc import Iterator

from khcn.lib.intake.extracted import Cell, Table
from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.prose import Span, plain, trim
from khcn.lib.plan_document.sections import read_label, roman

RULE_ROW = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
FIRST_NUMBER = re.compile(r"\(?(?:1|01|I|A)[).]?$")
ROW_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,6}|[A-HĐ]|[a-zđ](?=\)))[).]?$")
LONGEST_GAP = 15  # lines a cell may run on; a wider gap means that another table begins

RawLine = tuple[int, int]


def find_text_tables(text: str) -> tuple[Table, ...]:
    """All tables in reading order."""
    raw = list(raw_lines(text))
    found = [*markdown_tables(text, raw), *tab_tables(text, raw)]
    taken = [table.span for table in found]
    found += [
        t for t in cell_line_tables(text, raw) if not any(a < t.span[1] and t.span[0] < b for a, b in taken)
    ]
    return tuple(sorted(found, key=lambda table: table.span))


def raw_lines(text: str) -> Iterator[RawLine]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def make_cell(text: str, span: Span) -> Cell:
    start, end = trim(text, span)
    return Cell(text[start:end], (start, end))


def make_table(rows: list[list[Cell]]) -> Table:
    return Table(tuple(tuple(row) for row in rows), (rows[0][0].span[0], rows[-1][-1].span[1]))


def markdown_tables(text: str, raw: list[RawLine]) -> Iterator[Table]:
    rows: list[list[Cell]] = []
    for start, end in [*raw, (len(text), len(text))]:
        line = text[start:end].strip()
        if line.startswith("|") and line.count("|") >= 2:
            if not RULE_ROW.match(line):
                rows.append(split_cells(text, (start, end), "|"))
        elif rows:
            if len(rows) > 1:
                yield make_table(rows)
            rows = []


def split_cells(text: str, span: Span, mark: str) -> list[Cell]:
    start, end = trim(text, span) if mark == "|" else span
    if mark == "|":
        start += 1
        end -= text[end - 1] == "|" and end - 1 > start
    cells = []
    for piece in text[start:end].split(mark):
        cells.append(make_cell(text, (start, start + len(piece))))
        start += len(piece) + 1
    return cells


def tab_tables(text: str, raw: list[RawLine]) -> Iterator[Table]:
    """Runs of lines with tabs inside; a line without one between them is a group row or goes on with a cell."""
    rows: list[list[Cell]] = []
    for i, (start, end) in enumerate([*raw, (len(text), len(text))]):
        line = text[start:end]
        if "\t" in line.strip() or (rows and line.strip() and line.count("\t") > 1):
            rows.append(split_cells(text, (start, end), "\t"))
        elif rows and line.strip() and i + 1 < len(raw) and "\t" in text[slice(*raw[i + 1])].strip():
            add_untabbed(text, rows, (start, end))
        elif rows and (line.strip() or i + 1 >= len(raw) or "\t" not in text[slice(*raw[i + 1])].strip()):
            if len(rows) > 1:
                yield make_table(rows)
            rows = []


def add_untabbed(text: str, rows: list[list[Cell]], span: Span) -> None:
    cell = make_cell(text, span)
    if cell.text[0].islower() and rows[-1][-1].text:
        rows[-1][-1] = make_cell(text, (rows[-1][-1].span[0], cell.span[1]))
    else:
        rows.append([cell])


def cell_line_tables(text: str, raw: list[RawLine]) -> Iterator[Table]:
    for cells in cell_runs(text, raw):
        rows = chunk_rows(cells)
        if len(rows) > 1:
            yield make_table(rows)
        elif sum(bool(ROW_NUMBER.match(cell.text)) for cell in cells) > 1:
            yield make_table(
                [cells]
            )  # numbered rows of unknown width: one row, to be listed as not understood


def cell_runs(text: str, raw: list[RawLine]) -> Iterator[list[Cell]]:
    marks = [
        i
        for i, (start, end) in enumerate(raw)
        if text[start:end].startswith("\t") and text[start:end].strip()
    ]
    run: list[Cell] = []
    following = [*marks[1:], -1][: len(marks)]
    for here, after in zip(marks, following, strict=True):
        near = 0 < after - here <= LONGEST_GAP
        last = after - 1 if near else last_of_cell(text, raw, here)
        run.append(make_cell(text, (raw[here][0], raw[last][1])))
        if not near:
            yield run
            run = []


def last_of_cell(text: str, raw: list[RawLine], line: int) -> int:
    while line + 1 < len(raw) and text[slice(*raw[line + 1])].strip():
        following = text[slice(*raw[line + 1])].strip()
        if (label := read_label(following)) and label.label[0].isalnum() and len(following) > 40:
            break
        line += 1
    return line


def chunk_rows(cells: list[Cell]) -> list[list[Cell]]:
    """Rows of a cell-per-line table: the header tells the width, the numbering tells where a row begins."""
    heads = [i for i, cell in enumerate(cells) if plain(cell.text) in vocabulary.TASK_COLUMNS["number"]]
    if not heads:
        return []
    first = next((i for i in range(heads[0] + 1, len(cells)) if FIRST_NUMBER.match(cells[i].text)), None)
    if first is None or first - heads[0] < 2:
        return []
    width = first - heads[0]
    rows = [cells[heads[0] : first]]
    for cell in cells[first:]:
        if opens_row(cell, rows, width):
            rows.append([cell])
        else:
            rows[-1].append(cell)
    return rows


def opens_row(cell: Cell, rows: list[list[Cell]], width: int) -> bool:
    row = rows[-1]
    if len(rows) == 1:
        return True
    match = ROW_NUMBER.match(cell.text)
    if len(row) >= width:
        return bool(match) or len(row) % width == 0
    if not match:
        return False
    group = not row[0].text.strip("().").replace(".", "").isdigit()
    return (group and len(row) > 1) or follows(match[1], rows)


def follows(number: str, rows: list[list[Cell]]) -> bool:
    """Whether `number` is the one after the last figure that opened a row."""
    if number.islower():
        return len(rows[-1]) > 1  # "a)" opens a part of the row above
    if not number.isdigit():
        return len(rows[-1]) > 1 and roman(number) > 1 if set(number) <= set("IVXL") else False
    last = [int(row[0].text) for row in rows if row[0].text.isdigit()]
    return int(number) == (last[-1] + 1 if last else 1) and len(rows[-1]) > 1
