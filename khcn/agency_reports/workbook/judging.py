"""What a workbook would change: the file beside what stood when it was written and what stands on the web now.

| file against then | web against then | |
| --- | --- | --- |
| same | anything | unchanged |
| other | same, or in other fields only | changed |
| other | other in the same fields | conflict: a person chooses |
| not readable | | refused |
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling import Line, Problem, Sheet, problems_of
from khcn.agency_reports.filling.values import check_parts, values_of, worked_out
from khcn.agency_reports.models import Answer
from khcn.agency_reports.workbook.parsing import Said, Slip, normal, said_on
from khcn.agency_reports.workbook.reading import Given
from khcn.kernel.errors import DomainError

UNCHANGED, CHANGED, CONFLICT, REFUSED = "unchanged", "changed", "conflict", "refused"


@dataclass
class Judged:
    """One item of the report. `mine` are the fields that the file changes, `theirs` those that the web changed meanwhile;
    `problems` are what the checks of the page would say once the file is taken."""

    line: Line
    verdict: str
    said: Said
    then: dict[str, Any]
    now: dict[str, Any]
    mine: dict[str, Any] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def clashing(self) -> list[str]:
        return [name for name in self.mine if name in self.theirs]

    @property
    def revision(self) -> int:
        return self.line.answer.revision


@dataclass
class Judgement:
    """All items in the order of the report. `counts` by verdict; `warnings` are about the file as a whole."""

    sheet: Sheet
    given: Given
    items: list[Judged]
    warnings: list[str]
    whole: list[Problem]

    def of(self, *verdicts: str) -> list[Judged]:
        return [one for one in self.items if one.verdict in verdicts]

    @property
    def counts(self) -> dict[str, int]:
        verdicts = (CHANGED, CONFLICT, REFUSED, UNCHANGED)
        return {verdict: len(self.of(verdict)) for verdict in verdicts}

    @property
    def errors_left(self) -> int:
        return sum(one.is_error for item in self.items for one in item.problems)


def judge(sheet: Sheet, given: Given) -> Judgement:
    items = [_judged(line, given) for line in sheet.lines]
    found = problems_of(_after(sheet, items))
    by_item: dict[int, list[Problem]] = {}
    for one in found:
        by_item.setdefault(one.item.pk if one.item else 0, []).append(one)
    for judged in items:
        judged.problems = by_item.get(judged.line.item.pk, [])
    return Judgement(sheet, given, items, _warnings(sheet, given), by_item.get(0, []))


def _judged(line: Line, given: Given) -> Judged:
    item, said = line.item, said_on(line.item, given)
    now = normal(item, values_of(line.answer))
    then = normal(item, given.mark.items[item.pk]) if item.pk in given.mark.items else now
    mine = {name: value for name, value in said.values.items() if value != then[name] and value != now[name]}
    theirs = {name: value for name, value in now.items() if value != then[name]}
    judged = Judged(line, UNCHANGED, said, then, now, mine, theirs)
    if mine and not said.faults:
        said.faults += _together(line, {**values_of(line.answer), **mine}, now)
    if said.faults:
        judged.verdict = REFUSED
    elif judged.clashing:
        judged.verdict = CONFLICT
    elif mine:
        judged.verdict = CHANGED
    return judged


def _together(line: Line, told: dict[str, Any], now: Mapping[str, Any]) -> Iterable[Slip]:
    """What single cells do not show: numerator without denominator, a share that its parts do not give."""
    try:
        check_parts(told)
        if line.item.kind == ItemKind.INDICATOR and told["denominator"] is not None:
            worked_out(line.card, told, now["value"])
    except DomainError as refusal:
        return [Slip(name, sentence) for name, sentence in refusal.fields.items()]
    return []


def _after(sheet: Sheet, items: list[Judged]) -> Sheet:
    """The report as it would be with the file; nothing is saved."""
    lines = [replace(judged.line, answer=_answer(judged)) for judged in items]
    return Sheet(sheet.report, lines, sheet.remarks)


def _answer(judged: Judged) -> Answer:
    answer = copy(judged.line.answer)
    if judged.verdict == REFUSED:
        return answer
    for name, value in judged.mine.items():
        setattr(answer, name, value)
    if judged.line.item.kind == ItemKind.INDICATOR and answer.denominator is not None:
        answer.value = worked_out(judged.line.card, values_of(answer), judged.now["value"])
    return answer


def _warnings(sheet: Sheet, given: Given) -> list[str]:
    told = list(given.warnings)
    asked = {line.item.pk for line in sheet.lines}
    gone, new = len(given.mark.items.keys() - asked), len(asked - given.mark.items.keys())
    if given.mark.version != sheet.report.version:
        sentence = _("Tệp được tải về từ bản {old}; báo cáo nay là bản {new}. Hãy xem kỹ từng thay đổi.")
        told.append(sentence.format(old=given.mark.version, new=sheet.report.version))
    if gone:
        told.append(
            _("Có {count} mục trong tệp nay không còn phải báo cáo nên không đọc.").format(count=gone)
        )
    if new:
        told.append(
            _("Có {count} mục mới được yêu cầu sau khi tải tệp; hãy điền trên trang web.").format(count=new)
        )
    return told
