"""From JSON to what the form of a record reads, so that program, page and workbook go through the same rules.

Numbers are JSON numbers, or texts such as "1234.5" as the API itself gives them: a point is always the decimal sign
here. Related records are {"id": 12}, 12, or a text with key or name.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.form_fields import FigureField
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.filters import seen_lookups
from khcn.kernel.registers.form_fields import RecordCell, RecordsCell, YesNoField
from khcn.kernel.registers.forms import RecordForm, form_class
from khcn.web.api.faults import Fields, invalid, of_form

_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,20})?")
_EDGE = 16
MOST_RECORDS = 500


def checked(
    register: Register, values: Mapping[str, Any], *, by: Actor, names: Iterable[str], initial: dict[str, Any]
) -> dict[str, Any]:
    """The given values as the model stores them; refuses with what is wrong with each field.

    `names` are the fields of the form: all of them for a new record, those to be changed for a known one.
    """
    names = tuple(names)
    faults: Fields = {
        name: [{"code": "unknown", "message": _("Không có trường này, hoặc không ghi được ở đây.")}]
        for name in values
        if name not in names
    }
    made = form_class(register, names, seen_lookups(register, by))
    data: dict[str, Any] = {}
    for name, value in values.items():
        if name in names:
            try:
                data[name] = _read(made.base_fields[name], value)
            except ValidationError as error:
                faults[name] = [{"code": error.code or "invalid", "message": error.messages[0]}]
    if faults:
        raise invalid(faults)
    form = made(data, initial=initial)
    if not form.is_valid() or not _filled(register, form, data):
        raise of_form(form)
    return {name: form.values[name] for name in data}


def _filled(register: Register, form: RecordForm, data: Mapping[str, Any]) -> bool:
    """What always has a value cannot be emptied."""
    for name in data:
        column: Any = register.field(name)
        if form.values[name] in (None, "") and not column.blank and not column.null:
            form.add_error(name, ValidationError(_("Trường này luôn có giá trị."), code="required"))
    return not form.errors


def _read(field: forms.Field, value: Any) -> Any:
    if isinstance(field, RecordsCell):
        return _several(field, value)
    if isinstance(field, RecordCell):
        return _reference(field, value)
    if value is None:
        return ""
    if isinstance(value, dict | list) or (isinstance(value, bool) and not isinstance(field, YesNoField)):
        raise ValidationError(_("Sai kiểu dữ liệu."), code="type")
    if isinstance(field, FigureField) and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _sane(value)
    return value


def _sane(value: int | Decimal) -> int | Decimal:
    """No number so long that working with it would take for ever."""
    figure = Decimal(value) if abs(Decimal(value).adjusted()) < 100 else None
    if figure is None or figure.adjusted() >= _EDGE or len(figure.as_tuple().digits) > 40:
        raise ValidationError(_("Số quá lớn hoặc quá dài."), code="number")
    return value


def _several(field: RecordsCell, value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, list) or len(value) > MOST_RECORDS:
        raise ValidationError(_("Hãy gửi một danh sách các bản ghi."), code="type")
    told = (_reference(field, part) for part in value)
    found = [one if isinstance(one, models.Model) else field.find(one) for one in told]
    return list(dict.fromkeys(one for one in found if one is not None))


def _reference(field: RecordCell, value: Any) -> Any:
    """A text that the field looks up as this person may, or the row of a catalogue, which everybody may name."""
    if isinstance(value, dict):
        value = value.get("id", value.get("name"))
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise ValidationError(_('Hãy ghi {"id": 12}, hoặc mã, tên của bản ghi.'), code="type")
    if registers.of(field.model) is not None:
        return f"#{value}"
    found = field.model._default_manager.filter(pk=value).first()
    if found is None:
        raise ValidationError(_("Danh mục không có mục số %s.") % value, code="lookup")
    return found
