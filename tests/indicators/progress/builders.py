"""Short ways to write series and goals."""

from decimal import Decimal
from typing import Any

from khcn.indicators.progress import Goal, Point


def series(**values: str) -> list[Point]:
    """series(y2020="1.5", y2021="2")"""
    return [Point(int(year[1:]), Decimal(value)) for year, value in values.items()]


def up_to(low: str, year: int | None = 2030, **more: Any) -> Goal:
    return Goal(low=Decimal(low), year=year, **more)


def down_to(number: str, year: int | None = 2030, **more: Any) -> Goal:
    return Goal(**{"operator": "le", "low": Decimal(number), "year": year, "upward": False, **more})


def rounded(value: Decimal | None, places: str = "0.0001") -> Decimal | None:
    return None if value is None else value.quantize(Decimal(places))
