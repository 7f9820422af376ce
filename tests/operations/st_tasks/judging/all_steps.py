"""One case for every step and fault that judging can tell, so that none is without words or with words for other values."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from khcn.operations.st_tasks.judging.acceptance import (
    AcceptanceSheet,
    ProductMarks,
    council_grade,
    member_grade,
)
from khcn.operations.st_tasks.judging.changes import (
    AmendmentFacts,
    ExtensionFacts,
    ReplacementFacts,
    ShorteningFacts,
    refusals,
)
from khcn.operations.st_tasks.judging.codes import check_pattern
from khcn.operations.st_tasks.judging.composition import SeatFacts, check_composition
from khcn.operations.st_tasks.judging.finance import Line, appraise
from khcn.operations.st_tasks.judging.identification import ContentSheet, carried, identify
from khcn.operations.st_tasks.judging.lump_sum import (
    Advance,
    advance_refusals,
    final_product_refusals,
    refund,
)
from khcn.operations.st_tasks.judging.quorum import quorum
from khcn.operations.st_tasks.judging.rules import CompositionRule
from khcn.operations.st_tasks.judging.selection import Bid, Sheet, tally
from khcn.operations.st_tasks.judging.steps import Step

from . import old_regime as old

SIZES = CompositionRule(kind="programme", minimum=0, maximum=11, allowed_sizes=(7, 9, 11))


def every_step() -> Iterator[Step]:
    yield from compositions()
    yield from meetings()
    yield from proposals()
    yield from selections()
    yield from acceptances()
    yield from money()
    yield from changes()


def compositions() -> Iterator[Step]:
    alone = [SeatFacts("m1", "chair", "expert", of_host=True), SeatFacts("m1", "member")]
    yield from check_composition(rule=old.ACCEPTING, seats=alone, reviewers_of={"P": {"m1", "x"}})
    yield from check_composition(rule=old.SELECTING, seats=old.council(11))
    yield from check_composition(rule=SIZES, seats=old.council(8))


def meetings() -> Iterator[Step]:
    for present in (set(), {"v"}, {seat.key for seat in old.council()}):
        yield from quorum(rule=old.MEETING, seats=old.council(), present=present).steps


def proposals() -> Iterator[Step]:
    marks = {"P": ["pass", "pass"], "Q": ["fail", "pass"], "R": [None, None]}
    sheets = [
        ContentSheet(n, item, {"need": mark}) for item, given in marks.items() for n, mark in enumerate(given)
    ]
    for found in identify(rule=old.IDENTIFICATION, contents=["need"], items=marks, sheets=sheets, present=2):
        yield from found.steps
    for in_favour in (1, 9):
        yield from carried(rule=old.IDENTIFICATION, in_favour=in_favour, cast=9, present=9).steps


def selections() -> Iterator[Step]:
    yield from _selection({"A": [80, 80], "B": [80, 80]})
    yield from _selection({"A": [80, 70], "B": [80, 70]}, cheaper=1)
    yield from _selection({"A": [40, 80, None], "B": [0, 0, 0], "C": []})


def _selection(scores: dict[str, list[int | None]], cheaper: int = 0) -> Iterator[Step]:
    sheets = [Sheet(n, bid, {"content": one}) for bid, given in scores.items() for n, one in enumerate(given)]
    sheets += [Sheet("spoiled", bid, {}, void=True) for bid in scores]
    bids = [Bid(bid, 100 - cheaper * n, proposed=True) for n, bid in enumerate(scores)]
    outcome = tally(rule=old.SELECTION, grid=old.ONE_LINE, sheets=sheets, bids=bids)
    yield from outcome.steps
    for one in outcome.ranking:
        yield from one.steps


def acceptances() -> Iterator[Step]:
    best = ProductMarks("Giống", "excellent", "excellent", "excellent")
    products = (
        ProductMarks("Mẫu", "fail", "fail", "pass", Decimal("10.5"), 3),
        ProductMarks("Bài báo", "fail", "pass", "pass"),
    )
    for sheet, late in (
        (AcceptanceSheet("m1", products, "fail"), False),
        (AcceptanceSheet("m1", (best,), "pass"), False),
        (AcceptanceSheet("m1", (best,), "pass"), True),
        (AcceptanceSheet("m1", (best,), None), False),
    ):
        yield from member_grade(rule=old.ACCEPTANCE, sheet=sheet, late=late).steps
    sheets = [AcceptanceSheet("m1", (best,), "pass"), AcceptanceSheet("m2", (best,), None)]
    for given in (sheets, sheets[1:]):
        yield from council_grade(rule=old.ACCEPTANCE, sheets=given, present=2).steps


def money() -> Iterator[Step]:
    lines = [Line("Đi lại", "travel", "state", 2026, 5, 6), Line("Giống", "seeds", "state", 2026, 5)]
    appraisal = appraise(lines=lines)
    yield from (*appraisal.steps, *appraisal.faults)
    yield from final_product_refusals(
        rule=old.LUMP_SUM,
        budget=3_000_000_000,
        non_lump=1_500_000_000,
        measurable=False,
        proposed_by_council=False,
    )
    yield from advance_refusals(rule=old.LUMP_SUM, budget=100, advances=[], asked=60)
    yield from advance_refusals(rule=old.LUMP_SUM, budget=100, advances=[Advance(50, 0)], asked=60)
    yield from refund(rule=old.LUMP_SUM, mode="final", cause="subjective", proper=101, unproven=7).steps


def changes() -> Iterator[Step]:
    for facts in (
        ExtensionFacts(24, 9, date(2026, 6, 1), date(2026, 6, 30), 1),
        ShorteningFacts(Fraction(1, 2)),
        AmendmentFacts("final", "objective"),
        ReplacementFacts("leader", "unpopular"),
    ):
        yield from refusals(rule=old.CHANGES, facts=facts)
    for pattern in ("{seq", "{number}", "{seq!r}", "ĐT"):
        yield from check_pattern(pattern)
