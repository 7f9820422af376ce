"""Rules of the old regime as councils know them; the numbers stand in the circulars named with each rule."""

from decimal import Decimal
from fractions import Fraction

from khcn.operations.st_tasks.judging.composition import SeatFacts
from khcn.operations.st_tasks.judging.rules import (
    AcceptanceRule,
    ChangeRule,
    CompositionRule,
    Criterion,
    Grid,
    IdentificationRule,
    LumpSumRule,
    QuorumRule,
    SelectionRule,
)

TT06, TT20 = "TT 06/2023/TT-BKHCN", "TT 20/2023/TT-BKHCN"
TT11, TT04 = "TT 11/2014/TT-BKHCN", "TT 04/2015/TT-BKHCN"
TTLT27, TT09 = "TTLT 27/2015/TTLT-BKHCN-BTC", "TT 09/2014/TT-BKHCN"
ND08 = "NĐ 08/2014/NĐ-CP, Điều 32, 33"

IDENTIFYING = CompositionRule(kind="identification", minimum=7, maximum=11, article=TT06)
SELECTING = CompositionRule(kind="selection", minimum=7, maximum=9, article=TT20)
ACCEPTING = CompositionRule(
    kind="acceptance",
    minimum=9,
    maximum=9,
    experts=6,
    managers=3,
    from_earlier=1,
    host_barred_roles=("chair", "vice", "reviewer", "secretary"),
    experts_from_register=True,
    article=TT11,
)
FINANCE = CompositionRule(
    kind="finance",
    minimum=5,
    maximum=5,
    chair=0,
    vice=0,
    reviewers=0,
    secretary=0,
    others=(("head", 1), ("deputy", 1), ("council_person", 1), ("group_secretary", 1)),
    article=TT20,
)
MEETING = QuorumRule(
    share=Fraction(2, 3), roles=("chair_or_vice", "all_reviewers", "secretary"), article=ND08
)
FINANCE_MEETING = QuorumRule(share=Fraction(4, 5), roles=("council_person",), article=TT20)
IDENTIFICATION = IdentificationRule(vote_share=Fraction(3, 4), article=TT06)
SELECTION = SelectionRule(
    outlier_share=Fraction(1, 5),
    pass_mark=70,
    zero_share=Fraction(1, 4),
    bonus_share=Fraction(1, 10),
    bonus_from=70,
    ties=("budget", "excellent_record", "content"),
    article=TT20,
)
ACCEPTANCE = AcceptanceRule(
    excellent_share=Fraction(3, 4),
    fail_share=Fraction(1, 3),
    quantity_share=Fraction(3, 4),
    reached_share=Fraction(3, 4),
    late_months=6,
    article=TT11,
)
LUMP_SUM = LumpSumRule(
    non_lump_share=Fraction(15, 100),
    non_lump_most=1_000_000_000,
    first_advance_share=Fraction(1, 2),
    settled_share=Fraction(1, 2),
    refund_final=Fraction(40, 100),
    refund_partial=Fraction(30, 100),
    refund_unproven=Fraction(1),
    objective_refund=Fraction(0),
    objective_unproven=Fraction(0),
    article=TTLT27,
)
CHANGES = ChangeRule(
    extensions=1,
    long_task_months=24,
    long_extension_months=12,
    short_extension_months=6,
    notice_months=1,
    shortening_share=Fraction(2, 3),
    frozen={"final": ("name", "objective", "product")},
    grounds={
        "leader": ("away", "ill", "dead", "request", "late"),
        "host": ("merger", "split", "dissolution"),
    },
    article=TT04,
)
CODE_PATTERN = "ĐTĐLCN.{seq:02d}/{yy}"


def _grid(code: str, **maxima: int) -> Grid:
    criteria = tuple(
        Criterion(code=line, name=line, maximum=Decimal(maximum), is_content=line == "content")
        for line, maximum in maxima.items()
    )
    return Grid(code=code, name=code, criteria=criteria, total=Decimal(100))


TECHNOLOGY = _grid(
    "technology",
    overview=12,
    content=24,
    products=16,
    applicability=16,
    feasibility=16,
    capacity=16,
)
SOCIAL = _grid("social", overview=12, content=12, approach=12, feasibility=20, products=24, capacity=20)
PROJECT = _grid(
    "project",
    overview=8,
    content=20,
    technology=12,
    prospects=12,
    products=16,
    finance=16,
    capacity=16,
)
ONE_LINE = _grid("one_line", content=100)


def council(size: int = 9, **changed: SeatFacts) -> list[SeatFacts]:
    """Chair c, vice v, reviewers r1 and r2, secretary s, members m1 …; three of nine are managers, v sat earlier."""
    roles = {"c": "chair", "v": "vice", "r1": "reviewer", "r2": "reviewer", "s": "secretary"}
    roles |= {f"m{number}": "member" for number in range(1, size - 4)}
    seats = {
        key: SeatFacts(
            key=key,
            role=role,
            side="manager" if key in ("v", "s", "m1") else "expert",
            in_earlier=key == "v",
            in_register=True,
        )
        for key, role in roles.items()
    }
    return list((seats | changed).values())
