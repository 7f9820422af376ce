"""The numbers of a rule set, as councils need them. None has a number of any circular as its default: a rule set says all.

Shares are fractions: a rule set reads “3/4” by `Fraction("3/4")`. `None` instead of a number means that there is no such rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Denominator = Literal["present", "ballots"]
NONVOTING = ("admin_secretary",)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule with its article; `articles` may name a nearer one for a topic of the rule."""

    article: str = ""
    articles: Mapping[str, str] = field(default_factory=dict, hash=False)

    def cite(self, topic: str) -> str:
        return self.articles.get(topic, self.article)


@dataclass(frozen=True, kw_only=True)
class CompositionRule(Rule):
    """Who sits. Counts of roles are exact; `others` names further roles; `from_earlier` is a least number."""

    kind: str
    minimum: int
    maximum: int
    allowed_sizes: tuple[int, ...] = ()
    chair: int = 1
    vice: int = 1
    reviewers: int = 2
    secretary: int = 1
    others: tuple[tuple[str, int], ...] = ()
    experts: int | None = None
    managers: int | None = None
    from_earlier: int = 0
    host_barred_roles: tuple[str, ...] = ()
    experts_from_register: bool = False
    nonvoting: tuple[str, ...] = NONVOTING


@dataclass(frozen=True, kw_only=True)
class QuorumRule(Rule):
    """At least `share` of the seats, and the `roles`: chair_or_vice, all_reviewers, or the code of a role."""

    share: Fraction
    roles: tuple[str, ...] = ()
    nonvoting: tuple[str, ...] = NONVOTING


@dataclass(frozen=True, kw_only=True)
class IdentificationRule(Rule):
    """More than `vote_share` (at least, if not `strictly`) of the complete ballots, or of the members present."""

    vote_share: Fraction
    strictly: bool = True
    denominator: Denominator = "ballots"


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One line of a grid; the points of `is_content` lines decide the third rule for ties."""

    code: str
    name: str
    maximum: Decimal
    is_content: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A scoring grid: the maxima of its criteria add up to its total."""

    code: str
    name: str
    criteria: tuple[Criterion, ...]
    total: Decimal

    def __post_init__(self) -> None:
        codes = {criterion.code for criterion in self.criteria}
        if len(codes) != len(self.criteria) or not self.criteria:
            raise ValueError(f"grid {self.code}: criteria must be there and have codes of their own")
        if sum(criterion.maximum for criterion in self.criteria) != self.total:
            raise ValueError(f"grid {self.code}: the maxima do not add up to {self.total}")


@dataclass(frozen=True, kw_only=True)
class SelectionRule(Rule):
    """Who wins. Topics of articles: outlier, zero, pass, bonus, ties."""

    outlier_share: Fraction | None
    pass_mark: Decimal | int
    zero_share: Fraction | None
    bonus_share: Fraction | None
    bonus_from: Decimal | int | None
    ties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AcceptanceRule(Rule):
    """The grades. Topics of articles: late, member, council."""

    excellent_share: Fraction
    fail_share: Fraction
    quantity_share: Fraction
    reached_share: Fraction
    late_months: int | None


@dataclass(frozen=True, kw_only=True)
class LumpSumRule(Rule):
    """Spending by lump sum, its advances, and what goes back after a failure. Topics: final, advance, refund."""

    non_lump_share: Fraction
    non_lump_most: int
    first_advance_share: Fraction
    settled_share: Fraction
    refund_final: Fraction
    refund_partial: Fraction
    refund_unproven: Fraction
    objective_refund: Fraction
    objective_unproven: Fraction


@dataclass(frozen=True, kw_only=True)
class ChangeRule(Rule):
    """What may change while a task runs. Topics: extension, shortening, frozen, leader, host."""

    extensions: int
    long_task_months: int
    long_extension_months: int
    short_extension_months: int
    notice_months: int
    shortening_share: Fraction
    frozen: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    grounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
