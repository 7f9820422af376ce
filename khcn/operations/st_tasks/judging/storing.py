"""Steps as JSON and back, exactly: what a council was shown is kept as it was, fractions included."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .steps import Fault, Step, Value

Stored = dict[str, Any]


def stored(steps: Sequence[Step]) -> list[Stored]:
    """Ready for a JSON column. Keys of people and bids must be text or numbers."""
    return [
        {
            "code": step.code,
            "fault": isinstance(step, Fault),
            "article": step.article,
            "values": {name: _put(value) for name, value in step.values.items()},
        }
        for step in steps
    ]


def restored(rows: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps as they were stored."""
    return tuple(
        (Fault if row["fault"] else Step)(
            row["code"], {name: _take(value) for name, value in row["values"].items()}, row["article"]
        )
        for row in rows
    )


def _put(value: Value) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return {"fraction": str(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return [_put(one) for one in value]
    raise TypeError(f"{type(value).__name__} cannot be stored")


def _take(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(_take(one) for one in value)
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    readers: dict[str, Any] = {"fraction": Fraction, "decimal": Decimal, "date": date.fromisoformat}
    return readers[kind](text)
