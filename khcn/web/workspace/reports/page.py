"""The page “Báo cáo của đơn vị”: every item in one place, written in or read, and what to do next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ReportState
from khcn.agency_reports.filling import Line, Problem, Sheet, problems_of
from khcn.agency_reports.filling.locks import lock_of, lock_on
from khcn.agency_reports.models import Report, ReportRequest
from khcn.kernel.deadlines import time_left
from khcn.registers.funding.choices import Origin
from khcn.web.workspace.reports.common import address, chosen, reports_of, request_for, trail_of
from khcn.web.workspace.reports.forms import AMOUNT_LABELS, ItemForm, form_for, form_kind
from khcn.web.workspace.reports.words import Progress, anchored, group_of, name_of, said, state_look


@dataclass
class Card:
    """One item on the page."""

    line: Line
    name: str
    form: ItemForm | None
    url: str
    evidence_url: str
    problems: list[Problem]
    fields: str

    @property
    def pk(self) -> int:
        return self.line.item.pk

    @property
    def asks_why(self) -> bool:
        """Something is strange and not explained yet."""
        return any(not one.is_error for one in self.problems)

    @property
    def said(self) -> list[tuple[str, str]]:
        return said(self.line)

    @property
    def said_before(self) -> list[tuple[str, str]]:
        before = self.line.before
        return said(Line(self.line.item, before)) if before else []

    @property
    def money(self) -> list[list[Any]]:
        return [
            [Origin(row["origin"]).label, *(row.get(name) for name in AMOUNT_LABELS)]
            for row in self.line.answer.money
        ]

    @property
    def amounts(self) -> list[str]:
        return [str(label) for label in AMOUNT_LABELS.values()]


def report_fill(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    asked = request_for(request, code, agency)
    rows = reports_of(asked)
    report = chosen(request, rows)
    context = {
        "page_title": _("Báo cáo của đơn vị"), "asked": asked, "cycle": asked.cycle, "agency": asked.agency,
        "trail": trail_of(asked, asked.agency.name), "left": time_left(timezone.localdate(), asked.last_day),
    }  # fmt: skip
    if report is None:
        return render(request, "reports/report_begin.html", context | _before_start(request, asked, rows))
    return render(request, "reports/report_fill.html", context | _whole(request, report, rows))


def card_for(sheet: Sheet, line: Line, found: list[Problem], *, writable: bool, data: Any = None) -> Card:
    asked, part = sheet.request, sheet.report.part
    return Card(
        line=line,
        name=name_of(line),
        form=form_for(line, data) if writable else None,
        url=address("report_item_save", asked, part, pk=line.item.pk),
        evidence_url=address("report_evidence", asked, part, pk=line.item.pk),
        problems=[one for one in found if one.item and one.item.pk == line.item.pk],
        fields=f"reports/{form_kind(line.item)}.html",
    )


def _before_start(request: HttpRequest, asked: ReportRequest, rows: list[Report]) -> dict[str, Any]:
    lock = lock_on(asked, request.actor)
    items = list(asked.items.all())
    return {
        "lock": lock.sentence if lock else "", "items": items,
        "start_url": address("report_start", asked), "parts": _parts(rows, None),
    }  # fmt: skip


def _whole(request: HttpRequest, report: Report, rows: list[Report]) -> dict[str, Any]:
    asked = report.request
    sheet = Sheet.load(report)
    lock = lock_of(report, request.actor)
    at_work = report.state in (ReportState.DRAFT, ReportState.CHECKING)
    found = problems_of(sheet) if at_work else []
    cards = [card_for(sheet, line, found, writable=lock is None) for line in sheet.lines]
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(group_of(card.line), []).append(card)
    not_mine = lock is not None and lock.code.startswith("not_allowed")
    return {
        "report": report, "look": state_look(report), "lock": lock.sentence if lock else "", "writable": lock is None,
        "groups": list(groups.items()), "progress": Progress.of(sheet.lines), "remarks": sheet.remarks,
        "returned": report.replaces if report.replaces_id else None,
        "errors": anchored(one for one in found if one.is_error),
        "warnings": anchored(one for one in found if not one.is_error),
        "may_check": lock is None, "may_take_back": report.state == ReportState.CHECKING and not not_mine,
        "may_send": at_work and not not_mine,
        "parts": _parts(rows, report),
        "urls": {name: address(f"report_{name}", asked, report.part) for name in (
            "nothing", "presence", "check", "take_back", "send", "start",
        )},
        "workbook_url": address("report_workbook", asked, report.part),
    }  # fmt: skip


def _parts(rows: list[Report], shown: Report | None) -> list[tuple[Report, str, bool]]:
    """All versions and parts of the request, with their addresses."""
    told = []
    for row in rows:
        url = address("report_fill", row.request, row.part)
        told.append(
            (row, f"{url}{'&' if row.part else '?'}ban={row.version}", shown is not None and row == shown)
        )
    return told
