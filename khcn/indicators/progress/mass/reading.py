"""One entry of the file: its numbers in the order of `COLUMNS`, or the code of what is wrong with it.

This runs once for every series, so it asks for types in bulk and leaves finite values and order to the columns.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

COLUMNS = ("direction", "base_year", "target", "target_year", "limit", "lowest", "highest")
DIRECTIONS = {"up": 1.0, "down": -1.0}
NUMBERS = frozenset({int, float})
LIST, PAIR = frozenset({list}), frozenset({2})
MISSING = float("nan")
LARGEST = 1.7e308


class Unreadable(Exception):
    """The code of the reason stands in `codes`."""


class Entry(NamedTuple):
    numbers: tuple[float, ...]
    flat: Sequence[float]


def identity(entry: Any) -> str | int | None:
    """What the answer is found by; anything but text that can be written or a whole number is no identity."""
    told = entry.get("id") if type(entry) is dict else None
    if type(told) is str:
        return told if told and (told.isascii() or _can_be_written(told)) else None
    return told if type(told) is int else None


def _can_be_written(text: str) -> bool:
    """Half of a surrogate pair is lawful in JSON and no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_entry(entry: Any) -> Entry:
    if type(entry) is not dict:
        raise Unreadable("not_an_object")
    if identity(entry) is None:
        raise Unreadable("no_id")
    get = entry.get
    flat = _read_points(get("points"))
    direction = get("direction")
    if type(direction) is not str or direction not in DIRECTIONS:
        raise Unreadable("no_direction")
    bounds = get("bounds")
    lowest, highest = (MISSING, MISSING) if bounds is None else _read_bounds(bounds)
    numbers = (
        DIRECTIONS[direction],
        _number(get("base_year"), "bad_base_year"),
        _number(get("target"), "bad_target"),
        _number(get("target_year"), "bad_target_year"),
        _number(get("limit"), "bad_limit"),
        lowest,
        highest,
    )
    return Entry(numbers, flat)


def _read_points(points: Any) -> list[float]:
    """Year, value, year, value …; a value that is null is a missing one and left out."""
    if type(points) is not list:
        raise Unreadable("bad_points")
    if not points:
        raise Unreadable("no_points")
    if {*map(type, points)} != LIST or {*map(len, points)} != PAIR:
        raise Unreadable("bad_points")
    flat = list(chain.from_iterable(points))
    if {*map(type, flat)} <= NUMBERS:
        return flat
    flat = list(chain.from_iterable(point for point in points if point[1] is not None))
    if not {*map(type, flat)} <= NUMBERS:
        raise Unreadable("bad_points")
    if not flat:
        raise Unreadable("no_points")
    return flat


def _read_bounds(bounds: Any) -> tuple[float, float]:
    if type(bounds) is not list or len(bounds) != 2:
        raise Unreadable("bad_bounds")
    low, high = (_number(bound, "bad_bounds") for bound in bounds)
    if low > high:
        raise Unreadable("bad_bounds")
    return low, high


def _number(given: Any, fault: str) -> float:
    """Null is “not given”; NaN, infinity and what no double holds are faults."""
    if given is None:
        return MISSING
    if type(given) not in NUMBERS or not -LARGEST <= given <= LARGEST:
        raise Unreadable(fault)
    return float(given)
