"""How targets were judged last, from what is kept: for pages that must not judge anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from khcn.plan.models import Plan, Target
from khcn.status.choices import CONTESTED, TARGETS_BY_URGENCY, TARGETS_WORRYING
from khcn.status.counts import Count, counted
from khcn.status.models import Judgement

WORST = 5


@dataclass(frozen=True)
class Latest:
    """One target with its last judgements, the governing reading first."""

    target: Target
    judgements: list[Judgement] = field(default_factory=list)

    @property
    def deciding(self) -> Judgement | None:
        first = self.judgements[0]
        governs = first.measure is not None and first.measure.governing
        return first if governs or all(one.status == first.status for one in self.judgements) else None

    @property
    def code(self) -> str:
        return self.deciding.status if self.deciding else CONTESTED

    @property
    def told(self) -> list[Judgement]:
        """What explains the status: one judgement, or each of those that contradict each other."""
        return [self.deciding] if self.deciding else self.judgements

    @property
    def rank(self) -> tuple[int, int]:
        return TARGETS_BY_URGENCY.index(self.code), self.target.order


@dataclass(frozen=True)
class Share:
    """A status with the targets that stand there."""

    count: Count
    targets: list[Target]


@dataclass(frozen=True)
class TargetsToday:
    """The targets of a plan for the first page: counts, never a score."""

    all: list[Latest]

    @property
    def judgements(self) -> list[Judgement]:
        return [row for one in self.all for row in one.judgements]

    @property
    def counts(self) -> list[Count]:
        return counted(one.code for one in self.all)

    @property
    def shares(self) -> list[Share]:
        return [
            Share(count, [one.target for one in self.all if one.code == count.code]) for count in self.counts
        ]

    @property
    def worst(self) -> list[Latest]:
        worrying = (one for one in self.all if one.code in TARGETS_WORRYING)
        return sorted(worrying, key=lambda one: one.rank)[:WORST]


def latest_of(plan: Plan | None) -> TargetsToday:
    """Targets that the plan itself holds to; figures given for the same promise elsewhere do not count. One query."""
    if plan is None:
        return TargetsToday([])
    rows = Judgement.objects.filter(target__plan=plan, target__withdrawn=False, target__governing=True)
    told = rows.select_related("target", "measure__indicator", "change").defer(
        "basis", "change__basis", "target__official_text"
    )
    return TargetsToday(_by_target(told, plan))


def _by_target(rows: Iterable[Judgement], plan: Plan) -> list[Latest]:
    found: dict[int, Latest] = {}
    for row in rows:
        row.target.plan = plan
        found.setdefault(row.target_id, Latest(row.target)).judgements.append(row)
    for one in found.values():
        measured = [row for row in one.judgements if row.measure is not None]
        one.judgements[:] = sorted(measured or one.judgements, key=_order)
    return sorted(found.values(), key=lambda one: (one.target.order, one.target.pk))


def _order(row: Judgement) -> tuple[bool, int, int]:
    measure = row.measure
    return (not measure.governing, measure.order, measure.pk) if measure else (True, 0, 0)
