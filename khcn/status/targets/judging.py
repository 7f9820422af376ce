"""One target under one reading: milestone, trend and forecast together give a status and its sentence.

| signal | on track | at risk | off track |
| --- | --- | --- | --- |
| step of this year, or trend (rule of the card) | on_track | moderate | limited, deterioration, overdue |
| probability of the forecast | ≥ 0.8 | ≥ 0.4 | below |

The thresholds of the forecast are our own (docs/developer/status.md). Signals are weighed alike and the mean is rounded
towards caution: one of two that warns makes "at risk". Reached and overdue need no forecast. Without a trend there is
no status, whatever a forecast says: thin evidence is never a colour.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.models import Card, StoredForecast
from khcn.indicators.progress import Goal, Point, Rating, rate
from khcn.indicators.series import Figure, Series
from khcn.plan.models import Target, TargetMeasure
from khcn.status.choices import TargetStatus

#: Changed whenever the rules below or those of `progress` change, so that a change of status can name its cause.
RULES_VERSION = 1
SURE, POSSIBLE = Decimal("0.8"), Decimal("0.4")

OF_RATING = {
    "achieved": TargetStatus.REACHED,
    "on_track": TargetStatus.ON_TRACK,
    "moderate": TargetStatus.AT_RISK,
    "limited": TargetStatus.OFF_TRACK,
    "deterioration": TargetStatus.OFF_TRACK,
    "overdue": TargetStatus.OFF_TRACK,
    "not_available": TargetStatus.NO_DATA,
}
RANK = {TargetStatus.OFF_TRACK: 0, TargetStatus.AT_RISK: 1, TargetStatus.ON_TRACK: 2}


@dataclass(frozen=True)
class Evidence:
    """What a judgement stands on: the goal, the series as points, the baseline, a forecast if there is one."""

    target: Target
    measure: TargetMeasure | None
    goal: Goal
    points: list[Point] = field(default_factory=list)
    series: Series = field(default_factory=dict)
    base: Point | None = None
    forecast: StoredForecast | None = None
    probability: Decimal | None = None
    method: str = "own"
    card: Card | None = None
    missing: str = ""


@dataclass(frozen=True)
class Outcome:
    """A status with the sentence that explains it and the numbers behind."""

    status: TargetStatus
    sentence: str
    evidence: Evidence
    rating: Rating | None = None

    @property
    def measure(self) -> TargetMeasure | None:
        return self.evidence.measure

    @property
    def figure(self) -> Figure | None:
        """The latest figure."""
        series = self.evidence.series
        return series[max(series)] if series else None

    @property
    def governing(self) -> bool:
        return self.measure is not None and self.measure.governing


def judge(evidence: Evidence, *, year: int) -> Outcome:
    """The outcome for one reading in that year."""
    if evidence.missing:
        return Outcome(TargetStatus.NO_DATA, evidence.missing, evidence)
    rating = rate(
        evidence.points, evidence.goal, base=evidence.base, today_year=year, method=evidence.method,
    )  # fmt: skip
    trend = OF_RATING[rating.status]
    chance = _of_probability(evidence.probability)
    if trend not in RANK or rating.status == "overdue" or chance is None:
        return Outcome(trend, rating.reason, evidence, rating)
    status = _weighed(trend, chance)
    return Outcome(status, f"{rating.reason} {_chance_told(evidence, chance, trend)}", evidence, rating)


def _weighed(*signals: TargetStatus) -> TargetStatus:
    place = sum(RANK[one] for one in signals) // len(signals)
    return next(status for status, rank in RANK.items() if rank == place)


def _of_probability(chance: Decimal | None) -> TargetStatus | None:
    if chance is None:
        return None
    if chance >= SURE:
        return TargetStatus.ON_TRACK
    return TargetStatus.AT_RISK if chance >= POSSIBLE else TargetStatus.OFF_TRACK


def _chance_told(evidence: Evidence, chance: TargetStatus, trend: TargetStatus) -> str:
    assert evidence.probability is not None
    told = _("Dự báo: khả năng đạt vào năm {year} khoảng {percent} %.").format(
        year=evidence.goal.year, percent=round(evidence.probability * 100)
    )
    if chance == trend:
        return told
    return told + " " + _("Xu hướng và dự báo chưa khớp nhau nên xếp theo phía thận trọng.")
