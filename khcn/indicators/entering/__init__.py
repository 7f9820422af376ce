"""Acts on values that people vouch for: tell one or many, correct, confirm, withdraw. Publishing is in `publishing`."""

from khcn.indicators.entering.acts import (
    confirm_value,
    correct_value,
    last_revision,
    record_value,
    same_place,
    told_of,
    withdraw_value,
)
from khcn.indicators.entering.checking import Told, bounds_of, checked, plain
from khcn.indicators.entering.many import RowsRefused, record_values

__all__ = [
    "RowsRefused",
    "Told",
    "bounds_of",
    "checked",
    "confirm_value",
    "correct_value",
    "last_revision",
    "plain",
    "record_value",
    "record_values",
    "same_place",
    "told_of",
    "withdraw_value",
]
