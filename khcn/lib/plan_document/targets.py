"""Targets in prose: the sentences of sections about "mục tiêu" and "chỉ tiêu".

A sentence is cut at semicolons and at "trong đó"; each piece with a figure is a target,
and so is one that promises to set something up. Years carry over inside a paragraph.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from khcn.lib.plan_document import vocabulary
from khcn.lib.plan_document.baselines import inline_baseline
from khcn.lib.plan_document.confidence import Reason
from khcn.lib.plan_document.model import Baseline, Horizon, Section, Span, Target, Unparsed
from khcn.lib.plan_document.prose import (
    BULLET,
    clauses,
    overlaps,
    paragraphs,
    plain,
    sentences,
    squeeze,
    trim,
)
from khcn.lib.plan_document.quantities import (
    BASELINE_NOTE,
    Quantity,
    find_horizon,
    find_quantities,
    mask,
    says_average,
    says_each_year,
)

WHICH = re.compile(r"[,;:]?\s*trong đó\s*[,:]?\s*")
OPENING = re.compile(
    r"(?:phấn đấu\s*|(?:đến|tới|trước)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?20\d\d\s*|,\s*|:\s*|hoàn thành việc\s+"
    r"|[-+•]\s*|sẽ\s+|tỉnh\s+|và\s+)+"
)
ALL_VERBS = "|".join(re.escape(verb) for verb in vocabulary.MILESTONE_VERBS)
MILESTONE = re.compile(rf"(?:{ALL_VERBS})\s+(?P<what>.*)", re.S)
BETWEEN = re.compile(r",?\s+và\s+|,\s+|;\s*")
FROM_TO = re.compile(
    r"từ\s+\S+\s*%?[^\d,;]{0,40}?(?:\([^)]*\)\s*|năm\s+20\d\d\s*)?"
    r"(?<!\w)(?:lên|xuống|tăng lên|giảm xuống|đến|còn)\s+$"
)


@dataclass
class Context:
    """What a piece takes over from what stands before it."""

    clause: str
    general: bool
    section: Horizon | None
    paragraph: Horizon | None = None
    each_year: bool = False


def is_target_section(section: Section) -> bool:
    title = plain(section.title)
    return any(word in title for word in vocabulary.TARGET_SECTION) and not any(
        word in title for word in vocabulary.NO_TARGET_SECTION
    )


def target_sections(sections: tuple[Section, ...]) -> list[Section]:
    """Sections about targets with everything below them."""
    named = {section.path for section in sections if is_target_section(section) and section.level <= 5}
    return [s for s in sections if s.path in named or named & set(s.ancestors)]


def parse_prose_targets(
    text: str, sections: tuple[Section, ...], excluded: list[Span], last_year: int | None
) -> tuple[list[Target], list[Unparsed]]:
    targets: list[Target] = []
    unparsed: list[Unparsed] = []
    by_path = {section.path: section for section in sections}
    for section in target_sections(sections):
        titles = [by_path[path].title for path in (*section.ancestors, section.path)]
        general = any(word in plain(" ".join(titles[-2:])) for word in vocabulary.GENERAL_TARGET_SECTION)
        years = [found for found in (find_horizon(plain(title)) for title in reversed(titles)) if found]
        fallback = years[0] if years else Horizon("by", last_year) if last_year else None
        carried: Horizon | None = None
        for span in paragraphs(text, section.own):
            if overlaps(span, excluded):
                continue
            context = Context(section.path, general, carried or fallback)
            read_paragraph(text, span, context, targets, unparsed)
            carried = heading_horizon(text, span) or (carried if BULLET.match(text, span[0]) else None)
    return targets, unparsed


def heading_horizon(text: str, span: Span) -> Horizon | None:
    """A line such as "Đến năm 2025:" gives its year to the lines under it."""
    words = plain(text)[span[0] : span[1]]
    return find_horizon(words) if words.endswith(":") and len(words) < 120 else None


def read_paragraph(
    text: str, span: Span, context: Context, targets: list[Target], unparsed: list[Unparsed]
) -> None:
    for sentence in sentences(text, span):
        context.each_year = False
        for piece in clauses(text, without_bullet(text, sentence)):
            before = len(targets)
            read_piece(text, piece, context, targets)
            targets[before:] = [replace(target, sentence=sentence) for target in targets[before:]]
            if len(targets) == before and has_figure(text, piece):
                unparsed.append(
                    Unparsed("Câu trong phần mục tiêu có con số nhưng chưa hiểu là chỉ tiêu gì.", piece)
                )


def has_figure(text: str, piece: Span) -> bool:
    return bool(re.search(r"\d", mask(plain(text)[piece[0] : piece[1]])))


def read_piece(text: str, piece: Span, context: Context, targets: list[Target]) -> None:
    """One clause, with the parts after "trong đó" hung under its first target."""
    remember(plain(text)[piece[0] : piece[1]], context)
    parts = split_parts(text, piece)
    parent: int | None = None
    for i, part in enumerate(parts):
        before = len(targets)
        made = read_figures(text, part, context) or read_milestone(text, part, context)
        targets += [replace(target, parent=parent) for target in made] if i else made
        if i == 0 and len(targets) > before:
            parent = before


def without_bullet(text: str, span: Span) -> Span:
    bullet = BULLET.match(text, span[0])
    return (bullet.end(), span[1]) if bullet and bullet.end() < span[1] else span


def remember(words: str, context: Context) -> None:
    found = find_horizon(BASELINE_NOTE.sub("", words))
    if found:
        context.paragraph = found
    context.each_year = context.each_year or says_each_year(words)


def split_parts(text: str, piece: Span) -> list[Span]:
    words = plain(text)[piece[0] : piece[1]]
    parts: list[Span] = []
    start = 0
    for match in WHICH.finditer(words):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, len(words)))
    return [s for s in (trim(text, (piece[0] + a, piece[0] + b)) for a, b in parts) if s[0] < s[1]]


def read_figures(text: str, part: Span, context: Context) -> list[Target]:
    inside = BASELINE_NOTE.finditer(plain(text)[part[0] : part[1]])
    notes = [(part[0] + match.start(), part[0] + match.end()) for match in inside]
    found = [q for q in find_quantities(text, part) if not overlaps(q.figure, notes)]
    starts = starting_points(text, part, found)
    quantities = [quantity for quantity in found if quantity not in starts.values()]
    made = []
    for quantity, span in zip(quantities, divide(text, part, quantities), strict=True):
        target = make_target(text, span, quantity, context, several=len(quantities) > 1)
        base = inline_baseline(text, [note for note in notes if span[0] <= note[0] < span[1]])
        if base is None and quantity in starts:
            start = starts[quantity]
            base = Baseline(start.value, start.unit, None, start.span)
        made.append(replace(target, baseline=base))
    return made


def starting_points(text: str, part: Span, quantities: list[Quantity]) -> dict[Quantity, Quantity]:
    """In "tăng từ 30% lên 40%" only the end is promised; the start is its baseline."""
    words = plain(text)
    return {
        after: here
        for here, after in pairwise(quantities)
        if FROM_TO.search(words[max(part[0], here.figure[0] - 4) : after.span[0]])
    }


def divide(text: str, part: Span, quantities: list[Quantity]) -> list[Span]:
    """A stretch for each figure, parted at the last comma or "và" between two of them."""
    spans: list[Span] = []
    start = part[0]
    for here, after in pairwise(quantities):
        cuts = list(BETWEEN.finditer(plain(text), here.span[1], after.span[0]))
        if not cuts:
            spans.append(part)
            continue
        spans.append(trim(text, (start, cuts[-1].start())))
        start = cuts[-1].end()
    return [*spans, trim(text, (start, part[1]))][: len(quantities)]


def make_target(text: str, span: Span, quantity: Quantity, context: Context, *, several: bool) -> Target:
    words = plain(text)[span[0] : span[1]]
    horizon, inherited = choose_horizon(words, quantity, context)
    reasons = figure_doubts(quantity, horizon, inherited=inherited, several=several)
    before = plain(text)[span[0] : quantity.span[0]].strip(" -+•")
    return Target(
        context.clause,
        squeeze(text[span[0] : span[1]]),
        quantity.operator,
        quantity.low,
        quantity.high,
        quantity.unit,
        horizon,
        span,
        reasons=reasons,
        elliptic=not before,
    )


def choose_horizon(words: str, quantity: Quantity, context: Context) -> tuple[Horizon, bool]:
    """The clause's own words first, then its paragraph, then its section."""
    own = find_horizon(BASELINE_NOTE.sub("", words))
    found = own or context.paragraph or context.section
    year = found.year if found else None
    if quantity.unit == "%/năm" or (quantity.unit == "%" and says_average(words)):
        return Horizon("average", year), own is None
    if quantity.increment:
        return Horizon("increment", year), own is None
    if context.each_year or quantity.per_year:
        stated = own or context.paragraph
        return Horizon("each_year", stated.year if stated else None), False
    return found or Horizon("by", None), own is None


def figure_doubts(
    quantity: Quantity, horizon: Horizon, *, inherited: bool, several: bool
) -> tuple[Reason, ...]:
    doubts = {
        Reason.TWO_COMPARATORS: quantity.comparators > 1,
        Reason.COMPARATOR_AND_RANGE: quantity.ranged and quantity.comparators > 0,
        Reason.HORIZON_MISSING: horizon.year is None and horizon.kind != "each_year",
        Reason.HORIZON_INHERITED: horizon.year is not None and inherited,
        Reason.SEVERAL_FIGURES: several,
    }
    return tuple(reason for reason, holds in doubts.items() if holds)


def read_milestone(text: str, part: Span, context: Context) -> list[Target]:
    """A promise to set something up, counted or not, in a section of specific targets."""
    words = plain(text)[part[0] : part[1]]
    opening = OPENING.match(words)
    match = MILESTONE.match(words, opening.end() if opening else 0)
    if not match or context.general or re.search(r"\d", mask(words)):
        return []
    vague = match["what"].startswith(vocabulary.UNQUANTIFIED)
    found = find_horizon(words) or context.paragraph or context.section
    reasons = [Reason.UNQUANTIFIED if vague else Reason.MILESTONE]
    if not find_horizon(words):
        reasons.append(Reason.HORIZON_INHERITED if found else Reason.HORIZON_MISSING)
    made = Target(
        context.clause,
        squeeze(text[part[0] : part[1]]),
        "ge" if vague else "eq",
        None if vague else Decimal(1),
        None,
        None,
        Horizon("milestone", found.year if found else None),
        part,
        reasons=tuple(reasons),
    )
    return [made]
