"""How many records each value of a filter would leave, counted only when somebody asks."""

from collections import Counter
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
    wanted = [path for path in filter_paths(asked.register, asked.level) if _countable(asked, path)]
    paths = wanted[:MOST_FACETS]
    together = [path for path in paths if path not in asked.form.told() and not _is_relation(asked, path)]
    counted = _counted_together(asked, together)
    told = (
        {"label": label_of_path(asked.register, path), "rows": _told(asked, path, counted.get(path))}
        for path in paths
    )
    return [one for one in told if one["rows"]]


def _counted_together(asked: Asked, paths: list[str]) -> dict[str, Counter[Any]]:
    """Short lists of values that no condition narrows, in one pass over the records."""
    counters: dict[str, Counter[Any]] = {path: Counter() for path in paths}
    fields = [_field(asked, path) for path in paths]
    rows = asked.rows().order_by().values_list(*fields).annotate(count=Count("pk"))
    for *values, count in rows if paths else ():
        for path, value in zip(paths, values, strict=True):
            counters[path][value] += count
    return counters


def _field(asked: Asked, path: str) -> str:
    return asked.state_field if path == "state" else path


def _is_relation(asked: Asked, path: str) -> bool:
    return path != "state" and bool(end_field(asked.register, path).is_relation)


def _countable(asked: Asked, path: str) -> bool:
    if path == "state":
        return True
    column: Any = end_field(asked.register, path)
    return bool(column.choices or column.is_relation or isinstance(column, BooleanField))


def _told(asked: Asked, path: str, counted: Counter[Any] | None) -> list[dict[str, Any]]:
    found = counted.most_common(MOST_VALUES) if counted is not None else _counted_alone(asked, path)
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


def _counted_alone(asked: Asked, path: str) -> list[tuple[Any, int]]:
    rows = asked.rows(without=path).order_by().values_list(_field(asked, path))
    return list(rows.annotate(count=Count("pk")).order_by("-count")[:MOST_VALUES])


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
