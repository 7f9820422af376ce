"""How a result came about: steps with exact values and the article, and faults that stand in the way.

A step has a code, never a sentence; `khcn.operations.st_tasks.councils.saying` says it in Vietnamese. The codes are one
closed list, so that none is left without words.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Key = Hashable
Keys = tuple[Key, ...]
Value = Hashable | Fraction | Decimal | date | None
Values = Mapping[str, Value]

Code = Literal[
    "composition.too_few",
    "composition.too_many",
    "composition.size_not_allowed",
    "composition.role_count",
    "composition.twice",
    "composition.reviewer_count",
    "composition.reviewer_not_seated",
    "composition.side_count",
    "composition.nobody_from_earlier",
    "composition.host_barred",
    "composition.outside_register",
    "quorum.share",
    "quorum.valid",
    "quorum.not_valid",
    "quorum.share_missing",
    "quorum.chair_missing",
    "quorum.vice_not_authorised",
    "quorum.reviewer_missing",
    "quorum.role_missing",
    "identification.uncounted",
    "identification.votes",
    "identification.recommended",
    "identification.not_recommended",
    "identification.no_ballots",
    "identification.carried",
    "identification.not_carried",
    "selection.incomplete",
    "selection.void",
    "selection.mean_all",
    "selection.no_ballots",
    "selection.band",
    "selection.deviant",
    "selection.mean_valid",
    "selection.no_valid",
    "selection.zeros",
    "selection.below_pass",
    "selection.reaches_pass",
    "selection.bonus",
    "selection.winner",
    "selection.tie",
    "selection.tie_broken",
    "selection.undecided",
    "selection.nobody_passes",
    "acceptance.late",
    "acceptance.incomplete",
    "acceptance.products_excellent",
    "acceptance.quality_or_kind_failed",
    "acceptance.report_failed",
    "acceptance.quantity_share",
    "acceptance.quantity_share_low",
    "acceptance.quantity_short",
    "acceptance.quantity_unknown",
    "acceptance.member_grade",
    "acceptance.votes",
    "acceptance.uncounted",
    "acceptance.not_settled",
    "acceptance.no_ballots",
    "acceptance.council_grade",
    "finance.above_asked",
    "finance.not_appraised",
    "finance.total",
    "lump_sum.not_measurable",
    "lump_sum.not_proposed",
    "lump_sum.non_lump_share",
    "lump_sum.non_lump_amount",
    "lump_sum.first_advance",
    "lump_sum.previous_not_settled",
    "lump_sum.above_budget",
    "lump_sum.refund_proper",
    "lump_sum.refund_unproven",
    "changes.extended_before",
    "changes.extension_too_long",
    "changes.extension_asked_late",
    "changes.too_little_done",
    "changes.frozen",
    "changes.ground_not_listed",
    "codes.unreadable",
    "codes.unknown_name",
    "codes.bad_format",
    "codes.no_sequence",
]

Refusal = Literal[
    "bid_twice",
    "impossible_count",
    "more_sheets_than_present",
    "negative",
    "no_contents",
    "no_products",
    "not_a_number",
    "not_exact",
    "nothing_ordered",
    "out_of_range",
    "product_twice",
    "quantity_contradicts",
    "twice",
    "unknown_bid",
    "unknown_content",
    "unknown_criterion",
    "unknown_item",
    "unknown_mark",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: what was found, with its exact numbers, and the article that asks for it."""

    code: Code
    values: Values = field(default_factory=dict, hash=False)
    article: str = ""


@dataclass(frozen=True, slots=True)
class Fault(Step):
    """What stands in the way; nothing is refused here, the caller decides what follows."""


class BadSheet(ValueError):
    """A sheet cannot be counted as handed in. `code` never changes; `values` say where."""

    def __init__(self, code: Refusal, **values: Value) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
