"""Artificial figures for indicators that no register counts, so that targets, forecasts and pages can be tried."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils import timezone

from khcn.indicators.choices import COMPUTED, Calendar, CardState, ValueState, Vintage
from khcn.indicators.models import Card, Observation
from khcn.indicators.periods import window

WORDS = Path(__file__).with_name("figures.yaml")
SOURCE = "Dữ liệu mẫu do máy tạo, không phải số liệu thật"


def add_figures(rng: Random, today: date) -> int:
    """Yearly values up to last year for the card's own territory; real values of a year are left alone."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    cards = {
        card.indicator.code: card
        for card in Card.objects.filter(state=CardState.IN_FORCE).select_related("indicator", "territory")
        if card.territory_id and card.source not in COMPUTED
    }
    known = set(Observation.objects.values_list("indicator", "territory", "last_day"))
    drawn = [*_levels(words, rng, today), *_shares(words, rng, today)]
    rows = [_row(cards[code], year, told, today) for code, year, told in drawn if code in cards]
    rows += [_average(cards[code], told, today) for code, told in words["averages"].items() if code in cards]
    fresh = [row for row in rows if (row.indicator_id, row.territory_id, row.last_day) not in known]
    return len(Observation.objects.bulk_create(fresh))


Drawn = tuple[str, int, dict[str, Decimal]]


def _levels(words: dict[str, Any], rng: Random, today: date) -> Iterator[Drawn]:
    for code, told in words["levels"].items():
        value = float(told["start"])
        for year in range(words["first_year"], today.year):
            yield code, year, {"value": _rounded(value * (1 + rng.uniform(-1, 1) * told["noise"] / 100))}
            value *= 1 + told["growth"] / 100


def _shares(words: dict[str, Any], rng: Random, today: date) -> Iterator[Drawn]:
    first = words["first_year"]
    levels = {code: words["levels"][code] for code in words["levels"]}
    for code, told in words["shares"].items():
        for year in told.get("years") or range(first, today.year):
            if year >= today.year:
                continue
            percent = told["start"] + told["step"] * (year - first) + rng.uniform(-1, 1) * told["noise"]
            yield code, year, _parts(max(percent, 0.1), _whole(told.get("of"), levels, year - first))


def _whole(of: Any, levels: dict[str, Any], years: int) -> float | None:
    if isinstance(of, str):
        return float(levels[of]["start"] * (1 + levels[of]["growth"] / 100) ** years)
    return of


def _parts(percent: float, whole: float | None) -> dict[str, Decimal]:
    if whole is None:
        return {"value": _rounded(percent)}
    denominator = _rounded(whole)
    numerator = _rounded(round(whole * percent / 100, 0 if whole < 1000 else 1))
    value = (numerator * 100 / denominator).quantize(Decimal("0.00000001"))
    return {"value": value, "numerator": numerator, "denominator": denominator}


def _rounded(value: float) -> Decimal:
    return Decimal(str(round(value, 1)))


def _row(card: Card, year: int, told: dict[str, Decimal], today: date) -> Observation:
    first, last = window(card, year)
    vintage = Vintage.PRELIMINARY if year == today.year - 1 else Vintage.FINAL
    return _observation(card, first, last, card.calendar, vintage, told)


def _average(card: Card, told: dict[str, Any], today: date) -> Observation:
    last = date(today.year - 1, 12, 31)
    value = {"value": Decimal(str(told["value"]))}
    return _observation(card, date(told["from"], 1, 1), last, Calendar.AVERAGE, Vintage.FINAL, value)


def _observation(
    card: Card, first: date, last: date, calendar: str, vintage: str, told: dict[str, Decimal]
) -> Observation:
    return Observation(
        indicator_id=card.indicator_id, card=card, first_day=first, last_day=last, calendar=calendar,
        territory_id=card.territory_id, vintage=vintage, state=ValueState.CONFIRMED, origin=card.source,
        source_note=SOURCE, artificial=True, confirmed_at=timezone.now(), **told,
    )  # fmt: skip
