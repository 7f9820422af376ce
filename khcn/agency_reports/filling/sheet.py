"""A report with all that is needed to show, check and seal it, read in few queries for any number of items."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling.knowing import Figures, answers_before, cards_of, figures_of
from khcn.agency_reports.filling.values import is_empty
from khcn.agency_reports.models import Answer, Remark, Report, ReportRequest, RequestItem
from khcn.indicators.models import Card
from khcn.kernel.documents.models import Attachment


@dataclass
class Line:
    """One item with its answer. `answer` is unsaved where the report does not speak of the item."""

    item: RequestItem
    answer: Answer
    card: Card | None = None
    figures: Figures = field(default_factory=Figures)
    before: Answer | None = None
    prompt: str = ""
    remarks: list[Remark] = field(default_factory=list)
    evidence: list[Attachment] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return is_empty(self.answer)


@dataclass
class Sheet:
    report: Report
    lines: list[Line]
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def load(cls, report: Report, *, only: RequestItem | None = None) -> "Sheet":
        """The whole report, or what is needed to check one item of it."""
        return _load(report, only)

    @property
    def request(self) -> ReportRequest:
        return self.report.request

    @cached_property
    def by_item(self) -> dict[int, Line]:
        return {line.item.pk: line for line in self.lines}

    def of_kind(self, kind: str) -> Iterator[Line]:
        return (line for line in self.lines if line.item.kind == kind)


def _load(report: Report, only: RequestItem | None) -> Sheet:
    request = report.request
    items = [only] if only else list(request.items.select_related("task", "indicator"))
    rows = Answer.objects.filter(report=report).select_related("saved_by")
    if only:
        rows = rows.filter(item=only)
    answers = {row.item_id: row for row in rows}
    cards = cards_of(items)
    figures = figures_of(cards, request.cycle.year)
    before = answers_before(request, items) if only is None or only.indicator_id else {}
    prompts = {part.get("code"): part for part in request.cycle.template.sections}
    remarks = list(_remarks(report))
    lines = [
        Line(
            item=item, answer=answers.get(item.pk) or Answer(report=report, item=item),
            card=cards.get(item.indicator_id or 0), figures=figures.get(item.indicator_id or 0, Figures()),
            before=before.get(item.pk), prompt=_prompt(prompts, item),
            remarks=[one for one in remarks if one.item_id == item.pk],
        )
        for item in items
    ]  # fmt: skip
    if only is None:
        add_evidence_to(lines)
    return Sheet(report, lines, [one for one in remarks if one.item_id is None])


def _prompt(prompts: dict[Any, dict[str, Any]], item: RequestItem) -> str:
    return str(prompts.get(item.section, {}).get("prompt", "")) if item.kind == ItemKind.SECTION else ""


def _remarks(report: Report) -> list[Remark]:
    """Those on the version that was returned, or, for a returned version, its own."""
    told = [pk for pk in (report.replaces_id, report.pk) if pk]
    if report.version == 1 and not report.decided_at:
        return []
    return list(Remark.objects.filter(report__in=told).select_related("made_by"))


def add_evidence_to(lines: list[Line]) -> None:
    """Files tied to the answers, in one query."""
    keys = [line.answer.pk for line in lines if line.answer.pk]
    if not keys:
        return
    kind = ContentType.objects.get_for_model(Answer)
    rows = Attachment.objects.filter(kind=kind, object_id__in=keys, removed_at=None)
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in rows.select_related("file", "document").order_by("pk"):
        found[row.object_id].append(row)
    for line in lines:
        line.evidence = found.get(line.answer.pk or 0, [])
