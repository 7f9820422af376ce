"""Spending by lump sum (khoán chi): when it is allowed, what may be advanced, and what goes back after a failure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from .finance import whole
from .rules import LumpSumRule
from .steps import Fault, Step, Values

Mode = Literal["final", "partial"]
Cause = Literal["objective", "subjective"]


@dataclass(frozen=True, slots=True)
class Advance:
    """Money paid ahead, and how much of it is settled."""

    amount: int
    settled: int


@dataclass(frozen=True, slots=True)
class Refund:
    """The least that goes back, rounded up to the đồng, of money properly spent and of money not proven."""

    of_proper: int
    of_unproven: int
    steps: tuple[Step, ...]

    @property
    def total(self) -> int:
        return self.of_proper + self.of_unproven


def final_product_refusals(
    *, rule: LumpSumRule, budget: int, non_lump: int, measurable: bool, proposed_by_council: bool
) -> tuple[Fault, ...]:
    """Why a task may not be paid by lump sum to the final product; none if it may."""
    article = rule.cite("final")
    faults = []
    if not measurable:
        faults.append(Fault("lump_sum.not_measurable", {}, article))
    if not proposed_by_council:
        faults.append(Fault("lump_sum.not_proposed", {}, article))
    if whole(non_lump) > rule.non_lump_share * whole(budget):
        values: Values = {
            "non_lump_money": non_lump,
            "budget_money": budget,
            "most_share": rule.non_lump_share,
        }
        faults.append(Fault("lump_sum.non_lump_share", values, article))
    if non_lump > rule.non_lump_most:
        values = {"non_lump_money": non_lump, "most_money": rule.non_lump_most}
        faults.append(Fault("lump_sum.non_lump_amount", values, article))
    return tuple(faults)


def advance_refusals(
    *, rule: LumpSumRule, budget: int, advances: Sequence[Advance], asked: int
) -> tuple[Fault, ...]:
    """Why the next advance may not be paid: the first is limited, a later one needs enough of the one before settled."""
    article = rule.cite("advance")
    faults = []
    if not advances and whole(asked) > rule.first_advance_share * whole(budget):
        values: Values = {
            "asked_money": asked,
            "budget_money": budget,
            "most_share": rule.first_advance_share,
        }
        faults.append(Fault("lump_sum.first_advance", values, article))
    if advances and advances[-1].settled < rule.settled_share * advances[-1].amount:
        last = advances[-1]
        values = {
            "settled_money": last.settled,
            "advanced_money": last.amount,
            "needed_share": rule.settled_share,
        }
        faults.append(Fault("lump_sum.previous_not_settled", values, article))
    paid = sum(whole(advance.amount) for advance in advances)
    if paid + whole(asked) > whole(budget):
        values = {"paid_money": paid, "asked_money": asked, "budget_money": budget}
        faults.append(Fault("lump_sum.above_budget", values, article))
    return tuple(faults)


def refund(*, rule: LumpSumRule, mode: Mode, cause: Cause, proper: int, unproven: int) -> Refund:
    """What goes back at the least when a task fails: shares of money properly spent and of money without proof."""
    of_proper, of_unproven = _shares(rule, mode, cause)
    steps = (
        _step(rule, "lump_sum.refund_proper", proper, of_proper),
        _step(rule, "lump_sum.refund_unproven", unproven, of_unproven),
    )
    return Refund(ceil(of_proper * proper), ceil(of_unproven * unproven), steps)


def _shares(rule: LumpSumRule, mode: Mode, cause: Cause) -> tuple[Fraction, Fraction]:
    if cause == "objective":
        return rule.objective_refund, rule.objective_unproven
    if cause != "subjective" or mode not in ("final", "partial"):
        raise ValueError(f"unknown mode {mode!r} or cause {cause!r}")
    return (rule.refund_final if mode == "final" else rule.refund_partial), rule.refund_unproven


def _step(
    rule: LumpSumRule,
    code: Literal["lump_sum.refund_proper", "lump_sum.refund_unproven"],
    spent: int,
    share: Fraction,
) -> Step:
    values: Values = {"spent_money": whole(spent), "share": share, "refund_money": ceil(share * spent)}
    return Step(code, values, rule.cite("refund"))
