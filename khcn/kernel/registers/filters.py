"""The filters of a list, made from a declaration: form fields, the condition each makes, the words it shows."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import Actor, visible
from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.fieldpaths import end_field, label_of_path, may_read, readable_of
from khcn.kernel.registers.form_fields import NumberCell, RecordCell
from khcn.kernel.registers.lookup import Lookup, RecordLookup, choice_text, key_of, lookup_for
from khcn.kernel.registers.model_fields import YearField
from khcn.kernel.registers.records import Source, Visibility
from khcn.kernel.registers.rules import Level, list_level, view_name
from khcn.kernel.territory.models import Level as UnitLevel
from khcn.kernel.territory.models import Unit
from khcn.lib.vn_text import nfc

ANY = ("", gettext_lazy("Tất cả"))
YES_NO = (("co", gettext_lazy("Có")), ("khong", gettext_lazy("Không")))
EMPTY = ("trong", gettext_lazy("Chưa ghi"))
RANGES = {"tu": "gte", "den": "lte"}


class SeenLookup(RecordLookup):
    """Finds among the records that the person sees, so that no name slips out of a refusal."""

    def __init__(self, register: Register, actor: Actor) -> None:
        super().__init__(register)
        self.actor = actor
        self.keys = seen_keys(register, actor)

    def named(self, record: Any) -> str:
        return choice_text(record, self.keys)

    def _rows(self) -> Any:
        return visible(self.actor, view_name(self.register), super()._rows())


def seen_keys(register: Register, actor: Actor) -> list[str]:
    """The natural keys by which this person may name and find records."""
    level = list_level(actor, register)
    return [name for name in register.text_keys if may_read(register, name, level)]


def seen_lookup(model: type[Model], actor: Actor) -> Lookup:
    register = registers.of(model)
    return SeenLookup(register, actor) if register is not None else lookup_for(model)


def seen_lookups(register: Register, actor: Actor) -> dict[type[Model], Lookup]:
    """Lookups for all fields of a form, each among what the person sees."""
    found: dict[type[Model], Lookup] = {}
    for name in (*register.single, *register.many):
        model = register.field(name).related_model
        if isinstance(model, type):
            found[model] = seen_lookup(model, actor)
    return found


@dataclass(frozen=True)
class Chip:
    """One condition in force: what it says, and the parameter that sets it."""

    label: str
    parameter: str


class ListFilters(forms.Form):
    """Conditions by field name; one that makes no sense is no condition but is told at its field."""

    register: Register

    def told(self) -> dict[str, Any]:
        """The valid values of the filters made from the declaration."""
        self.is_valid()
        own = self.fields.keys() - ListFilters.declared(type(self))
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in own and value not in (None, "", [])
        }

    @staticmethod
    def declared(form: type["ListFilters"]) -> set[str]:
        """Fields that a page adds for itself, such as the search box."""
        return {name for base in form.__mro__[1:] for name in getattr(base, "declared_fields", ())}

    def conditions(self, state_field: str = "state", without: str = "") -> list[Q]:
        """What the valid values ask of a record."""
        return [
            condition_of(self.register, name, value, state_field)
            for name, value in self.told().items()
            if name != without
        ]

    def chips(self) -> list[Chip]:
        told = self.told().items()
        return [Chip(f"{self.fields[name].label}: {self._shown(name, value)}", name) for name, value in told]

    def _shown(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", None) or ())
        if value in choices:
            return str(choices[value])
        return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)


def filter_class(
    register: Register, level: Level, actor: Actor, base: type[ListFilters] = ListFilters
) -> type[ListFilters]:
    """The form with every filter that this reader may use: the declared ones, validity, sharing."""
    fields: dict[str, Any] = {}
    for path in filter_paths(register, level):
        fields.update(_fields_for(register, path, level, actor))
    return type("ListFilters", (base,), {**fields, "register": register})


def filter_paths(register: Register, level: Level) -> list[str]:
    """Declared filters first, then those that every register has."""
    common = ["state", "territory", "valid_from", "valid_to"]
    if level >= Level.SHARED:
        common += ["responsible", "visibility", "source"]
    # the page of a record leads to the records that point at it, whether that is declared as a filter or not
    pointing = (name for name in (*register.single, *register.many) if _leads_to_a_register(register, name))
    wanted = dict.fromkeys([*register.filters, *pointing, *common])
    return list(readable_of(register, tuple(wanted), level))


def _leads_to_a_register(register: Register, name: str) -> bool:
    model = register.field(name).related_model
    return isinstance(model, type) and registers.of(model) is not None


def _fields_for(register: Register, path: str, level: Level, actor: Actor) -> dict[str, forms.Field]:
    label = label_of_path(register, path)
    if path == "state":
        return {path: _choice(label, _states(register, level))}
    column: Any = end_field(register, path)
    if column.is_relation:
        return {
            path: FilterRecord(
                model=column.related_model, actor=actor, label=label, register=register, path=path
            )
        }
    if (own := getattr(column, "filter_cell", None)) is not None:
        return {path: own(actor, label)}
    if path in ("source", "visibility"):
        return {path: _choice(label, (Source if path == "source" else Visibility).choices)}
    if column.choices:
        empty = [EMPTY] if column.blank else []
        return {path: _choice(label, [pair for pair in column.flatchoices if pair[0] != ""] + empty)}
    if isinstance(column, models.BooleanField):
        return {path: _choice(label, [*YES_NO, EMPTY] if column.null else YES_NO)}
    if isinstance(column, models.DateField):
        return {
            f"{path}-tu": DayField(label=_("%s: từ") % label, required=False),
            f"{path}-den": DayField(label=_("%s: đến") % label, required=False),
        }
    if isinstance(column, YearField):
        return {
            path: NumberCell(places=0, label=label, required=False),
            f"{path}-tu": NumberCell(places=0, label=_("%s: từ") % label, required=False),
            f"{path}-den": NumberCell(places=0, label=_("%s: đến") % label, required=False),
        }
    if isinstance(column, models.IntegerField | models.DecimalField):
        return {path: NumberCell(places=getattr(column, "decimal_places", 0), label=label, required=False)}
    return {path: WordsFilter(label=label, required=False, max_length=200)}


def _choice(label: str, choices: Any) -> forms.Field:
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


def _states(register: Register, level: Level) -> list[tuple[str, str]]:
    if level <= Level.PUBLIC:
        return [(one.code, str(one.name_for_public)) for one in register.life.states if one.name_for_public]
    return [(one.code, str(one.staff)) for one in register.life.every]


class WordsFilter(forms.CharField):
    """A part of a text, in the form of letters in which texts are stored."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class FilterRecord(RecordCell):
    """A related record by key or name, among those the person sees; `#12` is its number."""

    def __init__(self, *, actor: Actor, register: Register, path: str, **options: Any) -> None:
        model = options["model"]
        super().__init__(required=False, lookup=seen_lookup(model, actor), **options)
        self.widget.attrs["data-field"] = path

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if text.isascii() and text.isdigit() and len(text) < 10 and registers.of(self.model) is None:
            return self.model._default_manager.filter(pk=int(text)).first() or super().to_python(text)
        return super().to_python(text)


def condition_of(register: Register, name: str, value: Any, state_field: str = "state") -> Q:
    """The condition of one filter value. A place or field of a tree stands for what lies below it too."""
    if name == "state":
        return Q(**{state_field: value})
    path, _sign, edge = name.rpartition("-")
    if path and edge in RANGES:
        return Q(**{f"{path}__{RANGES[edge]}": value})
    column: Any = end_field(register, name)
    if (own := getattr(column, "filter_condition", None)) is not None:
        asked: Q = own(name, value)
        return asked
    if isinstance(value, Model):
        return _of_record(register, name, column, value)
    if isinstance(column, models.BooleanField):
        return Q(**{name: {"co": True, "khong": False}.get(value)})
    if value == EMPTY[0] and column.choices:
        return Q(**{name: ""}) | (Q(**{name: None}) if column.null else Q())
    if column.choices or isinstance(column, models.IntegerField | models.DecimalField):
        return Q(**{name: value})
    return Q(**{f"{name}__icontains": value})


def _of_record(register: Register, name: str, column: Any, record: Model) -> Q:
    names = {field.name for field in record._meta.get_fields()}
    tree = registers.of(record) is None and "parent" in names and not _lowest(record)
    found = Q(**{name: record})
    if tree:
        found |= Q(**{f"{name}__parent": record}) | Q(**{f"{name}__parent__parent": record})
    if column.many_to_many:
        return Q(pk__in=register.model._base_manager.filter(found).values("pk"))
    return found


def _lowest(record: Model) -> bool:
    """Nothing lies below a commune, so that the index of the field alone finds its records."""
    return isinstance(record, Unit) and record.level == UnitLevel.COMMUNE


def value_for(record: Model) -> str:
    """How a filter names a record in an address."""
    return f"#{record.pk}" if registers.of(record) else key_of(record)
