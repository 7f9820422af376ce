"""One question: how does this series stand towards this goal, seen from this year?"""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.indicators.progress import ratios
from khcn.indicators.progress.evidence import Evidence
from khcn.indicators.progress.model import Goal, NotRated, Point, Rating
from khcn.indicators.progress.words import say, say_when


@dataclass(frozen=True)
class Case:
    goal: Goal
    evidence: Evidence
    today: int
    limit: Decimal | None = None

    @property
    def overdue(self) -> bool:
        return self.goal.year is not None and self.today > self.goal.year

    def bar(self) -> Decimal:
        """The number to be met, or why there is none."""
        if self.goal.contradictory:
            raise NotRated(
                _(
                    "Chưa xếp loại được: phép so sánh của chỉ tiêu ngược với chiều mong muốn; hãy kiểm tra lại hai mục này."
                )
            )
        bar = self.goal.bar
        if bar is None:
            raise NotRated(_("Chưa xếp loại được: chỉ tiêu không có mức bằng số."))
        return bar

    def target_year(self) -> int:
        if self.goal.year is None:
            raise NotRated(_("Chưa xếp loại được: chỉ tiêu chưa có năm đích."))
        return self.goal.year

    def rating(self, rule: str, status: str, reason: str, current: Point | None = None) -> Rating:
        """The rating with all that follows from the two points alone."""
        found = self.evidence
        latest = current or found.latest
        told = Rating(rule, status, _with_notes(self, reason), found.base, latest)
        if latest is None or found.unusable:
            return told
        if not found.fault and found.base is not None and latest.year > found.base.year:
            years = Decimal(latest.year) - Decimal(found.base.year)
            told = replace(told, pace=ratios.per_year(found.base.value, latest.value, years))
        return self._towards_goal(told, latest)

    def _towards_goal(self, told: Rating, latest: Point) -> Rating:
        goal, bar = self.goal, self.goal.bar
        if bar is None or goal.contradictory:
            return told
        gap = (bar - latest.value) * (1 if goal.upward else -1)
        told = replace(told, shortfall=max(gap, Decimal(0)))
        if goal.far is not None:
            told = replace(told, high_met=goal.meets(latest.value, goal.far))
        if gap > 0 and goal.year is not None and goal.year > latest.year:
            years = Decimal(goal.year) - Decimal(latest.year)
            told = replace(told, required_pace=ratios.per_year(latest.value, bar, years))
        return told


def _with_notes(case: Case, reason: str) -> str:
    newer, far, latest = case.evidence.newer, case.goal.far, case.evidence.latest
    if far is not None and latest is not None and not case.evidence.unusable:
        met = case.goal.meets(latest.value, far)
        words = _("Mức cao hơn là %s, đã đạt.") if met else _("Mức cao hơn là %s, chưa đạt.")
        reason = f"{reason} {words % say(far)}"
    if newer is not None:
        note = _("Đã có số chưa chính thức %(value)s của %(when)s, không dùng để xếp loại.")
        reason = f"{reason} {note % {'value': say(newer.value), 'when': say_when(newer)}}"
    return reason
