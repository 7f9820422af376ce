"""The grade of a finished task: members' sheets give members' grades, these give the council's. Nobody types a grade.

A sheet with a mark left open has no grade; it is named and not counted, and the result says whether such sheets could have
changed it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from khcn.lib.months import add_months

from .rules import AcceptanceRule
from .steps import BadSheet, Key, Keys, Step, Values

Grade = Literal["excellent", "pass", "fail"]
GRADES: tuple[Grade, ...] = ("excellent", "pass", "fail")
Mark = Grade | None
Amount = int | Decimal | None


@dataclass(frozen=True, slots=True)
class ProductMarks:
    """A member's marks for one product; what was ordered and delivered shows how far a failing quantity came."""

    product: Key
    quantity: Mark
    quality: Mark
    kind: Mark
    ordered: Amount = None
    delivered: Amount = None


@dataclass(frozen=True, slots=True)
class AcceptanceSheet:
    """A member's sheet: marks of all products and of the summary report."""

    member: Key
    products: tuple[ProductMarks, ...]
    report: Mark
    void: bool = False


@dataclass(frozen=True, slots=True)
class MemberGrade:
    """The grade that follows from a sheet; None if it is void or incomplete."""

    member: Key
    grade: Grade | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CouncilGrade:
    """The council's grade. `settled` is False when the sheets not counted could have made it another one."""

    grade: Grade | None
    counts: tuple[tuple[Grade, int], ...]
    present: int
    members: tuple[MemberGrade, ...]
    uncounted: Keys
    settled: bool
    steps: tuple[Step, ...]


def is_late(*, rule: AcceptanceRule, due: date, handed_in: date) -> bool:
    """Whether the dossier came more than the rule's months after its last day; on that very day of the month it did not."""
    return rule.late_months is not None and handed_in > add_months(due, rule.late_months)


def member_grade(*, rule: AcceptanceRule, sheet: AcceptanceSheet, late: bool = False) -> MemberGrade:
    """The grade of one member; a late dossier fails whatever the marks.

    Refuses a sheet without products, with a product twice, or with a passed quantity that the numbers contradict.
    """
    _check(sheet)
    marks = [mark for one in sheet.products for mark in (one.quantity, one.quality, one.kind)]
    if sheet.void or None in (*marks, sheet.report):
        step = Step("acceptance.incomplete", {"members": (sheet.member,)}, rule.cite("member"))
        return MemberGrade(sheet.member, None, (step,))
    if late:
        return _member(
            rule, sheet, "fail", [Step("acceptance.late", {"months": rule.late_months}, rule.cite("late"))]
        )
    if sheet.report != "fail" and all(mark == "excellent" for mark in marks):
        step = Step("acceptance.products_excellent", {"products": len(sheet.products)}, rule.cite("member"))
        return _member(rule, sheet, "excellent", [step])
    against, told = _against(rule, sheet)
    return _member(rule, sheet, "fail" if against else "pass", [*told, *against])


def _member(rule: AcceptanceRule, sheet: AcceptanceSheet, grade: Grade, steps: list[Step]) -> MemberGrade:
    last = Step("acceptance.member_grade", {"member": sheet.member, "grade": grade}, rule.cite("member"))
    return MemberGrade(sheet.member, grade, (*steps, last))


def _check(sheet: AcceptanceSheet) -> None:
    if not sheet.products:
        raise BadSheet("no_products", member=sheet.member)
    for product, count in Counter(one.product for one in sheet.products).items():
        if count > 1:
            raise BadSheet("product_twice", member=sheet.member, product=product)
    for one in sheet.products:
        for mark in (one.quantity, one.quality, one.kind, sheet.report):
            if mark not in (*GRADES, None):
                raise BadSheet("unknown_mark", member=sheet.member, product=one.product, mark=mark)
        _check_amounts(sheet.member, one)


def _check_amounts(member: Key, one: ProductMarks) -> None:
    for amount in (one.ordered, one.delivered):
        if amount is not None and (isinstance(amount, bool | float) or not amount >= 0):
            raise BadSheet("not_exact", member=member, product=one.product)
    if one.ordered is None or one.delivered is None:
        return
    if one.ordered == 0:
        raise BadSheet("nothing_ordered", member=member, product=one.product)
    if one.delivered < one.ordered and one.quantity in ("excellent", "pass"):
        raise BadSheet("quantity_contradicts", member=member, product=one.product)


def reached(one: ProductMarks) -> Fraction | None:
    """What part of the order was delivered; None when a number is missing."""
    if one.ordered is None or one.delivered is None:
        return None
    return Fraction(one.delivered) / Fraction(one.ordered)


def _against(rule: AcceptanceRule, sheet: AcceptanceSheet) -> tuple[list[Step], list[Step]]:
    """What keeps a member from the grade “pass”, and what was counted besides."""
    article = rule.cite("member")
    against = [
        Step("acceptance.quality_or_kind_failed", {"product": one.product}, article)
        for one in sheet.products
        if "fail" in (one.quality, one.kind)
    ]
    if sheet.report == "fail":
        against.append(Step("acceptance.report_failed", {}, article))
    failing = [one for one in sheet.products if one.quantity == "fail"]
    total = len(sheet.products)
    share = Fraction(total - len(failing), total)
    values: Values = {"passed": total - len(failing), "products": total, "needed_share": rule.quantity_share}
    if share < rule.quantity_share:
        against.append(Step("acceptance.quantity_share_low", values, article))
    against += [step for one in failing if (step := _short(rule, one)) is not None]
    return against, [Step("acceptance.quantity_share", values, article)]


def _short(rule: AcceptanceRule, one: ProductMarks) -> Step | None:
    part = reached(one)
    if part is None:
        return Step("acceptance.quantity_unknown", {"product": one.product}, rule.cite("member"))
    if part < rule.reached_share:
        values: Values = {"product": one.product, "reached": part, "needed_share": rule.reached_share}
        return Step("acceptance.quantity_short", values, rule.cite("member"))
    return None


def council_grade(
    *, rule: AcceptanceRule, sheets: Sequence[AcceptanceSheet], present: int, late: bool = False
) -> CouncilGrade:
    """The council's grade over the members present. Refuses two sheets of one member and more sheets than members present."""
    for member, count in Counter(sheet.member for sheet in sheets).items():
        if count > 1:
            raise BadSheet("twice", member=member)
    if len(sheets) > present:
        raise BadSheet("more_sheets_than_present", sheets=len(sheets), present=present)
    members = tuple(member_grade(rule=rule, sheet=sheet, late=late) for sheet in sheets)
    counts = Counter(one.grade for one in members if one.grade is not None)
    uncounted = tuple(one.member for one in members if one.grade is None)
    votes = (counts["excellent"], counts["pass"], counts["fail"])
    grade = grade_of(rule, votes, present) if sum(votes) else None
    settled = sum(votes) > 0 and _settled(rule, votes, present)
    return CouncilGrade(
        grade=grade,
        counts=tuple((one, counts[one]) for one in GRADES),
        present=present,
        members=members,
        uncounted=uncounted,
        settled=settled,
        steps=_told(rule, votes, present, grade, uncounted, settled),
    )


def grade_of(rule: AcceptanceRule, votes: tuple[int, int, int], present: int) -> Grade:
    """Excellent: at least its share of those present and nobody against; fail: more than its share; pass otherwise."""
    excellent, _, fail = votes
    if fail > rule.fail_share * present:
        return "fail"
    if not fail and excellent >= rule.excellent_share * present:
        return "excellent"
    return "pass"


def _settled(rule: AcceptanceRule, votes: tuple[int, int, int], present: int) -> bool:
    open_votes = present - sum(votes)
    excellent, passed, fail = votes
    grades = {
        grade_of(rule, (excellent + more, passed + open_votes - more - against, fail + against), present)
        for more in range(open_votes + 1)
        for against in range(open_votes - more + 1)
    }
    return len(grades) == 1


def _told(
    rule: AcceptanceRule,
    votes: tuple[int, int, int],
    present: int,
    grade: Grade | None,
    uncounted: Keys,
    settled: bool,
) -> tuple[Step, ...]:
    article = rule.cite("council")
    steps = []
    if uncounted:
        steps.append(Step("acceptance.uncounted", {"members": uncounted}, article))
    if grade is None:
        return (*steps, Step("acceptance.no_ballots", {}, article))
    values: Values = {"excellent": votes[0], "passed": votes[1], "failed": votes[2], "present": present}
    steps.append(Step("acceptance.votes", values, article))
    if not settled:
        steps.append(Step("acceptance.not_settled", {"open": present - sum(votes)}, article))
    values = {"grade": grade, "excellent_share": rule.excellent_share, "fail_share": rule.fail_share}
    return (*steps, Step("acceptance.council_grade", values, article))
