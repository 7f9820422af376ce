"""Three readings of one field: what the plan holds, what the new text says, what the last text said.

A field that a person changed is kept as long as the text has not changed; when the text itself
changed, the new text is taken and the difference shows both. At the first import over the skeleton
of a data pack there is no last text: the text then wins, except where the skeleton is a specialist's
reading (unit, comparison, horizon, year of a target, names of the plan's issuer) or the text is silent.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khcn.plan.importing.values import Values

#: Fields in which the skeleton of a data pack is more exact than any reading by code.
SKELETON_KNOWS = {
    "targets": {"operator", "unit", "horizon", "year", "baseline_unit", "baseline_period"},
    "document": {"kind", "issuer_name", "place", "from_year", "to_year"},
}
#: Fields that only attach the official wording.
WORDING = {
    "official_text",
    "official_title",
    "title",
    "baseline_text",
    "schedule_text",
    "clause",
    "label",
    "receivers",
}


@dataclass(frozen=True)
class FieldChange:
    """One field where plan and text differ. `taken`: the text's value will be written.

    `by_hand`: the plan's value was set by a person, not by the last text.
    """

    name: str
    old: Any
    new: Any
    taken: bool
    by_hand: bool = False


def merge(name: str, row: Any, new: Values, last: Values | None) -> list[FieldChange]:
    """All fields where the row differs from the new text, each with what will happen."""
    return [
        change
        for field, value in new.items()
        if (change := _field(name, field, getattr(row, field), value, last)) is not None
    ]


def _field(name: str, field: str, ours: Any, theirs: Any, last: Values | None) -> FieldChange | None:
    if _same(ours, theirs):
        return None
    if last is None:
        keep = _blank(theirs) or (field in SKELETON_KNOWS.get(name, ()) and not _blank(ours))
        return None if keep else FieldChange(field, ours, theirs, taken=True)
    if field not in last or _same(theirs, last[field]):
        return FieldChange(field, ours, theirs, taken=False, by_hand=True)
    return FieldChange(field, ours, theirs, taken=True, by_hand=not _same(ours, last[field]))


def _blank(value: Any) -> bool:
    return value in (None, "", [])


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return one is not None and other is not None and Decimal(str(one)) == Decimal(str(other))
    return one == other or (_blank(one) and _blank(other))
