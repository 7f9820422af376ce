"""The file given back: what was typed as it was typed, wrong cells coloured, and a sentence beside each."""

from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling.values import AMOUNTS
from khcn.agency_reports.workbook.judging import CONFLICT, REFUSED, Judged, Judgement
from khcn.agency_reports.workbook.layout import FUNDS, MONEY, NOTE, SPARE_MONEY
from khcn.agency_reports.workbook.parsing import Slip
from khcn.agency_reports.workbook.reading import Cell
from khcn.agency_reports.workbook.rows import Row, rows_of, shown
from khcn.agency_reports.workbook.writing import write_workbook


def write_marked(judgement: Judgement, target: BinaryIO) -> None:
    """It carries the mark of the file that came in, so that it can be corrected and brought in again."""
    write_workbook(judgement.sheet, target, rows=marked_rows(judgement), mark=judgement.given.mark)


def marked_rows(judgement: Judgement) -> list[Row]:
    by_item = {judged.line.item.pk: judged for judged in judgement.items}
    values = {pk: {**_values(judged), **judged.mine} for pk, judged in by_item.items()}
    for pk, judged in by_item.items():
        if _money_slips(judged) and pk in judgement.given.money:
            values[pk]["money"] = [{} for _row in judgement.given.money[pk][SPARE_MONEY:]]
    rows = rows_of(judgement.sheet, values)
    lines: dict[int, int] = {}
    for row in rows:
        judged = by_item[row.item]
        if row.page is FUNDS:
            number = lines[row.item] = lines.get(row.item, -1) + 1
            _money(row, judged, judgement.given.money.get(row.item), number)
        else:
            _item(row, judged, judgement.given.rows.get(row.item, {}))
    return rows


def _values(judged: Judged) -> dict[str, Any]:
    answer = judged.line.answer
    names = {"money"} if judged.line.item.kind == ItemKind.TASK else set()
    return {**{name: getattr(answer, name) for name in (*judged.now, *names)}}


def _item(row: Row, judged: Judged, given: dict[str, Cell]) -> None:
    wrong = {slip.field for slip in judged.said.faults}
    for name in wrong & given.keys() & row.cells.keys():
        row.cells[name] = given[name].value
    told = [
        *((slip, "error") for slip in judged.said.faults),
        *((slip, "warning") for slip in judged.said.notes),
    ]
    for slip, level in told:
        if slip.field not in (*AMOUNTS, "origin", MONEY):
            _note(row, slip.field, level, slip.sentence)
    for one in judged.problems if judged.verdict != REFUSED else ():
        if one.field != MONEY:
            _note(row, one.field, one.level, one.sentence)
    if judged.verdict == CONFLICT:
        for name in judged.clashing:
            theirs = shown(name, judged.now[name]) or _("(để trống)")
            _note(row, name, "warning", _("Trên trang web nay là: {text}").format(text=theirs))


def _money(row: Row, judged: Judged, given: list[dict[str, Cell]] | None, number: int) -> None:
    slips = _money_slips(judged)
    if slips and given and number < len(given):
        for name, cell in given[number].items():
            row.cells[name] = cell.value
    for slip in slips:
        if slip.row == number:
            _note(row, slip.field, "error", slip.sentence)
    if number == 0:
        for one in judged.problems:
            if one.field == MONEY:
                _note(row, "planned", one.level, one.sentence)


def _money_slips(judged: Judged) -> list[Slip]:
    return [slip for slip in judged.said.faults if slip.field in (*AMOUNTS, "origin", MONEY)]


def _note(row: Row, field: str, level: str, sentence: str) -> None:
    names = [column.name for column in row.page.columns]
    row.notes.append((field if field in names else NOTE, level, sentence))
