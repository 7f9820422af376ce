"""Starting values out of footnotes and brackets, put to the target they belong to."""

import re
from dataclasses import replace
from itertools import pairwise

from khcn.lib.plan_document.confidence import Reason
from khcn.lib.plan_document.model import Baseline, Span, Target, Unparsed
from khcn.lib.plan_document.prose import plain
from khcn.lib.plan_document.quantities import find_quantities
from khcn.lib.plan_document.similarity import share, terms, weights
from khcn.lib.plan_document.zones import SUPERSCRIPTS, Footnote

PERIOD = re.compile(r"(20\d\d)\s*(?:-|đến(?:\s+năm)?)\s*(20\d\d)(?!\d)")
YEAR = re.compile(r"(?:năm\s+|/)(20\d\d)(?!\d)")
MARK = re.compile(r"\[\^?(\d{1,3})\]|([¹²³⁴⁵⁶⁷⁸⁹]+)")
LEAST_LIKENESS = 0.25


def read_baseline(text: str, span: Span) -> Baseline | None:
    """Value, unit and period of one note; None when it holds no figure with a unit."""
    quantities = find_quantities(text, span)
    if not quantities:
        return None
    first = quantities[0]
    return Baseline(first.value, first.unit, read_period(text[span[0] : span[1]]), span)


def read_period(words: str) -> str | None:
    words = plain(words)
    if match := PERIOD.search(words):
        return f"{match[1]}-{match[2]}"
    match = YEAR.search(words)
    return match[1] if match else None


def marks_of(text: str, target: Target) -> set[str]:
    """Footnote marks in the target's sentence or right behind it."""
    stretch = text[target.span[0] : target.span[1] + 6]
    return {m[1] or "".join(SUPERSCRIPTS[c] for c in m[2]) for m in MARK.finditer(stretch)}


def attach_baselines(
    text: str, targets: list[Target], notes: tuple[Footnote, ...]
) -> tuple[list[Target], list[Unparsed]]:
    """Targets with their footnotes: by mark where there is one, else by content, in the order of both."""
    found = [(note, read_baseline(text, note.body)) for note in notes]
    spare: list[Unparsed] = [
        Unparsed("Chú thích không có số liệu gốc đọc được.", note.span)
        for note, base in found
        if base is None
    ]
    known = [(note, base) for note, base in found if base is not None]
    places = match_notes(text, targets, known)
    targets = list(targets)
    for (note, base), place in zip(known, places, strict=True):
        if place is None or targets[place[0]].baseline is not None:
            spare.append(Unparsed("Chưa rõ số liệu gốc trong chú thích thuộc chỉ tiêu nào.", note.span))
            continue
        index, sure = place
        reasons = targets[index].reasons + (() if sure else (Reason.BASELINE_BY_CONTENT,))
        targets[index] = replace(targets[index], baseline=base, reasons=reasons)
    return targets, spare


def match_notes(
    text: str, targets: list[Target], notes: list[tuple[Footnote, Baseline]]
) -> list[tuple[int, bool] | None]:
    by_mark = {mark: i for i, target in reversed(list(enumerate(targets))) for mark in marks_of(text, target)}
    bags = [terms(target.text) for target in targets]
    scores = weights(bags)
    places: list[tuple[int, bool] | None] = []
    for note, base in notes:
        if note.mark in by_mark:
            places.append((by_mark[note.mark], True))
            continue
        bag = terms(text[note.body[0] : note.body[1]])
        ranked = sorted(
            ((likeness_of(bag, bags[i], scores, base, targets[i]), -i) for i in range(len(targets))),
            reverse=True,
        )
        best = ranked[0] if ranked and ranked[0][0] >= LEAST_LIKENESS else None
        places.append((-best[1], False) if best else None)
    return drop_crossings(places)


def likeness_of(
    note: frozenset[str], target: frozenset[str], scores: dict[str, float], base: Baseline, item: Target
) -> float:
    """Both ways round, because a note is often shorter than its target; another unit counts against it."""
    score = (share(note, target, scores) + share(target, note, scores)) / 2
    return score if base.unit == item.unit else score * 0.6


def drop_crossings(places: list[tuple[int, bool] | None]) -> list[tuple[int, bool] | None]:
    """Footnotes stand in the order of their targets; one that does not is left for a person."""
    known = [place[0] for place in places if place]
    if all(a < b for a, b in pairwise(known)):
        return places
    kept: list[tuple[int, bool] | None] = []
    last = -1
    for place in places:
        good = place is not None and (place[1] or place[0] > last)
        kept.append(place if good else None)
        last = max(last, place[0]) if place and good else last
    return kept


def inline_baseline(text: str, spans: list[Span]) -> Baseline | None:
    """The first starting value in the brackets of a sentence."""
    for span in spans:
        if base := read_baseline(text, span):
            return base
    return None
