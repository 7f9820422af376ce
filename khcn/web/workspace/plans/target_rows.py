"""Targets in a table: the promise, where it stands, and how each reading explains that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from khcn.kernel.access import may, visible
from khcn.lib.vn_text import fold
from khcn.plan.choices import FindingState
from khcn.plan.models import Plan, Target
from khcn.plan.queries import findings_of
from khcn.status.targets import Outcome, Standing
from khcn.web.workspace.plans import words
from khcn.web.workspace.plans.target_words import Reading, reading_of

Readings = list[dict[str, str]]


@dataclass
class TargetRow:
    target: Target
    findings: int = 0
    clashes: Readings = field(default_factory=list)
    readings: Readings = field(default_factory=list)
    depth: int = 0
    standing: Standing | None = None

    @property
    def prefix(self) -> str:
        """How a row below another one belongs to it."""
        if not self.depth:
            return ""
        if not self.target.governing:
            return _("ghi ở mục {clause}:").format(clause=self.target.clause)
        return "" if fold(self.target.short_title).startswith("trong do") else _("trong đó:")

    @property
    def level(self) -> str:
        return words.level(self.target)

    @property
    def horizon(self) -> str:
        return words.horizon(self.target)

    @property
    def baseline(self) -> str:
        return words.baseline(self.target)

    @property
    def is_group(self) -> bool:
        """A heading of parts: judged by its parts, not by itself."""
        return not self.target.governing and words.is_qualitative(self.target)

    @property
    def code(self) -> str:
        """The status, "contested", or "" for a group."""
        return "" if self.standing is None or self.is_group else self.standing.code

    @property
    def counts(self) -> bool:
        """Whether it is among the targets that the plan holds to."""
        return self.target.governing and bool(self.code)

    @property
    def told(self) -> list[Reading]:
        """The reading that decides, or all while they contradict each other."""
        if self.standing is None or self.is_group:
            return []
        main = self.standing.main
        shown = self.standing.outcomes if self.standing.contested else [main] if main else []
        return [reading_of(one) for one in shown]

    @property
    def main(self) -> Reading | None:
        outcome: Outcome | None = self.standing.main if self.standing else None
        return reading_of(outcome) if outcome else None


def rows_of(
    request: HttpRequest, plan: Plan, targets: list[Target], standings: Mapping[int, Standing]
) -> list[TargetRow]:
    """Parts stand below their whole; while a finding is open both its readings are shown."""
    sees = may(request.actor, "plan.finding.view")
    open_readings = _open_readings(request, plan) if sees else {}
    known = {target.pk for target in targets}
    parts: dict[int | None, list[Target]] = {}
    for target in targets:
        parts.setdefault(target.parent_id if target.parent_id in known else None, []).append(target)

    def below(whole: int | None, depth: int) -> Iterator[TargetRow]:
        for one in parts.get(whole, []):
            clashes, other = open_readings.get(one.pk, ([], []))
            found = one.open_findings if sees else 0
            yield TargetRow(one, found, clashes, other, depth, standings.get(one.pk))
            yield from below(one.pk, depth + 1)

    return list(below(None, 0))


def _open_readings(request: HttpRequest, plan: Plan) -> dict[int, tuple[Readings, Readings]]:
    """By target: the readings that contradict each other, and those of every other open finding."""
    seen = visible(request.actor, "plan.finding.view", findings_of(plan).filter(state=FindingState.OPEN))
    told: dict[int, tuple[Readings, Readings]] = {}
    for target, kind, readings in seen.filter(targets__isnull=False).values_list(
        "targets", "kind", "readings"
    ):
        clashes, others = told.setdefault(target, ([], []))
        (clashes if kind in words.CLASHES else others).extend(readings)
    return told
