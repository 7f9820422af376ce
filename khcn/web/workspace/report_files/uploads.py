"""What a workbook would change in the report, item by item, and the decision about it."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.agency_reports.filling.locks import lock_of
from khcn.agency_reports.filling.values import AMOUNTS, FIELDS
from khcn.agency_reports.models import ReportRequest
from khcn.agency_reports.workbook.domain import Applied, apply_workbook, judgement_of
from khcn.agency_reports.workbook.judging import CHANGED, CONFLICT, REFUSED, Judged, Judgement
from khcn.agency_reports.workbook.layout import FUNDS, page_for, title_of
from khcn.agency_reports.workbook.marked import write_marked
from khcn.agency_reports.workbook.models import WorkbookUpload
from khcn.agency_reports.workbook.parsing import Slip
from khcn.agency_reports.workbook.rows import shown
from khcn.web.workspace.report_files.workbook import workbook_response
from khcn.web.workspace.reports.common import address, request_for, trail_of

SEEN, TAKE, FILE = "seen-", "lay-", "tep"


@dataclass(frozen=True)
class Change:
    label: str
    web: str
    file: str
    clash: bool


@dataclass(frozen=True)
class Shown:
    """One item as the page tells it."""

    judged: Judged
    changes: list[Change]
    faults: list[tuple[str, str]]
    notes: list[tuple[str, str]]

    @property
    def pk(self) -> int:
        return self.judged.line.item.pk


@require_safe
def report_upload_detail(request: HttpRequest, code: str, agency: str, pk: int) -> HttpResponse:
    asked, upload = _upload(request, code, agency, pk)
    judgement = judgement_of(upload)
    lock = lock_of(upload.report, request.actor)
    groups = [
        (verdict, title, [_shown(one) for one in judgement.of(verdict)])
        for verdict, title in (
            (CONFLICT, _("Cả tệp và trang web cùng sửa: chọn bản nào")), (REFUSED, _("Chưa đọc được")), (CHANGED, _("Sẽ ghi vào báo cáo")),
        )
    ]  # fmt: skip
    part = upload.report.part
    context: dict[str, Any] = {
        "page_title": upload.file_name, "asked": asked, "upload": upload, "judgement": judgement,
        "counts": judgement.counts, "groups": [group for group in groups if group[2]],
        "lock": lock.sentence if lock else "", "good": len(judgement.of(CHANGED)), "clashes": len(judgement.of(CONFLICT)),
        "problems_left": judgement.errors_left, "faulty": _faulty(judgement),
        "apply_url": address("report_upload_apply", asked, part, pk=pk),
        "marked_url": address("report_upload_marked", asked, part, pk=pk),
        "again_url": address("report_workbook", asked, part), "back": address("report_fill", asked, part),
        "trail": trail_of(asked, asked.agency.name, deeper=_("Xem trước tệp Excel")),
    }  # fmt: skip
    response = render(request, "report_files/report_upload.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def report_upload_apply(request: HttpRequest, code: str, agency: str, pk: int) -> HttpResponse:
    asked, upload = _upload(request, code, agency, pk)
    part = upload.report.part
    seen = _numbers(request)
    done = apply_workbook(upload, seen=seen, take=_taken(request), by=request.actor)
    if done.saved:
        messages.success(request, _("Đã ghi %(count)s mục vào báo cáo.") % {"count": len(done.saved)})
    if _moved_on(done, seen):
        messages.warning(
            request, _("Có mục vừa được sửa trên trang web sau khi bạn xem. Hãy xem lại bên dưới.")
        )
    left = judgement_of(upload).counts
    if left[CHANGED] or left[REFUSED] or _moved_on(done, seen):
        return redirect(address("report_upload_detail", asked, part, pk=pk))
    if not done.saved:
        messages.info(request, _("Không có mục nào phải ghi; nội dung trên trang web giữ nguyên."))
    return redirect(address("report_fill", asked, part))


@require_safe
def report_upload_marked(request: HttpRequest, code: str, agency: str, pk: int) -> HttpResponse:
    """The file back, wrong cells coloured, a sentence beside each."""
    asked, upload = _upload(request, code, agency, pk)
    buffer = BytesIO()
    write_marked(judgement_of(upload), buffer)
    return workbook_response(buffer, f"danh-dau-{asked.cycle.code}-{asked.agency.code}-{upload.pk}.xlsx")


def _upload(request: HttpRequest, code: str, agency: str, pk: int) -> tuple[ReportRequest, WorkbookUpload]:
    asked = request_for(request, code, agency)
    rows = WorkbookUpload.objects.select_related("report", "file", "by").filter(report__request=asked)
    upload = rows.filter(pk=pk).first()
    if upload is None:
        raise Http404
    upload.report.request = asked
    return asked, upload


def _shown(judged: Judged) -> Shown:
    changes = [
        Change(
            _label(judged, name), shown(name, judged.now[name]), shown(name, judged.mine[name]),
            name in judged.theirs,
        )
        for name in FIELDS
        if name in judged.mine
    ]  # fmt: skip
    faults = [(_place(judged, slip), slip.sentence) for slip in judged.said.faults]
    notes = [(_place(judged, slip), slip.sentence) for slip in judged.said.notes]
    return Shown(judged, changes, faults, notes)


def _label(judged: Judged, name: str) -> str:
    if name == "money":
        return str(FUNDS.title)
    return title_of(page_for(judged.line.item.kind, name), name)


def _place(judged: Judged, slip: Slip) -> str:
    """Trang “Nhiệm vụ”, ô H5 (Kết quả đạt được)."""
    page = (
        FUNDS if slip.field in ("origin", "money", *AMOUNTS) else page_for(judged.line.item.kind, slip.field)
    )
    names = [column.name for column in page.columns]
    column = title_of(page, slip.field) if slip.field in names else ""
    told = _("Trang “{page}”").format(page=page.title)
    told += _(", ô {place}").format(place=slip.place) if slip.place else ""
    return f"{told} ({column})" if column else told


def _faulty(judgement: Judgement) -> bool:
    """Whether the marked file has anything to tell."""
    return bool(judgement.of(CONFLICT, REFUSED)) or any(
        item.problems or item.said.notes for item in judgement.items
    )


def _numbers(request: HttpRequest) -> dict[int, int]:
    """By item, the revision that the page showed."""
    return {
        int(name[len(SEEN) :]): int(value)
        for name, value in request.POST.items()
        if name.startswith(SEEN) and _digits(name[len(SEEN) :]) and _digits(str(value))
    }


def _taken(request: HttpRequest) -> set[int]:
    return {
        int(name[len(TAKE) :])
        for name, value in request.POST.items()
        if name.startswith(TAKE) and value == FILE and _digits(name[len(TAKE) :])
    }


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _moved_on(done: Applied, seen: dict[int, int]) -> bool:
    """Items that somebody saved after the person looked at them."""
    found = ((judged.line.item.pk, judged.revision) for judged, _why in done.left)
    return any(pk in seen and seen[pk] != revision for pk, revision in found)
