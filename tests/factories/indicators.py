"""Indicators with a card in force, and figures of theirs in every state. All of them are artificial."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from khcn.indicators.counting import recount
from khcn.indicators.entering import Told
from khcn.indicators.models import Card, Count, Indicator, Observation, StoredForecast
from khcn.indicators.periods import window
from khcn.kernel.territory.models import Level, Unit


def province(code: str = "tinh-mau", **values: Any) -> Unit:
    """The same unit however often it is asked for."""
    told = {"name": "Tỉnh Mẫu", "official_code": "98", "level": Level.PROVINCE, **values}
    return Unit.objects.get_or_create(code=code, defaults=told)[0]


def commune(code: str = "xa-mau-1", **values: Any) -> Unit:
    told = {"name": "Xã Mẫu số 1", "official_code": "99001", "level": Level.COMMUNE, "parent": province()}
    return Unit.objects.get_or_create(code=code, defaults={**told, **values})[0]


class IndicatorFactory(factory.django.DjangoModelFactory):
    """Without a card; most tests want `indicator(...)`."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"chi-so-mau-{n}")
    name = factory.Sequence(lambda n: f"Chỉ số mẫu số {n}")
    group = "target"


class CardFactory(factory.django.DjangoModelFactory):
    """A card in force, typed figures in per cent, for the whole province."""

    class Meta:
        model = Card

    indicator = factory.SubFactory(IndicatorFactory)
    version = 1
    state = "in_force"
    in_force_at = factory.LazyFunction(timezone.now)
    name = factory.SelfAttribute("indicator.name")
    unit = "%"
    kind = "level"
    source = "typed"
    territory = factory.LazyFunction(province)
    confirmation = "confirmed"


def indicator(
    code: str = "", *, name: str = "", visibility: str = "internal", group: str = "target", owner: Any = None,
    **card: Any,
) -> Indicator:  # fmt: skip
    """An indicator whose card is in force; `fact=…` and `expression=…` also tell the source."""
    about = {"visibility": visibility, "group": group, "owner": owner}
    about |= {key: value for key, value in (("code", code), ("name", name)) if value}
    if "fact" in card:
        card.setdefault("source", "fact")
    if "expression" in card:
        card.setdefault("source", "formula")
    if card.get("kind") == "share":
        card = {"numerator": "phần được đếm", "denominator": "tất cả", **card}
    return CardFactory(indicator=IndicatorFactory(**about), **card).indicator


def card_of(one: Indicator) -> Card:
    return Card.objects.get(indicator=one, state="in_force")


def told(one: Indicator, year: int = 2024, value: Any = "1", **more: Any) -> Told:
    """What a person tells for a year of the indicator's own calendar; `value=None` with parts for shares."""
    card = card_of(one)
    first, last = window(card, year)
    values = {
        "first_day": first, "last_day": last, "territory": card.territory, "vintage": "final",
        "calendar": card.calendar, "source_note": "Niên giám mẫu, biểu số 1",
    }  # fmt: skip
    return Told(**{**values, "value": None if value is None else Decimal(str(value)), **more})


def observation(one: Indicator, year: int = 2024, value: Any = "1", state: str = "confirmed", **more: Any) -> Observation:  # fmt: skip
    """A figure as it would stand after the acts, written at once; `territory`, `vintage`, `origin`… as given."""
    card = card_of(one)
    first, last = window(card, year)
    now = timezone.now()
    values = {
        "first_day": first, "last_day": last, "territory": card.territory, "vintage": "final",
        "calendar": card.calendar, "origin": "typed", "source_note": "Niên giám mẫu, biểu số 1",
        "confirmed_at": None if state == "draft" else now, "published_at": now if state == "published" else None,
    }  # fmt: skip
    return Observation.objects.create(
        indicator=one, card=card, value=Decimal(str(value)), state=state, **{**values, **more}
    )


def series(
    one: Indicator, values: dict[int, Any], state: str = "confirmed", **more: Any
) -> list[Observation]:
    return [observation(one, year, value, state, **more) for year, value in values.items()]


def count(one: Indicator, year: int = 2024, value: Any = "1", **more: Any) -> Count:
    """What the house counts, written by hand; for real counts use `recounted`."""
    card = card_of(one)
    first, last = window(card, year)
    values = {
        "first_day": first, "last_day": last, "territory": card.territory, "calendar": card.calendar,
        "counted_at": timezone.now(),
    }  # fmt: skip
    figure = None if value is None else Decimal(str(value))
    return Count.objects.create(indicator=one, card=card, value=figure, **{**values, **more})


def recounted(
    one: Indicator, year: int, today: date | None = None, territory: Unit | None = None
) -> Count | None:
    """Recount everything, then the count of this indicator for the year."""
    recount(today=today or date(year, 12, 31) + timedelta(days=30))
    place = territory or card_of(one).territory
    return Count.objects.filter(indicator=one, territory=place, last_day__year=year).first()


def forecast(one: Indicator, points: dict[int, Any], state: str = "computed", **more: Any) -> StoredForecast:
    """A forecast as the worker leaves it, 80 per cent within one, 95 within two of the point."""
    given = [
        [year, str(value)] for year, value in more.pop("given", {2022: 1, 2023: 2, 2024: 3, 2025: 4}).items()
    ]
    bands = {
        str(level): [[str(Decimal(str(value)) - width), str(Decimal(str(value)) + width)] for value in points.values()]
        for level, width in ((80, 1), (95, 2))
    }  # fmt: skip
    return StoredForecast.objects.create(
        indicator=one, card=card_of(one), territory=card_of(one).territory, given=given, state=state,
        points=[[year, str(value)] for year, value in points.items()], intervals=bands if points else {},
        accepted_at=timezone.now() if state == "accepted" else None,
        **{"model": "trung vị của ETS, Theta, xu thế", "pool": "mẫu", **more},
    )  # fmt: skip
