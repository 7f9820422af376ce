"""Cells into the values of an answer; what cannot be one becomes a sentence about the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling.values import AMOUNTS, cleaned
from khcn.agency_reports.models import RequestItem
from khcn.agency_reports.workbook.layout import CHOICES, FUNDS, MONEY, PAGE_OF, Column
from khcn.agency_reports.workbook.reading import Cell, Given
from khcn.agency_reports.workbook.writing import stands_for_long
from khcn.indicators.importing.numbers import is_missing, read_number
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.cleaning import shown, tidy
from khcn.kernel.register_io.reading import filled
from khcn.kernel.registers.form_fields import NO, YES, read_money
from khcn.lib.vn_text import fold

Moments = datetime | date | clock | timedelta


@dataclass
class Slip:
    """Something about a cell. `row` counts the lines of money of the item."""

    field: str
    sentence: str
    place: str = ""
    row: int = 0


@dataclass
class Said:
    """What the file says on an item: values that can be kept, faults that cannot, notes on how cells were read."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Slip] = field(default_factory=list)
    notes: list[Slip] = field(default_factory=list)


def said_on(item: RequestItem, given: Given) -> Said:
    said = Said()
    for column in PAGE_OF[item.kind].typed:
        cell = given.rows.get(item.pk, {}).get(column.name)
        if cell is not None:
            _read(said, column, cell)
    if item.kind == ItemKind.TASK and item.pk in given.money and not given.missing.get(MONEY):
        _read_money(said, given.money[item.pk])
    try:
        said.values = cleaned(said.values)
    except DomainError as refusal:
        for name, sentence in refusal.fields.items():
            said.values.pop(name, None)
            said.faults.append(Slip(name, sentence, _place(given, item, name)))
        said.values = cleaned(said.values)
    return said


def _read(said: Said, column: Column, cell: Cell, row: int = 0) -> Any:
    if cell.fault:
        said.faults.append(Slip(column.name, cell.fault, cell.place, row))
        return None
    if cell.note:
        said.notes.append(Slip(column.name, cell.note, cell.place, row))
    try:
        value = _value(said, column, cell, row)
    except ValidationError as error:
        said.faults.append(Slip(column.name, " ".join(error.messages), cell.place, row))
        return None
    if value is not _UNCHANGED and column.kind != "money" and column.name != "origin":
        said.values[column.name] = value
    return value


_UNCHANGED = object()


def _value(said: Said, column: Column, cell: Cell, row: int) -> Any:
    told = tidy(cell.value)
    if column.kind == "words":
        text = "" if told is None else told if isinstance(told, str) else shown(told)
        return _UNCHANGED if stands_for_long(text) else _printable(text)
    if column.kind == "yes":
        return _yes(told)
    if column.kind == "choice":
        return _choice(column.name, told)
    if isinstance(cell.value, Moments):
        raise ValidationError(
            _("Excel đã đổi số ở ô này thành ngày, giờ (%(text)s). Hãy định dạng ô là số rồi ghi lại."),
            params={"text": shown(told)},
        )
    return (
        _money(said, column, told, cell, row) if column.kind == "money" else _number(said, column, told, cell)
    )


def _number(said: Said, column: Column, told: Any, cell: Cell) -> Decimal | None:
    number = read_number(told)
    if number.doubt:
        said.notes.append(Slip(column.name, number.doubt, cell.place))
    return number.value


def _money(said: Said, column: Column, told: Any, cell: Cell, row: int) -> int | None:
    if is_missing(told):
        return None
    if isinstance(told, bool):
        raise ValidationError(_("Hãy ghi số tiền bằng đồng."))
    amount = Decimal(str(told)) if isinstance(told, int | float) else read_money(str(told))
    if amount is None:
        return None
    if amount != int(amount) or amount < 0:
        raise ValidationError(
            _("Kinh phí “%(text)s” phải là số đồng tròn, không âm, ví dụ 1.250.000.000."),
            params={"text": shown(told)[:40]},
        )
    return int(amount)


def _yes(told: Any) -> bool:
    if told is None or told == "":
        return False
    word = "co" if told is True else "khong" if told is False else fold(shown(told))
    if word in YES or word in ("khong co phat sinh", "khong phat sinh", "chua co so lieu"):
        return True
    if word in NO:
        return False
    raise ValidationError(
        _("“%(text)s” chưa đúng. Hãy chọn Có, hoặc để trống."), params={"text": shown(told)[:40]}
    )


def _choice(name: str, told: Any) -> str:
    if told is None or told == "":
        return ""
    word = fold(shown(told))
    for code, label in CHOICES[name].choices:
        if word in (fold(str(label)), str(code)):
            return str(code)
    raise ValidationError(
        _("“%(text)s” không có trong danh sách. Hãy chọn một trong: %(names)s."),
        params={
            "text": shown(told)[:60],
            "names": "; ".join(str(label) for label in CHOICES[name].labels if label),
        },
    )


def _read_money(said: Said, rows: list[dict[str, Cell]]) -> None:
    found = []
    for number, row in enumerate(rows):
        told = {name: _read(said, FUNDS.columns[FUNDS.at(name)], row[name], number) for name in row}
        amounts = {name: told.get(name) for name in AMOUNTS}
        spoken = any(amount is not None for amount in amounts.values())
        if spoken and not told.get("origin") and not any(slip.row == number for slip in said.faults):
            sentence = _("Hãy chọn nguồn cho dòng kinh phí này.")
            said.faults.append(Slip("origin", sentence, row["origin"].place, number))
        elif told.get("origin") and not spoken and any(filled(row[name].value) for name in AMOUNTS):
            continue
        if spoken:
            found.append({"origin": told.get("origin") or "", **amounts})
    if not any(slip.field in (*AMOUNTS, "origin") for slip in said.faults):
        said.values["money"] = found


def _place(given: Given, item: RequestItem, name: str) -> str:
    cell = given.rows.get(item.pk, {}).get(name)
    return cell.place if cell else ""


def _printable(text: str) -> str:
    """Without control characters, which no sheet and no page can show."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def normal(item: RequestItem, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer says, as it would read after a way through the workbook."""
    told = {
        name: _printable(value) if isinstance(value, str) else value
        for name, value in values.items()
        if name in _names(item)
    }
    try:
        return cleaned(told)
    except DomainError:  # what stands may be older than today's rules
        return told


def _names(item: RequestItem) -> set[str]:
    names = {column.name for column in PAGE_OF[item.kind].typed}
    return names | {MONEY} if item.kind == ItemKind.TASK else names
