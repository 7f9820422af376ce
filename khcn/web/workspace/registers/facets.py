"""How many records each value of a filter would leave, counted only when somebody asks."""

from typing import Any

from django.db.models import BooleanField, Count

from khcn.kernel.registers.fieldpaths import end_field, label_of_path
from khcn.kernel.registers.filters import EMPTY, filter_paths, value_for
from khcn.kernel.registers.rules import Level
from khcn.kernel.registers.values import unnamed
from khcn.web.templatetags.khcn_ui import vn_number
from khcn.web.workspace.registers.asking import Asked

MOST_VALUES = 12
MOST_FACETS = 10


def facets(asked: Asked) -> list[dict[str, Any]]:
    """Each filter with fixed values or a catalogue behind it, its commonest values and their counts."""
    paths = [path for path in filter_paths(asked.register, asked.level) if _countable(asked, path)]
    told = (
        {"label": label_of_path(asked.register, path), "rows": _counts(asked, path)}
        for path in paths[:MOST_FACETS]
    )
    return [one for one in told if one["rows"]]


def _countable(asked: Asked, path: str) -> bool:
    if path == "state":
        return True
    column: Any = end_field(asked.register, path)
    return bool(column.choices or column.is_relation or isinstance(column, BooleanField))


def _counts(asked: Asked, path: str) -> list[dict[str, Any]]:
    field = asked.state_field if path == "state" else path
    rows = asked.rows(without=path).order_by().values_list(field)
    found = list(rows.annotate(count=Count("pk")).order_by("-count")[:MOST_VALUES])
    told = _names(asked, path, [value for value, _count in found])
    return [
        {
            "label": told[value][1],
            "count": vn_number(count),
            "url": asked.query(path, **{path: told[value][0]}),
        }
        for value, count in found
        if value in told
    ]


def _names(asked: Asked, path: str, values: list[Any]) -> dict[Any, tuple[str, str]]:
    """For each value: what the address says and what people read."""
    if path == "state":
        choices = dict(asked.form.fields["state"].choices)  # type: ignore[attr-defined]
        return {value: (value, str(choices[value])) for value in values if value in choices}
    column: Any = end_field(asked.register, path)
    if column.is_relation:
        rows = column.related_model._base_manager.filter(pk__in=[one for one in values if one is not None])
        named = (row for row in rows if asked.level > Level.PUBLIC or not unnamed(row))
        return {row.pk: (value_for(row), str(row)) for row in named}
    if isinstance(column, BooleanField):
        words = {True: "co", False: "khong", None: EMPTY[0]}
        choices = dict(asked.form.fields[path].choices)  # type: ignore[attr-defined]
        return {one: (words[one], str(choices[words[one]])) for one in values if words[one] in choices}
    names = dict(column.flatchoices)
    return {
        value: (str(value) if value else EMPTY[0], str(names.get(value, value) if value else EMPTY[1]))
        for value in values
        if value is not None
    }
