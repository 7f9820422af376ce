"""The figures of one indicator as rows of tables: what stands for each year, and what else was told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from khcn.indicators.choices import COMPUTED, ValueState
from khcn.indicators.models import Card, Count, Indicator, Observation
from khcn.indicators.series import Figure, Series, same_unit, series_from
from khcn.kernel.territory.models import Level, Unit
from khcn.web.workspace.indicators.common import url_of_indicator
from khcn.web.workspace.indicators.words import (
    days_if_odd,
    figure_text,
    figure_with_unit,
    part_text,
    period_of,
    source_of_card,
    source_text,
)


@dataclass(frozen=True)
class YearRow:
    """What stands for one year, where it comes from, and what is counted beside it."""

    year: int
    days: str
    value: str
    numerator: str
    denominator: str
    vintage: str
    state: str
    source: str
    url: str
    revision: int
    whole_missing: bool
    now: str
    drift_url: str
    breaks: bool


@dataclass(frozen=True)
class OtherRow:
    """A figure that stands in no yearly series, and why."""

    row: Observation
    period: str
    place: str
    value: str
    state: str
    source: str
    url: str
    why: str


@dataclass
class Figures:
    """All that was told and counted of an indicator, read once; rows and series hold only what the reader may see."""

    indicator: Indicator
    card: Card | None
    public: bool
    told: list[Observation] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @cached_property
    def by_place(self) -> dict[int, Series]:
        if self.card is None:
            return {}
        found = series_from(self.card, self.told, self.counts, public=self.public)
        return {territory: series for (_indicator, territory), series in found.items()}

    @property
    def own(self) -> Series:
        return self.by_place.get(self.card.territory_id or 0, {}) if self.card else {}

    @cached_property
    def units(self) -> dict[int, Unit]:
        rows: Iterable[Observation | Count] = (*self.told, *self.counts)
        return {row.territory_id: row.territory for row in rows}

    @property
    def other_places(self) -> list[tuple[Unit, Series]]:
        """Provinces of other times beside the own one; communes have a page of their own."""
        own = self.card.territory_id if self.card else None
        found = [
            (self.units[place], series) for place, series in self.by_place.items()
            if place != own and self.units[place].level != Level.COMMUNE and _says_something(series)
        ]  # fmt: skip
        return sorted(found, key=lambda pair: pair[0].name)

    @property
    def means(self) -> list[Observation]:
        """Figures of the own territory that vouch for no single year, for the title."""
        standing = (ValueState.PUBLISHED,) if self.public else (ValueState.CONFIRMED, ValueState.PUBLISHED)
        return [
            row for row in self.told
            if row.current and not row.withdrawn and row.state in standing and self.card
            and row.territory_id == self.card.territory_id and same_unit(row.card, self.card)
        ]  # fmt: skip

    def year_rows(self) -> list[YearRow]:
        return [self._year(self.own[year]) for year in sorted(self.own, reverse=True)]

    def other_rows(self) -> list[OtherRow]:
        """Drafts, parts of years, means of years, figures under another unit, withdrawn ones; not what was corrected."""
        standing = {
            figure.observation.pk
            for series in self.by_place.values()
            for figure in series.values()
            if figure.observation
        }
        rows = [row for row in self.told if row.pk not in standing and (row.current or row.withdrawn)]
        if self.public:
            rows = [row for row in rows if row.state == ValueState.PUBLISHED and not row.withdrawn]
        return [
            self._other(row) for row in sorted(rows, key=lambda one: (one.last_day, one.pk), reverse=True)
        ]

    def waiting(self) -> int:
        return sum(row.current and not row.withdrawn and row.state == ValueState.DRAFT for row in self.told)

    def _year(self, figure: Figure) -> YearRow:
        assert self.card is not None
        shown = _shown(figure)
        url = url_of_indicator("count_detail", self.indicator, year=figure.year)
        if shown is not None:
            url = url_of_indicator("value_detail", self.indicator, pk=shown.pk)
        differs = figure.differs and figure.count is not None
        published = figure.observation if differs else None
        return YearRow(
            year=figure.year, days=days_if_odd(figure, self.card), value=figure_text(figure.value, self.card),
            numerator=part_text(figure.numerator), denominator=part_text(figure.denominator), vintage=figure.vintage,
            state=shown.state if shown else "counted",
            source=source_text(shown) if shown else source_of_card(self.card), url=url,
            revision=shown.revision if shown else 0, whole_missing=self.card.kind == "share" and figure.numerator is None,
            now=figure_with_unit(_beside(figure), self.card) if published is not None else "",
            drift_url=url_of_indicator("value_detail", self.indicator, pk=published.pk) if published else "",
            breaks=figure.breaks,
        )  # fmt: skip

    def _other(self, row: Observation) -> OtherRow:
        return OtherRow(
            row, period_of(row), row.territory.name, figure_with_unit(row.value, row.card),
            "withdrawn" if row.withdrawn else row.state, source_text(row),
            url_of_indicator("value_detail", self.indicator, pk=row.pk), self._why(row),
        )  # fmt: skip

    def _why(self, row: Observation) -> str:
        if row.withdrawn:
            return row.reason
        if row.state == ValueState.DRAFT:
            return _("chờ xác nhận")
        if self.card is None or not same_unit(row.card, self.card):
            return _("ghi theo đơn vị của định nghĩa bản {version}").format(version=row.card.version)
        if row.calendar == "average":
            return _("bình quân nhiều năm")
        return _("đã có số ở mức chính thức hơn, hoặc không trọn năm")


def _says_something(series: Series) -> bool:
    """Counts that are all zero say only that no record lies there; what somebody told is always shown."""
    return any(figure.observation is not None or figure.value for figure in series.values())


def _shown(figure: Figure) -> Observation | None:
    """The told figure, where it is its value that stands and not the count's."""
    row = figure.observation
    return row if row is not None and row.value == figure.value else None


def _beside(figure: Figure):  # type: ignore[no-untyped-def]
    """Of a published figure and a count that differ: the one that does not stand in the row."""
    assert figure.observation is not None and figure.count is not None
    return figure.count.value if figure.value == figure.observation.value else figure.observation.value


def read_figures(indicator: Indicator, card: Card | None, *, public: bool) -> Figures:
    """Two queries. What was corrected tells which figures stand, so drafts are read for everybody and shown inside."""
    told = Observation.objects.filter(indicator=indicator).select_related("card", "territory", "document")
    counts: list[Count] = []
    if not public and card is not None and card.source in COMPUTED:
        rows = Count.objects.filter(indicator=indicator, card=card).select_related("territory")
        own_level = rows.exclude(territory__level=Level.COMMUNE)
        counts = list(own_level if card.territory is None or card.territory.level != Level.COMMUNE else rows)
    return Figures(indicator, card, public, list(told.order_by("revision", "pk")), counts)
