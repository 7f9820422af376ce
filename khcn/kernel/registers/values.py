"""How a value of a record reads: for people, for workbooks, for programs. Every output uses these."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.lookup import choice_text
from khcn.kernel.registers.records import Record, follow

MASKED = "•••"


def plain_text(record: Record, name: str) -> str:
    """A field as one line of text, empty when missing: for audits, comparisons, searches."""
    column = record._meta.get_field(name)
    if getattr(column, "many_to_many", False):
        return "; ".join(str(one) for one in getattr(record, name).all())
    value = getattr(record, name)
    if value is None or value == "":
        return ""
    if getattr(column, "choices", None):
        return str(dict(column.flatchoices).get(value, value))  # type: ignore[union-attr]
    return text_of(value)


def text_of(value: Any) -> str:
    """1.234,5 · 05/12/2026 · Có · a record's own name."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("Có")) if value else str(_("Không"))
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if isinstance(value, Decimal):
        text = f"{value:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return str(value)


def cell(register: Register, record: Record, name: str, *, masked: bool = False) -> Any:
    """The value of a field, or of a path such as `organisation__tax_code`, as a typed cell for a workbook.

    `masked` applies the rules of consent: a name shown in public needs it.
    """
    if name == "state":
        return str(record.life_state.name_for_public if masked else record.life_state.staff)
    if masked and hidden_without_consent(register, record, name):
        return MASKED
    if "__" in name:
        value = follow(record, name)
        return _named(value, masked) if isinstance(value, models.Model) else value
    column = register.column_of(name)
    if getattr(column, "many_to_many", False):
        return "; ".join(_named(one, masked) for one in getattr(record, name).all())
    value = getattr(record, name)
    if isinstance(value, models.Model):
        return _named(value, masked)
    if isinstance(value, bool):
        return text_of(value)
    if getattr(column, "choices", None) and value not in (None, ""):
        return plain_text(record, name)
    return value


def hidden_without_consent(register: Register, record: Record, name: str) -> bool:
    """Whether a field names somebody who has not agreed to be named in public."""
    consent = register.consent.get(name)
    return consent is not None and not getattr(record, consent)


def data_of(
    register: Register, record: Record, names: tuple[str, ...], *, masked: bool = False
) -> dict[str, Any]:
    """Values as JSON holds them: ISO dates, numbers, codes of choices, related records as {id, name}."""
    return {name: _data(register, record, name, masked) for name in names}


def _data(register: Register, record: Record, name: str, masked: bool) -> Any:
    if masked and hidden_without_consent(register, record, name):
        return None
    column = register.column_of(name)
    if getattr(column, "many_to_many", False):
        return [_reference(one, masked) for one in getattr(record, name).all()]
    value = getattr(record, name)
    if isinstance(value, models.Model):
        return _reference(value, masked)
    return str(value) if isinstance(value, Decimal) else value


def _reference(record: models.Model, masked: bool) -> dict[str, Any] | None:
    return None if masked and unnamed(record) else {"id": record.pk, "name": str(record)}


def _named(record: models.Model, masked: bool) -> str:
    if not masked:
        return choice_text(record)
    return MASKED if unnamed(record) else str(record)


def unnamed(record: models.Model) -> bool:
    """Whether the record is about somebody who has not agreed to be named in public."""
    register = registers.of(record)
    if register is None or not isinstance(record, Record):
        return False
    return hidden_without_consent(register, record, record.title_field)
