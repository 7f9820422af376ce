"""Figures of targets as people read them: value with its year and vintage, pace so far and from now on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from khcn.indicators.choices import ForecastState, Rule, Vintage
from khcn.indicators.models import StoredForecast
from khcn.indicators.progress import Point
from khcn.indicators.progress.model import NOT_AVAILABLE
from khcn.indicators.progress.words import say_when
from khcn.indicators.series import Figure
from khcn.plan.choices import Horizon, TargetKind
from khcn.plan.models import TargetMeasure
from khcn.status.choices import TARGET_LABELS
from khcn.status.counts import counted
from khcn.status.targets import Outcome
from khcn.status.targets.evidence import base_words, until_words, why_not_comparable
from khcn.web.templatetags.khcn_ui import vn_number
from khcn.web.workspace.plans import words


@dataclass(frozen=True)
class Reading:
    """One way to measure a target, with everything that its numbers tell; unknown parts are ""."""

    outcome: Outcome

    @property
    def code(self) -> str:
        return self.outcome.status.value

    @property
    def key(self) -> int:
        return self.outcome.measure.pk if self.outcome.measure else 0

    @property
    def measure(self) -> TargetMeasure | None:
        return self.outcome.measure

    @property
    def published(self) -> str:
        """The published figure, where the house counts the same year."""
        row = self.figure.observation if self.figure else None
        return self.amount(row.value) if row else ""

    @property
    def counted(self) -> str:
        row = self.figure.count if self.figure else None
        return self.amount(row.value) if row else ""

    @property
    def baseline(self) -> str:
        """The plan's baseline with its period and place, also where it cannot be compared."""
        told = self.outcome.measure.baseline if self.outcome.measure else None
        card = self.outcome.evidence.card
        if told is None or card is None:
            return ""
        period = base_words(told, card) or _("năm {year}").format(year=told.year)
        return f"{self.amount(told.value)} ({period}, {told.territory.name})"

    @property
    def label(self) -> str:
        measure = self.outcome.measure
        return (measure.label or measure.indicator.name) if measure else ""

    @property
    def sentence(self) -> str:
        return self.outcome.sentence

    @property
    def told(self) -> str:
        """The sentence, with the status before it where it does not say it itself."""
        status = str(self.outcome.status.label)
        return self.sentence if self.sentence.startswith(status) else f"{status}. {self.sentence}"

    @property
    def figure(self) -> Figure | None:
        return self.outcome.figure

    @property
    def unit(self) -> str:
        card = self.outcome.evidence.card
        return card.unit if card else self.outcome.evidence.target.unit

    @property
    def value(self) -> str:
        return self.amount(self.figure.value) if self.figure else ""

    @property
    def when(self) -> str:
        return when(self.figure) if self.figure else ""

    @property
    def vintage(self) -> str:
        return str(Vintage(self.figure.vintage).label).lower() if self.figure else ""

    @property
    def pace(self) -> str:
        rating = self.outcome.rating
        return self.yearly(rating.pace) if rating and not self._is_milestone else ""

    @property
    def required_pace(self) -> str:
        rating = self.outcome.rating
        return self.yearly(rating.required_pace) if rating and not self._is_milestone else ""

    @property
    def _is_milestone(self) -> bool:
        """Done or not done: there is no pace."""
        goal = self.outcome.evidence.goal
        return goal.kind == TargetKind.MILESTONE or goal.horizon == Horizon.MILESTONE

    @property
    def probability(self) -> str:
        """In whole per cent; never 0 or 100, which no forecast can promise."""
        chance = self.outcome.evidence.probability
        if chance is None:
            return ""
        percent = round(chance * 100)
        return _("dưới 1%") if percent < 1 else _("trên 99%") if percent > 99 else f"{percent}%"

    @property
    def rule(self) -> str:
        rating = self.outcome.rating
        return rule_words(rating.rule) if rating and rating.status != NOT_AVAILABLE else ""

    @property
    def points(self) -> list[str]:
        """The two points that the rating rests on."""
        rating = self.outcome.rating
        if rating is None or rating.base is None or rating.current is None or self._is_milestone:
            return []
        return [] if rating.base == rating.current else [self.point(rating.base), self.point(rating.current)]

    @property
    def not_comparable(self) -> str:
        measure = self.outcome.measure
        return why_not_comparable(measure, self.outcome.evidence.card) if measure else ""

    @property
    def forecast(self) -> StoredForecast | None:
        return self.outcome.evidence.forecast

    @property
    def accepted(self) -> bool:
        return self.forecast is not None and self.forecast.state == ForecastState.ACCEPTED

    def amount(self, value: Decimal | None) -> str:
        """To the decimals of the definition card, without trailing zeros."""
        return self.range(value, None)

    def range(self, low: Decimal | None, high: Decimal | None, *, finer: bool = False) -> str:
        card = self.outcome.evidence.card
        places = card.decimals if card else 2
        places = max(places, 1) if finer else places
        first, last = (None if one is None else rounded(one, places) for one in (low, high))
        return words.amount(first, last, self.unit)

    def yearly(self, pace: Decimal | None) -> str:
        """“+0,95 % mỗi năm”; changes are told one decimal finer than values."""
        if pace is None:
            return ""
        card = self.outcome.evidence.card
        change = rounded(pace, (card.decimals if card else 1) + 1)
        sign = "+" if change > 0 else ""
        return _("{change} mỗi năm").format(change=sign + words.amount(change, None, self.unit))

    def point(self, one: Point) -> str:
        return f"{self.amount(one.value)} ({say_when(one)})"


def reading_of(outcome: Outcome) -> Reading:
    return Reading(outcome)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up; a value too small for the places is told finer instead of as zero."""
    told = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if not told and value:
        return Decimal(f"{value:.2g}")
    return told


def when(figure: Figure) -> str:
    """“năm 2025”, or the day up to which a running year is counted."""
    return until_words(figure.at, figure.last_day) or _("năm {year}").format(year=figure.year)


def rule_words(rule: str) -> str:
    """Which rule spoke; what is published elsewhere is named after its source."""
    named = {
        "own.linear": _("quy tắc của nền tảng: đường thẳng từ số nền đến mức phải đạt"),
        "own.near": _("quy tắc của nền tảng: giữ quanh một mức"),
        "own.yearly": _("quy tắc của nền tảng: so với mức của lộ trình"),
        "own.each_year": _("quy tắc của nền tảng: so với mức phải đạt hằng năm"),
        "own.average": _("quy tắc của nền tảng: bình quân thời kỳ"),
        "own.milestone": _("quy tắc của nền tảng: cột mốc"),
        "linear": str(Rule.LINEAR.label),
        "cagr": str(Rule.CAGR.label),
        "eurostat": _("Cách của Eurostat"),
    }
    return named.get(rule, _("quy tắc của nền tảng") if rule.startswith("own") else rule)


def finding(codes: Iterable[str]) -> str:
    """What the statuses say together, in one sentence of counts; there is no score."""
    every = list(codes)
    parts = [f"{vn_number(one.number)} {str(TARGET_LABELS[one.code]).lower()}" for one in counted(every)]
    if not parts:
        return _("Chưa có chỉ tiêu nào để chấm.")
    return _("{total} chỉ tiêu: {parts}").format(total=vn_number(len(every)), parts=", ".join(parts))
