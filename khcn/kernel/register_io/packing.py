"""Values between Python and JSON, so that what was checked can be stored later."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from khcn.kernel.registers.declaration import Register


def pack(values: Mapping[str, Any]) -> dict[str, Any]:
    """Records as their numbers, days as ISO, figures as text."""
    return {name: _packed(value) for name, value in values.items()}


def _packed(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list):
        return [one.pk for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def unpack(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """As the model stores them, by the names of columns (`organisation_id`); many-to-many as lists of numbers."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        column = register.field(name)
        found[name if column.many_to_many else column.attname] = _unpacked(column, value)
    return found


def _unpacked(column: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column, models.DateField):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(value, str) and isinstance(column, models.DecimalField) else value
