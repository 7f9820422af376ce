"""Tables of figures: heads that repeat, rows that do not split, Vietnamese figures."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.columns import column_widths
from khcn.outputs.official_documents.markup import PLAIN, Look, cell, flat, paragraph, run, runs
from khcn.outputs.official_documents.model import Cell, Column, Row, Table
from khcn.outputs.official_documents.words import cell_text

_USUAL_SIZE = 13
_LOOKS = {"left": PLAIN} | {align: Look(align=align) for align in ("center", "right", "justify")}
_HELD = {align: Look(align=align, keep_next=True) for align in ("left", "center", "right", "justify")}
_CENTRE = '<w:vAlign w:val="center"/>'
NOTHING = "Không có số liệu."


def table(given: Table, room: float, caption: str) -> Iterator[str]:
    """Caption, unit, table, source; `room` is the width in mm, `caption` has its number already."""
    _refuse_uneven(given)
    if caption:
        yield paragraph("Caption", run(caption))
    if given.unit:
        yield paragraph("TableUnit", run(f"Đơn vị tính: {given.unit}"))
    if not caption and not given.unit:
        yield flat(Look(before=3, keep_next=True))  # else its border touches the line above
    widths = column_widths(given, room)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>'
        f"<w:tblCaption w:val={quoteattr(caption or given.unit)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    yield from _head(given, widths)
    yield from _rows(given, widths)
    yield "</w:tbl>"
    yield paragraph("Source", run(f"Nguồn: {given.source}")) if given.source else flat()


def _head(given: Table, widths: list[int]) -> Iterator[str]:
    if given.groups:
        yield from _two_rows(given, widths)
    else:
        yield _head_row(cell(_head_text(one.title, given), width, extra=_CENTRE) for one, width in zip(given.columns, widths, strict=True))  # fmt: skip
    if given.numbered_columns:
        numbers = (paragraph("TableText", run(f"({number})", italic=True, size=_size(given)), _LOOKS["center"]) for number in range(1, len(widths) + 1))  # fmt: skip
        yield _head_row(cell(number, width) for number, width in zip(numbers, widths, strict=True))


def _two_rows(given: Table, widths: list[int]) -> Iterator[str]:
    """Groups above their columns; a column of no group reaches over both rows."""
    upper, lower, place = [], [], 0
    for group in given.groups:
        members = range(place, place + group.span)
        if group.title:
            width = sum(widths[number] for number in members)
            upper.append(cell(_head_text(group.title, given), width, span=group.span, extra=_CENTRE))
            lower += [
                cell(_head_text(given.columns[one].title, given), widths[one], extra=_CENTRE)
                for one in members
            ]
        else:
            upper += [cell(_head_text(given.columns[one].title, given), widths[one], extra=f'<w:vMerge w:val="restart"/>{_CENTRE}') for one in members]  # fmt: skip
            lower += [cell(paragraph("TableHead", ""), widths[one], extra="<w:vMerge/>") for one in members]
        place += group.span
    yield _head_row(upper)
    yield _head_row(lower)


def _head_row(cells: Iterator[str] | Sequence[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head_text(title: str, given: Table) -> str:
    return paragraph("TableHead", run(title, size=_size(given)))


def _size(given: Table) -> float | None:
    return None if given.size == _USUAL_SIZE else given.size


def _rows(given: Table, widths: list[int]) -> Iterator[str]:
    if not given.rows:
        yield _spanned(NOTHING, given, widths, bold=False)
    last = len(given.rows)
    for place, told in enumerate(given.rows, start=1):
        row = told if isinstance(told, Row) else Row(told)
        held = row.span or (place == last and given.total is not None)
        if row.span:
            yield _spanned(row.cells[0], given, widths, bold=row.bold, held=held)
        else:
            yield _row(row.cells, given, widths, bold=row.bold, held=held)
    if given.total is not None:
        yield _row(given.total, given, widths, bold=True)


def _row(cells: Sequence[Cell], given: Table, widths: list[int], *, bold: bool, held: bool = False) -> str:
    """`held` rows stay on the page of the next one: a heading row, the last row before the total."""
    made = "".join(
        cell(_value(value, column, given, bold=bold, held=held), width)
        for value, column, width in zip(cells, given.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"


def _spanned(value: Cell, given: Table, widths: list[int], *, bold: bool, held: bool = False) -> str:
    text = _value(value, Column("", align="left"), given, bold=bold, held=held)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(text, sum(widths), span=len(widths))}</w:tr>"


def _value(value: Cell, column: Column, given: Table, *, bold: bool, held: bool) -> str:
    look = (_HELD if held else _LOOKS)[column.align]
    if value is None or isinstance(value, str | int | Decimal | date):
        text = cell_text(value, column.places, is_number=column.align == "right")
        return paragraph("TableText", run(text, bold=bold or None, size=_size(given)) if text else "", look)
    return paragraph("TableText", runs(value), look)


def _refuse_uneven(given: Table) -> None:
    """A row with too many or too few cells would shift figures under wrong heads."""
    expected = len(given.columns)
    if given.groups and sum(group.span for group in given.groups) != expected:
        raise _uneven(given, _("dòng nhóm cột"), sum(group.span for group in given.groups))
    for number, told in enumerate(given.rows, start=1):
        cells = told.cells if isinstance(told, Row) else told
        if len(cells) != expected and not (isinstance(told, Row) and told.span):
            raise _uneven(given, _("dòng %d") % number, len(cells))
    if given.total is not None and len(given.total) != expected:
        raise _uneven(given, _("dòng tổng"), len(given.total))


def _uneven(given: Table, where: str, found: int) -> DomainError:
    return DomainError(
        _("Bảng “%(table)s”, %(where)s: có %(found)d ô, cần %(expected)d ô như số cột.")
        % {"table": given.caption or given.columns[0].title, "where": where, "found": found, "expected": len(given.columns)},
        code="uneven_table",
    )  # fmt: skip
