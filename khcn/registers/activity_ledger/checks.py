"""System checks of the activities that registers declare."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db.models import DateField, IntegerField

from khcn.kernel.registers.checks import end_of
from khcn.kernel.registers.declaration import Activity, Register, registers
from khcn.registers.activity_ledger.choices import ActivityKind
from khcn.registers.directory.models import Organisation, Person


@register("registers")
def check_activities(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    return [
        Error(f"activities: {sentence}", obj=type(one), id="activity_ledger.E001")
        for one in registers
        for activity in one.activities
        for sentence in faults(one, activity)
    ]


def faults(one: Register, activity: Activity) -> Iterator[str]:
    """What is wrong with a declared activity, in sentences for a programmer."""
    if activity.kind not in ActivityKind.values:
        yield f"kind {activity.kind!r} is none of {', '.join(ActivityKind.values)}"
    if not isinstance(end_of(one, activity.date), DateField | IntegerField):
        yield f"{activity.date!r} is no date or year of the model"
    path = activity.subject or one.subject
    column = end_of(one, path) if path else None
    model = column.related_model if column is not None else (None if path else one.model)
    if model not in (Organisation, Person):
        yield f"the subject {path!r} leads to no organisation or person"
