"""The form of a record: one set of rules for the screen, imports and the API."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.form_fields import form_field
from khcn.kernel.registers.lookup import Lookup
from khcn.kernel.registers.records import Record


class RecordForm(forms.Form):
    """Checks the values of one record. `values` holds what to store, keyed by field name."""

    register: Register

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, sentence in broken_rules(self.register, self.known()).items():
            self.add_error(name if name in self.fields else None, sentence)
        return cleaned

    def known(self) -> dict[str, Any]:
        """What is typed, over what the record holds already."""
        return {**self.initial, **self.cleaned_data}

    @property
    def values(self) -> dict[str, Any]:
        return {name: _or_default(self.register, name, value) for name, value in self.cleaned_data.items()}


def _or_default(register: Register, name: str, value: Any) -> Any:
    """A choice left empty that the model cannot be without is its usual value."""
    if value != "" or name not in register.fields:
        return value
    column = register.field(name)
    return column.get_default() if column.choices and not column.blank and column.has_default() else value


def broken_rules(register: Register, values: Mapping[str, Any]) -> dict[str, str]:
    """Sentences of the rules that the values break, by field."""
    told: dict[str, str] = {}
    begun, ends = values.get("valid_from"), values.get("valid_to")
    if begun and ends and ends < begun:
        told["valid_to"] = _("Ngày kết thúc %(end)s trước ngày bắt đầu %(start)s.") % {
            "end": f"{ends:%d/%m/%Y}",
            "start": f"{begun:%d/%m/%Y}",
        }
    for rule in register.rules:
        told.update({name: str(sentence) for name, sentence in rule(values).items()})
    return told


def form_class(
    register: Register, names: Iterable[str] | None = None, lookups: dict[type[Model], Lookup] | None = None
) -> type[RecordForm]:
    """The form of a register with these fields, all by default; `lookups` is shared by the rows of an import."""
    wanted = register.fields if names is None else tuple(names)
    fields = {name: form_field(register, name, lookups) for name in wanted}
    return type("RecordForm", (RecordForm,), {**fields, "register": register})


def initial_of(register: Register, record: Record, names: Iterable[str] | None = None) -> dict[str, Any]:
    """What the record holds now, as the form shows it."""
    wanted = register.fields if names is None else tuple(names)
    return {
        name: list(getattr(record, name).all()) if name in register.many else getattr(record, name)
        for name in wanted
    }
