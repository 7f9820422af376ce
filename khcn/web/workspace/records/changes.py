"""Before and after, field by field, in the words of the forms."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from khcn.kernel.audit.models import Event

Change = tuple[str, str, str]
LONGEST = 400


def event_changes(event: Event) -> list[Change]:
    """(field, before, after) for everything that an event tells, unchanged values left out."""
    names = dict.fromkeys([*event.before, *event.after])
    rows = ((name, event.before.get(name), event.after.get(name)) for name in names)
    return [(_label(event.model, name), _shown(old), _shown(new)) for name, old, new in rows if old != new]


def version_changes(record: Model, most: int) -> list[dict[str, Any]]:
    """The versions of a record kept by the library, newest first, each against the one before."""
    history = getattr(record, "history", None)
    if history is None or not hasattr(history, "model"):
        return []
    versions = list(
        history.select_related("history_user").order_by("-history_date", "-history_id")[: most + 1]
    )
    told = []
    for newer, older in zip(versions, [*versions[1:], None], strict=True):
        changes = _difference(record, newer, older) if older is not None else []
        if changes or older is None:
            told.append({"version": newer, "changes": changes, "first": older is None})
    return told[:most]


def _difference(record: Model, newer: Any, older: Any) -> list[Change]:
    rows = []
    for field in newer.tracked_fields:
        old, new = getattr(older, field.attname), getattr(newer, field.attname)
        if old != new:
            rows.append((str(field.verbose_name).capitalize(), _shown(old), _shown(new)))
    return rows


def _label(model: str, name: str) -> str:
    try:
        return str(apps.get_model(model)._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return name


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
