"""The workbook that people fill in: one sheet for data, one that explains."""

from typing import Any, BinaryIO

import xlsxwriter
from django.db import models
from django.utils.translation import gettext as _

from khcn.kernel.register_io.columns import CLEAR, EXAMPLE, RECORD, STATE
from khcn.kernel.register_io.sheet import Sheet, accepted_form, all_columns, mark, options_of
from khcn.kernel.registers.declaration import Register

GUIDE = "Hướng dẫn"


def write_template(register: Register, target: BinaryIO) -> None:
    """The empty workbook of a register with an example row that imports leave out."""
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    columns = all_columns(register)
    sheet = Sheet(book, register, columns)
    sheet.row(1, [example_of(register, name) for _title, name in columns], style="example")
    sheet.drop_downs()
    _guide(book, register, columns)
    mark(book, register)
    book.close()


def example_of(register: Register, name: str) -> str:
    """What the example row shows."""
    if name == RECORD:
        return EXAMPLE
    if name in register.examples:
        return register.examples[name]
    if name == STATE or not isinstance(register.field(name), models.TextField | models.CharField):
        options = options_of(register, name)
        return options[0] if options else _plain_example(register, name)
    options = options_of(register, name)
    return options[0] if options else ""


def _plain_example(register: Register, name: str) -> str:
    column = register.field(name)
    if isinstance(column, models.DateField):
        return "27/03/2025"
    return "1" if isinstance(column, models.IntegerField | models.DecimalField) else ""


def _guide(book: Any, register: Register, columns: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(GUIDE)
    bold = book.add_format(
        {"bold": True, "font_name": "Times New Roman", "valign": "top", "text_wrap": True, "border": 1}
    )
    plain = book.add_format({"font_name": "Times New Roman", "valign": "top", "text_wrap": True, "border": 1})
    free = book.add_format({"font_name": "Times New Roman", "valign": "top"})
    for at, width in enumerate((34, 12, 48, 44, 34)):
        sheet.set_column(at, at, width)
    at = 0
    for line in _lines(register):
        sheet.write_string(at, 0, line, free)
        at += 1
    sheet.write_row(at + 1, 0, [_("Cột"), _("Bắt buộc"), _("Ý nghĩa"), _("Cách ghi"), _("Ví dụ")], bold)
    for number, (title, name) in enumerate(columns, start=at + 2):
        known = name in register.fields
        told = [
            title.rstrip(" *"),
            _("có") if known and register.is_required(name) else "",
            register.help_of(name) if known else "",
            accepted_form(register, name),
            "" if name == RECORD else example_of(register, name),
        ]
        for column, text in enumerate(told):
            sheet.write_string(number, column, str(text), plain)


def _lines(register: Register) -> list[str]:
    told = [
        _("Sổ: %s") % register.name,
        _(
            "Điền vào trang “Dữ liệu”, mỗi dòng một bản ghi, giữ nguyên hàng tiêu đề. Dòng “VÍ DỤ” không được đọc."
        ),
        _("Ô để trống: giữ nguyên giá trị đang có. Muốn xoá giá trị, ghi %s.") % CLEAR,
        _("Ô có thể ghi thêm giá trị ngoài danh sách thả xuống nhưng giá trị lạ sẽ bị từ chối khi nhập."),
    ]
    keys = [" + ".join(f"“{register.label_of(name)}”" for name in key) for key in register.keys]
    if keys:
        told.append(
            _("Bản ghi đã có được nhận ra theo mã bản ghi, hoặc lần lượt theo: %s.") % "; ".join(keys)
        )
    return told
