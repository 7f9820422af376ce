"""Figures and periods as people read them, and the sentence that says what an indicator shows."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.choices import Accumulation, Kind, Origin, Vintage
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.models.values import Measurement
from khcn.indicators.periods import end_of_year
from khcn.indicators.series import Figure, Series
from khcn.kernel.registers.measure import facts
from khcn.outputs.charts.numbers import number, with_unit


def places_of(card: Card, value: Decimal | int | None) -> int:
    """Whole counts are written whole, whatever the card says about decimals."""
    whole = value is not None and value == int(value)
    return 0 if whole and card.kind in (Kind.COUNT, Kind.INCREMENT, Kind.MILESTONE) else card.decimals


def figure_text(value: Decimal | int | None, card: Card) -> str:
    """1.234,5 without its unit; a dash where there is none."""
    return number(value, places_of(card, value))


def figure_with_unit(value: Decimal | int | None, card: Card) -> str:
    return with_unit(value, card.unit, places_of(card, value))


def part_text(value: Decimal | None) -> str:
    """Numerator or denominator, as exact as it was told."""
    if value is None:
        return ""
    told = value.normalize()
    exponent = told.as_tuple().exponent
    return number(told, max(0, -int(exponent)))


def day(moment: date) -> str:
    return f"{moment:%d/%m/%Y}"


def period_text(first: date, last: date) -> str:
    """2024; 2016–2020; 15/12/2023–14/12/2024; a single day."""
    if first == last:
        return _("ngày {day}").format(day=day(first))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{day(first)}–{day(last)}"


def period_of(row: Measurement | Figure) -> str:
    return period_text(row.first_day, row.last_day)


def days_if_odd(row: Measurement | Figure, card: Card) -> str:
    """The days of a year that is not 01/01–31/12, for a small line below the year."""
    if card.accumulation == Accumulation.CUMULATIVE:
        whole = row.last_day >= end_of_year(card, row.year)
        return "" if whole else _("đến {day}").format(day=day(row.last_day))
    text = period_of(row)
    return "" if text == str(row.last_day.year) else text


def source_text(row: Observation) -> str:
    """Where a told figure comes from: what was written, the document, or what counted it."""
    if row.origin == Origin.FACT:
        found = facts().get(row.source_note)
        return str(found[1].name) if found else row.source_note
    told = [row.source_note] if row.source_note else []
    if row.document is not None:
        told.append(str(row.document))
    return "; ".join(told)


def source_of_card(card: Card) -> str:
    if card.source == Origin.FACT:
        found = facts().get(card.fact)
        return (
            _("{name} (sổ {register})").format(name=found[1].name, register=found[0].name)
            if found
            else card.fact
        )
    return card.source_body or str(card.get_source_display())


def finding(
    indicator: Indicator, card: Card | None, series: Series, others: Iterable[Observation], today: date
) -> str:
    """What the figures say, as a title: “Tỷ trọng công nghiệp: 18,9% (2016–2020), chưa có số từ 2021”."""
    if card is None:
        return _("{name}: chưa có định nghĩa đang áp dụng").format(name=indicator.name)
    if series:
        last = series[max(series)]
        return _told(indicator, figure_with_unit(last.value, card), _when(last, card), last.year, today)
    means = [row for row in others if not row.withdrawn]
    if means:
        row = max(means, key=lambda one: one.last_day)
        return _told(indicator, figure_with_unit(row.value, row.card), period_of(row), row.year, today)
    return _("{name}: chưa có số liệu").format(name=indicator.name)


def _when(figure: Figure, card: Card) -> str:
    when = days_if_odd(figure, card) or str(figure.year)
    word = {Vintage.ESTIMATE: _("ước tính"), Vintage.PRELIMINARY: _("sơ bộ")}.get(Vintage(figure.vintage), "")
    return ", ".join(filter(None, (when, word)))


def _told(indicator: Indicator, value: str, when: str, year: int, today: date) -> str:
    sentence = _("{name}: {value} ({when})").format(name=indicator.name, value=value, when=when)
    if year < today.year - 1:
        sentence = _("{sentence}, chưa có số từ {year}").format(sentence=sentence, year=year + 1)
    return sentence
