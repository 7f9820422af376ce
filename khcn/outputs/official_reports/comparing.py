"""The text of a report beside that of the report before it: what was added, dropped, said otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from django.utils import timezone

from khcn.outputs.official_reports.choices import ReportState
from khcn.outputs.official_reports.content import Content, content_of, is_table, sections_of
from khcn.outputs.official_reports.models import OfficialReport

#: Paragraphs less alike than this are two paragraphs, not one said otherwise.
ALIKE = 0.5
_WORDS = re.compile(r"\s+|[^\s]+")

Marked = list[tuple[str, bool]]


@dataclass(frozen=True)
class Pair:
    """`before` and `now` are pieces of text, each with whether the other side lacks it."""

    kind: Literal["same", "changed", "added", "dropped"]
    before: Marked
    now: Marked


@dataclass(frozen=True)
class Compared:
    code: str
    title: str
    pairs: list[Pair]

    @property
    def changed(self) -> int:
        return sum(one.kind != "same" for one in self.pairs)


def before(report: OfficialReport) -> OfficialReport | None:
    """The report of the cycle named as the one before, else the latest frozen one of the same plan and issuer."""
    rows = OfficialReport.objects.exclude(state=ReportState.DRAFT).exclude(pk=report.pk)
    rows = rows.select_related("cycle__plan", "issuer").order_by("-cycle__year", "-frozen_at")
    named = rows.filter(cycle=report.cycle.previous_id).first() if report.cycle.previous_id else None
    earlier = rows.filter(
        cycle__plan=report.cycle.plan_id, issuer=report.issuer_id, cycle__last_day__lt=report.cycle.last_day
    )
    return named or earlier.first()


def compare(old: OfficialReport, new: OfficialReport) -> list[Compared]:
    """Section by section, in the order of the new report; sections that only the old one has come last."""
    then, now = _texts(old), _texts(new)
    codes = [*now, *(code for code in then if code not in now)]
    nothing: tuple[str, list[str]] = ("", [])
    return [
        Compared(code, now.get(code, then.get(code, nothing))[0],
                 list(_pairs(then.get(code, nothing)[1], now.get(code, nothing)[1])))
        for code in codes
    ]  # fmt: skip


def content_now(report: OfficialReport, day: date | None = None) -> Content:
    """The snapshot once frozen, what stands in the draft before."""
    return report.snapshot or content_of(report, day or timezone.localdate())


def _texts(report: OfficialReport) -> dict[str, tuple[str, list[str]]]:
    """By code of the section: title and lines of text; tables are not text."""
    found: dict[str, tuple[str, list[str]]] = {}
    for section in sections_of(content_now(report), annexes=False):
        lines = [
            line.strip()
            for block in section["blocks"]
            if not is_table(block)
            for line in block["text"].splitlines()
            if line.strip()
        ]
        if lines:
            found[section["code"]] = (section["title"], lines)
    return found


def _pairs(then: list[str], now: list[str]) -> Iterator[Pair]:
    for tag, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Pair("same", [(line, False)], [(line, False)]) for line in then[a:b])
        else:
            yield from _matched(then[a:b], now[c:d])


def _matched(then: list[str], now: list[str]) -> Iterator[Pair]:
    """Each new line beside the old one it is most like; the rest is added or dropped."""
    left = list(then)
    for line in now:
        best = max(left, key=lambda one: _likeness(one, line), default=None)
        if best is not None and _likeness(best, line) >= ALIKE:
            passed = left[: left.index(best)]
            yield from (Pair("dropped", [(one, True)], []) for one in passed)
            left = left[len(passed) + 1 :]
            yield _words(best, line)
        else:
            yield Pair("added", [], [(line, True)])
    yield from (Pair("dropped", [(one, True)], []) for one in left)


def _likeness(one: str, other: str) -> float:
    """By words; the quick bounds first."""
    matcher = SequenceMatcher(None, _WORDS.findall(one), _WORDS.findall(other), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _words(then: str, now: str) -> Pair:
    old, new = _WORDS.findall(then), _WORDS.findall(now)
    left: Marked = []
    right: Marked = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a != b:
            left.append(("".join(old[a:b]), tag != "equal"))
        if c != d:
            right.append(("".join(new[c:d]), tag != "equal"))
    return Pair("changed", left, right)
