"""One agency's report before the department: what it says, what it said last time, remarks, accept or return."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khcn.agency_reports.accepting import accept_report
from khcn.agency_reports.accepting.conflicts import found_in
from khcn.agency_reports.choices import FIXED, ReportState
from khcn.agency_reports.filling import Line, Problem, Sheet, problems_of
from khcn.agency_reports.handing_in import return_report
from khcn.agency_reports.models import AcceptedValue, Report, ReportRequest, RequestItem
from khcn.kernel.access import require
from khcn.kernel.errors import DomainError
from khcn.web.workspace.cycles.common import request_of
from khcn.web.workspace.report_board.beside import Beside, beside
from khcn.web.workspace.report_board.common import DECIDE, board_cycle, may_decide, trail
from khcn.web.workspace.reports.words import LABELS, group_of, name_of, state_look

#: The fields of an item that a remark can be about.
FIELDS = {
    "task": ("declared", "text", "value", "money", "obstacle", "proposal", "level", "explanation"),
    "indicator": ("value", "numerator", "denominator", "text", "explanation"),
    "section": ("text",),
}


@dataclass
class Card:
    """One item as the page shows it; `typed` and `about` are a remark that was not sent yet."""

    line: Line
    name: str
    rows: list[Beside]
    problems: list[Problem] = field(default_factory=list)
    conflict: str = ""
    typed: str = ""
    about: str = ""

    @property
    def fields(self) -> list[tuple[str, str, bool]]:
        return [(one, str(LABELS[one]), one == self.about) for one in FIELDS[self.line.item.kind]]

    @property
    def loud(self) -> bool:
        """Worth opening at once."""
        return bool(self.problems or self.conflict or self.typed or self.line.answer.explanation)


def report_review(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    cycle = board_cycle(request, code)
    asked = request_of(cycle, agency)
    versions = _versions(asked)
    report = _shown(request, asked, versions)
    if request.method != "POST" or report is None:
        return _page(request, asked, report, versions)
    require(request.actor, DECIDE, report)
    try:
        told = _decide(request, report)
    except DomainError as refusal:
        report.refresh_from_db()
        return _page(request, asked, report, versions, refused=refusal.message)
    messages.success(request, told)
    return redirect(reverse("board", kwargs={"code": code}) + "?trang-thai=cho")


def _decide(request: HttpRequest, report: Report) -> str:
    note = request.POST.get("note", "")
    remarks = _remarks(request, report)
    agency = report.request.agency.name
    if request.POST.get("viec") == "tra-lai":
        return_report(report=report, note=note, remarks=remarks, by=request.actor)
        return _("Đã trả lại báo cáo của {agency}. Đơn vị được thông báo và có bản mới để sửa.").format(
            agency=agency
        )
    if remarks:
        raise DomainError(
            _("Nhận xét chỉ gửi đến đơn vị khi trả lại báo cáo. Hãy xóa nhận xét, hoặc trả lại."),
            code="report.remarks",
        )
    accept_report(report=report, by=request.actor, note=note)
    return _accepted(report)


def _accepted(report: Report) -> str:
    rows = AcceptedValue.objects.filter(answer__report=report)
    figures = rows.filter(observation__isnull=False).count()
    updates = rows.filter(update__isnull=False).count()
    told = _("Đã tiếp nhận báo cáo của {agency}: {updates} cập nhật nhiệm vụ, {figures} số liệu chỉ số.")
    return told.format(agency=report.request.agency.name, updates=updates, figures=figures)


def _remarks(request: HttpRequest, report: Report) -> list[tuple[RequestItem | None, str, str]]:
    """What was written beside the items; a field that the item does not have is left out, the words are kept."""
    found: list[tuple[RequestItem | None, str, str]] = []
    for item in report.request.items.all():
        text, about = request.POST.get(f"nx-{item.pk}", ""), request.POST.get(f"o-{item.pk}", "")
        if text.strip():
            found.append((item, about if about in FIELDS[item.kind] else "", text))
    return found


def _versions(asked: ReportRequest) -> list[Report]:
    """What the department has seen of this agency, the latest first, without what was sealed."""
    rows = Report.objects.filter(request=asked, state__in=FIXED).select_related("sent_by", "decided_by")
    versions = list(rows.defer("sealed").order_by("-sent_at", "-pk"))
    for one in versions:
        one.request = asked
    return versions


def _shown(request: HttpRequest, asked: ReportRequest, versions: list[Report]) -> Report | None:
    """The one that is asked for, else what waits for the department, else the latest."""
    chosen = (request.POST if request.method == "POST" else request.GET).get("ban", "")
    if chosen:
        found = [one for one in versions if str(one.pk) == chosen]
        if not found:
            raise Http404
        return found[0]
    waiting = [one for one in versions if one.state == ReportState.SENT]
    return next(iter(waiting or versions), None)


def _page(
    request: HttpRequest,
    asked: ReportRequest,
    report: Report | None,
    versions: list[Report],
    refused: str = "",
) -> HttpResponse:
    cycle = asked.cycle
    context: dict[str, Any] = {
        "page_title": asked.agency.name,
        "trail": trail(cycle, asked.agency.name),
        "cycle": cycle,
        "asked": asked,
        "report": report,
        "versions": versions,
        "refused": refused,
        "note": request.POST.get("note", ""),
        "may_decide": report is not None and report.state == ReportState.SENT and may_decide(request),
        "keep": f"tiep-nhan-{report.pk if report else asked.pk}",
    }
    if report is not None:
        context |= _contents(request, report)
    status = 422 if refused else 200
    return render(request, "report_board/review.html", context, status=status)


def _contents(request: HttpRequest, report: Report) -> dict[str, Any]:
    sheet = Sheet.load(report)
    problems = problems_of(sheet)
    conflicts = _conflicts(report, sheet)
    groups: dict[str, list[Card]] = {}
    for line in sheet.lines:
        if report.part and line.empty:
            continue
        card = Card(
            line, name_of(line), beside(line), [one for one in problems if one.item == line.item],
            conflicts.get(line.item.pk, ""), request.POST.get(f"nx-{line.item.pk}", ""),
            request.POST.get(f"o-{line.item.pk}", ""),
        )  # fmt: skip
        groups.setdefault(group_of(line), []).append(card)
    count = len(conflicts)
    return {
        "look": state_look(report),
        "groups": list(groups.items()),
        "warnings": [one for one in problems if not one.is_error],
        "conflict_note": ngettext(
            "{count} mục mâu thuẫn với đơn vị khác hoặc với số hệ thống tính, chưa quyết định.",
            "{count} mục mâu thuẫn với đơn vị khác hoặc với số hệ thống tính, chưa quyết định.", count,
        ).format(count=count) if count else "",
    }  # fmt: skip


def _conflicts(report: Report, sheet: Sheet) -> dict[int, str]:
    """By item the key of an open contradiction that it is part of."""
    things = {
        (str(line.item.kind), line.item.task_id or line.item.indicator_id or 0)
        for line in sheet.lines
        if not line.empty and (line.item.task_id or line.item.indicator_id)
    }
    if not things:
        return {}
    return {
        claim.item: one.key
        for one in found_in(report.request.cycle, things)
        if not one.decided
        for claim in one.claims
        if claim.request == report.request_id
    }
