"""Who a fact counts: each record is about one organisation or person, and one subject counts once in the house.

A subject is a pair (kind, key): ("directory.organisation", 12) when a path ends at a record, and ("", "chè") when it
ends at a plain value. What was merged into another record counts as that record.
"""

from typing import Any

from django.db.models import F, Field, Model, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from khcn.kernel.registers.checks import end_of
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.model_fields import SubjectKeyField
from khcn.kernel.registers.records import Record

Subject = tuple[str, Any]


def subject_path(register: Register, fact: Fact) -> str:
    """The path to what the fact counts as one: its own field, the register's subject, or the record itself."""
    own = fact.field if fact.measure == "distinct" else ""
    return own or register.subject or "pk"


def ends_at(register: Register, path: str) -> tuple[type[Model] | None, Field | None]:
    """The model at the end of a path, or the plain field there."""
    if path == "pk":
        return register.model, None
    column = end_of(register, path)
    return (column.related_model, column) if column is not None and column.related_model else (None, column)


def filled(register: Register, path: str) -> Q:
    """The condition that a record tells its subject, or any other value at the end of a path."""
    model, column = ends_at(register, path)
    told = Q(**{f"{path}__isnull": False})
    if (
        model is None
        and column is not None
        and column.get_internal_type() in ("CharField", "TextField", "SlugField")
    ):
        told &= ~Q(**{path: ""})
    return told


class Merges:
    """Which records were merged into which; read once for each model, only as long as one question is answered."""

    def __init__(self) -> None:
        self.known: dict[type[Model], dict[int, int]] = {}

    def of(self, model: type[Model]) -> dict[int, int]:
        if not issubclass(model, Record):
            return {}
        if model not in self.known:
            rows: Any = model._base_manager
            merged = rows.exclude(merged_into=None)
            self.known[model] = dict(merged.values_list("pk", "merged_into"))
        return self.known[model]

    def last(self, model: type[Model], pk: int) -> int:
        """The record that stands for this one today."""
        merged, passed = self.of(model), {pk}
        while (heir := merged.get(pk)) is not None and heir not in passed:
            passed.add(heir)
            pk = heir
        return pk

    def depth(self, model: type[Model]) -> int:
        """How many steps the longest chain of merges has."""
        merged, deepest = self.of(model), 0
        for pk in merged:
            steps, passed = 0, {pk}
            while (heir := merged.get(pk)) is not None and heir not in passed:
                passed.add(heir)
                pk, steps = heir, steps + 1
            deepest = max(deepest, steps)
        return deepest


def counted(register: Register, path: str, merges: Merges) -> Combinable:
    """The expression whose distinct values are the subjects, merged ones as what they were merged into."""
    model, _column = ends_at(register, path)
    steps = merges.depth(model) if model is not None and path != "pk" else 0
    paths = [path + "__merged_into" * count for count in range(steps, -1, -1)]
    return Coalesce(*paths) if steps else F(path)


def subjects_of(register: Register, fact: Fact, records: Any, merges: Merges) -> set[Subject]:
    """The subjects of these records. One query beside that of the merges."""
    path = subject_path(register, fact)
    model, column = ends_at(register, path)
    keys = records.filter(filled(register, path)).order_by().values_list(path, flat=True).distinct()
    if model is not None:
        label = model._meta.label_lower
        return {(label, merges.last(model, pk)) for pk in keys.iterator()}
    if isinstance(column, SubjectKeyField):
        return {SubjectKeyField.parse(key) for key in keys.iterator()}
    return {("", key) for key in keys.iterator()}
