"""A row of cells into values, by the same fields and rules as the form on screen.

The fields of the form are made once and asked cell by cell; texts that come again are remembered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from khcn.kernel.register_io.columns import CLEAR, RECORD, STATE
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.form_fields import ChoiceCell, DayCell, RecordCell, YesNoField
from khcn.kernel.registers.forms import form_class
from khcn.kernel.registers.life import WITHDRAWN
from khcn.kernel.registers.lookup import Lookup
from khcn.kernel.registers.values import text_of
from khcn.lib.vn_text import fold, nfc

_CLEAR = frozenset({fold(CLEAR), "(xoa)", "(xóa)"})
_REMEMBERED = (ChoiceCell, DayCell, RecordCell, YesNoField)
_MOST_REMEMBERED = 20_000
#: Beyond this a spreadsheet no longer holds every digit; the fields refuse such figures as text.
_MOST_EXACT = 1e16


@dataclass
class Fault:
    """What is wrong with a cell; without a field, with the whole row."""

    message: str
    name: str = ""
    value: str = ""


@dataclass
class Reading:
    """`values` are what the row says, by field; `raw` the cells that were filled, as they stood."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    record_id: int | None = None
    state: str = ""


class RowChecker:
    """Cleans the cells of rows. `names` are the fields of the table's columns."""

    def __init__(
        self,
        register: Register,
        names: Iterable[str] | None = None,
        lookups: dict[type[models.Model], Lookup] | None = None,
    ) -> None:
        self.register = register
        form = form_class(register, names, {} if lookups is None else lookups)
        self.fields: dict[str, forms.Field] = form.base_fields
        self._known: dict[str, dict[str, Any]] = {
            name: {} for name, one in self.fields.items() if isinstance(one, _REMEMBERED)
        }
        self._states = _state_names(register)

    def read(self, number: int, cells: Mapping[str, Any]) -> Reading:
        """The row as values; an empty cell says nothing, the word for clearing takes the value away."""
        reading = Reading(number)
        for name, cell in cells.items():
            told = tidy(cell)
            if told is None or told == "":
                continue
            reading.raw[name] = told
            if name == RECORD:
                self._read_record(reading, told)
            elif name == STATE:
                self._read_state(reading, told)
            else:
                self._read_field(reading, name, told)
        return reading

    def _read_field(self, reading: Reading, name: str, told: Any) -> None:
        try:
            reading.values[name] = self._cleaned(name, told)
        except ValidationError as error:
            reading.faults.append(Fault(" ".join(error.messages), name, shown(told)))

    def _cleaned(self, name: str, told: Any) -> Any:
        if isinstance(told, str) and told[0] == "(" and fold(told) in _CLEAR:
            return self._emptied(name)
        known = self._known.get(name)
        if known is None or not isinstance(told, str):
            return self.fields[name].clean(_typed(self.fields[name], told))
        if told not in known:
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
            known[told] = self._attempt(name, told)
        found = known[told]
        if isinstance(found, ValidationError):
            raise found
        return found

    def _attempt(self, name: str, told: str) -> Any:
        try:
            return self.fields[name].clean(told)
        except ValidationError as error:
            return error

    def _emptied(self, name: str) -> Any:
        column = self.register.field(name)
        if self.fields[name].required:
            raise ValidationError(_("Cột này bắt buộc có giá trị nên không xoá được. Hãy ghi giá trị mới."))
        if column.many_to_many:
            return []
        if column.null:
            return None
        if isinstance(column, models.CharField | models.TextField) and column.blank:
            return ""
        raise ValidationError(_("Cột này luôn có giá trị nên không xoá được. Hãy ghi giá trị mới."))

    def _read_record(self, reading: Reading, told: Any) -> None:
        text = shown(told).lstrip("#").strip()
        if text.isascii() and text.isdigit() and len(text) < 18:
            reading.record_id = int(text)
        else:
            sentence = _("Mã bản ghi “%s” không đúng. Hãy ghi như #12, hoặc để trống nếu là bản ghi mới.")
            reading.faults.append(Fault(sentence % shown(told), RECORD, shown(told)))

    def _read_state(self, reading: Reading, told: Any) -> None:
        code = self._states.get(fold(shown(told)))
        if code is None:
            names = "; ".join(str(one.staff) for one in self.register.life.states)
            sentence = _("Không có trạng thái “%(text)s”. Hãy chọn một trong: %(names)s.")
            fault = Fault(sentence % {"text": shown(told), "names": names}, STATE, shown(told))
            reading.faults.append(fault)
        else:
            reading.state = code


def _state_names(register: Register) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in (*register.life.states, WITHDRAWN):
        for text in (one.code, str(one.staff), str(one.name_for_owner), str(one.name_for_public)):
            if text:
                names.setdefault(fold(text), one.code)
    return names


def tidy(cell: Any) -> Any:
    """A cell without what spreadsheets add: blanks at the ends, times of midnight, digits beyond the fifteenth."""
    if isinstance(cell, str):
        return nfc(cell.replace("\r\n", "\n").replace("\xa0", " ")).strip()
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        if not abs(cell) < _MOST_EXACT:
            return str(cell)
        exact = float(f"{cell:.15g}")
        return int(exact) if exact.is_integer() else exact
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return str(cell) if isinstance(cell, time | timedelta) else cell


def shown(told: Any) -> str:
    """A cell as the person sees it, for messages."""
    if isinstance(told, float):
        return f"{told:.15g}".replace(".", ",")
    if isinstance(told, int) and not isinstance(told, bool):
        return str(told)
    return text_of(told)[:200]


def _typed(one: forms.Field, told: Any) -> Any:
    """Dates and truth values stay what they are for their own fields, and are text for all others."""
    if isinstance(told, bool):
        return told if isinstance(one, YesNoField) else text_of(told)
    if isinstance(told, date) and not isinstance(one, DayCell):
        return text_of(told)
    if isinstance(told, float) and type(one).__name__ in ("TextField", "CharField"):
        return shown(told)
    return told
