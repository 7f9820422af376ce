"""The sheet that people fill in: headers with help, drop-downs, formats; and refused rows marked in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from khcn.kernel.agencies.models import Agency
from khcn.kernel.register_io.columns import RECORD, STATE, record_title
from khcn.kernel.register_io.reading import MARK, SHEET, version_of
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.lookup import choice_text
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.territory.models import Unit

LISTS = "_danh_muc"
MOST_CHOICES = 1_000
PREPARED_ROWS = 5_000
CELL_LIMIT = 32_767


def options_of(register: Register, name: str) -> list[str]:
    """What the drop-down of a field offers; empty when people type freely or the list would be too long."""
    if name == STATE:
        return [str(one.staff) for one in register.life.states]
    column = register.field(name)
    if column.choices:
        return [str(label) for code, label in column.flatchoices if code != ""]
    if isinstance(column, models.BooleanField):
        return [_("Có"), _("Không")]
    if not column.is_relation or registers.of(column.related_model) is not None:
        return []
    rows: Any = column.related_model._default_manager.all()  # type: ignore[union-attr]
    if column.related_model in (Unit, Agency):
        rows = rows.filter(valid_to=None)
    told = [choice_text(one) for one in rows[: MOST_CHOICES + 1]]
    return told if len(told) <= MOST_CHOICES else []


def accepted_form(register: Register, name: str) -> str:
    """How a cell of this field may be written."""
    if name == RECORD:
        return _("Số của bản ghi đã có, như #12; để trống nếu là bản ghi mới.")
    if name == STATE:
        return _(
            "Chọn trong danh sách. Chỉ đọc cho bản ghi mới; trạng thái của bản ghi đã có đổi trên màn hình."
        )
    column = register.field(name)
    if name in register.many:
        return _("Một hoặc nhiều mã hay tên trong danh mục, cách nhau bằng dấu chấm phẩy.")
    if column.is_relation:
        return _("Mã, tên đã có trong danh mục, hoặc “Tên [mã]”.")
    if column.choices:
        return _("Chọn một giá trị trong danh sách.")
    return _plain_form(column)


def _plain_form(column: models.Field[Any, Any]) -> str:
    if isinstance(column, models.BooleanField):
        return _("có hoặc không.")
    if isinstance(column, models.DateField):
        return _("Ngày dạng 27/03/2025 hoặc 2025-03-27.")
    if isinstance(column, MoneyField):
        return _("Số đồng như 1.500.000, hoặc 1,5 tỷ, 500 triệu.")
    if isinstance(column, YearField):
        return _("Năm bốn chữ số.")
    if isinstance(column, models.DecimalField):
        unit = getattr(column, "unit", "")
        return _("Số như 8,5 hoặc 1.234,5%(unit)s.") % {"unit": f" ({unit})" if unit else ""}
    if isinstance(column, models.IntegerField):
        return _("Số nguyên.")
    longest = column.max_length
    return _("Chữ, nhiều nhất %s ký tự.") % longest if longest else _("Chữ.")


class Sheet:
    """Writes one sheet of rows under the headers given, with everything that helps to fill it in."""

    def __init__(self, book: Any, register: Register, columns: Sequence[tuple[str, str]]) -> None:
        """`columns` are (header, field) with an empty field for columns that the register does not know."""
        self.book, self.register, self.columns = book, register, columns
        self.sheet = book.add_worksheet(SHEET)
        self.styles = {name: book.add_format(told) for name, told in _STYLES.items()}
        self._header()

    def _header(self) -> None:
        for at, (title, name) in enumerate(self.columns):
            known = bool(name)
            required = known and name in self.register.fields and self.register.is_required(name)
            self.sheet.set_column(at, at, min(max(len(title) + 2, 14), 36), self.styles[self._kind(name)])
            self.sheet.write_string(0, at, title, self.styles["required" if required else "head"])
            if known and (words := self._help(name)):
                self.sheet.write_comment(0, at, words, {"width": 280, "height": 110})
        self.sheet.freeze_panes(1, 1)
        self.sheet.set_row(0, 32)

    def _help(self, name: str) -> str:
        if name not in (RECORD, STATE) and name not in self.register.fields:
            return ""
        told = [accepted_form(self.register, name)]
        if name in self.register.fields:
            told.insert(0, self.register.help_of(name))
            told.insert(0, _("Bắt buộc.") if self.register.is_required(name) else "")
        return "\n".join(text for text in told if text)

    def _kind(self, name: str) -> str:
        if name not in self.register.fields:
            return "text"
        column = self.register.field(name)
        if isinstance(column, models.DateField):
            return "date"
        if column.choices or isinstance(column, YearField):
            return "text"
        if isinstance(column, models.IntegerField):
            return "whole"
        return "number" if isinstance(column, models.DecimalField) else "text"

    def drop_downs(self) -> None:
        """Lists stand on a hidden sheet, because a drop-down of its own holds 255 characters."""
        lists = self.book.add_worksheet(LISTS)
        lists.hide()
        used = 0
        for at, (_title, name) in enumerate(self.columns):
            if not name or not (name == STATE or name in self.register.fields):
                continue
            options = options_of(self.register, name)
            if not options:
                continue
            lists.write_column(0, used, [option[:CELL_LIMIT] for option in options])
            letter = xl_col_to_name(used)
            self.sheet.data_validation(
                1, at, PREPARED_ROWS, at,
                {
                    "validate": "list",
                    "source": f"='{LISTS}'!${letter}$1:${letter}${len(options)}",
                    "error_type": "information" if name in self.register.many else "warning",
                    "error_title": _("Không có trong danh sách"),
                    "error_message": _("Giá trị này không có trong danh sách nên có thể bị từ chối khi nhập."),
                },
            )  # fmt: skip
            used += 1

    def row(
        self, at: int, cells: Sequence[Any], marks: Mapping[int, str] | None = None, style: str = ""
    ) -> None:
        """One row of cells; those in `marks` are coloured and carry the sentence as a comment."""
        for column, value in enumerate(cells):
            wrong = marks is not None and column in marks
            kind = self._kind(self.columns[column][1]) if column < len(self.columns) else "text"
            told = f"wrong_{kind}" if wrong else style or kind
            self._cell(at, column, value, self.styles[told])
            if wrong and marks is not None:
                self.sheet.write_comment(at, column, marks[column], {"width": 280, "height": 110})

    def _cell(self, row: int, column: int, value: Any, style: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            self.sheet.write_string(row, column, _("Có") if value else _("Không"), style)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, column, value, style)
        elif isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            self.sheet.write_datetime(row, column, moment, style)
        else:
            self.sheet.write_string(row, column, str(value)[:CELL_LIMIT], style)


def mark(book: Any, register: Register) -> None:
    """The code of the register and the version of its columns, so that a wrong file is told."""
    sheet = book.add_worksheet(MARK)
    sheet.write_row(0, 0, [register.code, version_of(register)])
    sheet.very_hidden()


def all_columns(register: Register, names: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Number of the record, the fields in the order of the form, state."""
    fields = register.fields if names is None else names
    told = [
        (f"{register.label_of(name)} *" if register.is_required(name) else register.label_of(name), name)
        for name in fields
    ]
    return [(record_title(), RECORD), *told, (register.label_of(STATE), STATE)]


_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_HEAD = {**_BASE, "bold": True, "text_wrap": True, "border": 1}
_FORMATS = {"text": "@", "date": "dd/mm/yyyy", "whole": "#,##0", "number": "#,##0.####"}
_STYLES: dict[str, dict[str, Any]] = {
    "head": {**_HEAD, "bg_color": "#E6EFE9"},
    "required": {**_HEAD, "bg_color": "#FBE7C6"},
    "example": {**_BASE, "italic": True, "font_color": "#6B7280", "num_format": "@"},
    "faults": {**_BASE, "text_wrap": True, "font_color": "#9B1C1C"},
    **{name: {**_BASE, "num_format": told} for name, told in _FORMATS.items()},
    **{
        f"wrong_{name}": {**_BASE, "num_format": told, "bg_color": "#F8D7DA"}
        for name, told in _FORMATS.items()
    },
}
