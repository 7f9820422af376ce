"""Figures of other territories: old provinces by year, communes of one year."""

from collections.abc import Sequence
from dataclasses import dataclass

from khcn.indicators.models import Card, Count
from khcn.indicators.series import Series
from khcn.kernel.territory.models import Level, Unit
from khcn.lib.vn_text import sort_key
from khcn.web.workspace.indicators.words import figure_text


@dataclass(frozen=True)
class PlacesByYear:
    years: list[int]
    rows: list[tuple[Unit, list[str]]]


def by_year(card: Card, places: Sequence[tuple[Unit, Series]]) -> PlacesByYear | None:
    """One row a territory, one column a year, the last eight years that have a figure."""
    years = sorted({year for _unit, series in places for year in series})[-8:]
    if not years:
        return None
    rows = [
        (unit, [figure_text(series[year].value, card) if year in series else "—" for year in years])
        for unit, series in places
    ]
    return PlacesByYear(years, rows)


def communes_of(card: Card, year: int) -> list[Count]:
    """Counts of the year for each commune, in the order of the alphabet."""
    rows = Count.objects.filter(
        indicator=card.indicator_id, card=card, last_day__year=year, territory__level=Level.COMMUNE
    ).select_related("territory")
    return sorted(rows, key=lambda row: sort_key(row.territory.name))
