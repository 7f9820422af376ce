"""Figures that do not agree: one quantity with two values, shares that do not make a whole."""

import re
from dataclasses import dataclass
from itertools import combinations

from khcn.lib.plan_document.model import Finding, PlanDocument, Span, Target
from khcn.lib.plan_document.prose import clauses, overlaps, paragraphs, plain, sentences
from khcn.lib.plan_document.quantities import Quantity, find_horizon, find_quantities
from khcn.lib.plan_document.similarity import likeness, terms

SAME_QUANTITY = 0.6
FEWEST_TERMS = 7  # four content words and their three pairs: less names no quantity
HAS_FIGURE = re.compile(r"\d")
VERB_OPENING = re.compile(r"^(?:phấn đấu|đẩy mạnh|nâng cao)\s+")


@dataclass(frozen=True)
class Claim:
    """One figure with the noun phrase before it."""

    subject: frozenset[str]
    quantity: Quantity
    year: int | None
    span: Span
    target: int | None = None


def find_contradictions(text: str, plan: PlanDocument, excluded: list[Span]) -> list[Finding]:
    """Pairs of places that give one quantity two values for the same year."""
    claims = target_claims(text, plan.targets) + task_claims(text, plan) + body_claims(text, plan, excluded)
    found: list[Finding] = []
    for one, other in combinations(claims, 2):
        if contradict(one, other, plan.targets):
            message = (
                f"Một đại lượng có hai con số: {show(text, one.quantity)} và {show(text, other.quantity)}; "
                "cần xác định số nào có hiệu lực và cùng một mẫu số."
            )
            found.append(Finding("contradictory_figures", message, (one.span, other.span)))
    return found


def show(text: str, quantity: Quantity) -> str:
    start, end = quantity.figure
    figure = " ".join(text[start:end].split())
    unit = quantity.unit or ""
    return figure if figure.endswith("%") else f"{figure}{'' if unit.startswith('%') else ' '}{unit}".strip()


def target_claims(text: str, targets: tuple[Target, ...]) -> list[Claim]:
    return [
        claim
        for i, target in enumerate(targets)
        if (not target.elliptic and target.low is not None) or target.high is not None
        for claim in claims_in(text, target.span, i)[:1]
    ]


def task_claims(text: str, plan: PlanDocument) -> list[Claim]:
    return [
        claim for task in plan.tasks for piece in clauses(text, task.span) for claim in claims_in(text, piece)
    ]


def body_claims(text: str, plan: PlanDocument, excluded: list[Span]) -> list[Claim]:
    """Figures in the sentences outside the targets."""
    taken = [target.span for target in plan.targets]
    first = plan.sections[0].span[0] if plan.sections else 0
    found: list[Claim] = []
    for paragraph in paragraphs(text, (first, len(text))):
        if not HAS_FIGURE.search(text, *paragraph) or overlaps(paragraph, excluded):
            continue
        for sentence in sentences(text, paragraph):
            for piece in clauses(text, sentence):
                if HAS_FIGURE.search(text, *piece) and not overlaps(piece, taken):
                    found += claims_in(text, piece)
    return found


def claims_in(text: str, span: Span, target: int | None = None) -> list[Claim]:
    words = plain(text)
    found = find_horizon(words[span[0] : span[1]])
    claims = []
    start = span[0]
    for quantity in find_quantities(text, span):
        subject = VERB_OPENING.sub("", words[start : quantity.span[0]].strip())
        claims.append(
            Claim(terms(re.sub(r"\d+", " ", subject)), quantity, found.year if found else None, span, target)
        )
        start = quantity.span[1]
    return claims


def contradict(one: Claim, other: Claim, targets: tuple[Target, ...]) -> bool:
    if min(len(one.subject), len(other.subject)) < FEWEST_TERMS or related(one, other, targets):
        return False
    if one.year and other.year and one.year != other.year:
        return False
    same_unit = one.quantity.unit == other.quantity.unit
    same_figures = (one.quantity.low, one.quantity.high) == (other.quantity.low, other.quantity.high)
    return same_unit and not same_figures and likeness(one.subject, other.subject) >= SAME_QUANTITY


def related(one: Claim, other: Claim, targets: tuple[Target, ...]) -> bool:
    """A part and its whole, or two figures of one row, are meant to differ."""
    if one.span == other.span:
        return True
    if one.target is None or other.target is None:
        return False
    return targets[one.target].parent == other.target or targets[other.target].parent == one.target


def find_share_sums(targets: tuple[Target, ...]) -> list[Finding]:
    """Three or more shares listed in one sentence, the later ones without a subject of their own."""
    by_sentence: dict[Span, list[Target]] = {}
    for target in targets:
        if target.unit == "%" and target.low is not None and target.parent is None:
            by_sentence.setdefault(target.sentence, []).append(target)
    found = []
    for group in by_sentence.values():
        total = sum(target.low or 0 for target in group)
        listed = len(group) >= 3 and all(target.elliptic for target in group[1:])
        if listed and total != 100:
            said = " + ".join(f"{target.low:f}".replace(".", ",") for target in group)
            shown = f"{total:f}".replace(".", ",")
            message = f"Các tỷ lệ nêu trong một câu cộng lại là {said} = {shown} %, không phải 100 %; cần nêu rõ phần còn lại."
            found.append(Finding("shares_do_not_add_up", message, tuple(target.span for target in group)))
    return found
