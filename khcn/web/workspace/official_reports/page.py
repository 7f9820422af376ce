"""The report: sections beside the blocks of one of them; once frozen, what was frozen."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khcn.agency_reports.models import Cycle
from khcn.kernel.access import may, require
from khcn.outputs.official_documents.pdf import pdf_available
from khcn.outputs.official_reports.choices import BlockKind, BlockState
from khcn.outputs.official_reports.content import is_table, sections_of
from khcn.outputs.official_reports.models import Block, OfficialReport, Section
from khcn.outputs.official_reports.putting_together import put_together
from khcn.outputs.official_reports.rules import EDIT, FREEZE, ISSUE, PUBLISH
from khcn.web.ui.lists import page_of
from khcn.web.workspace.cycles.common import cycle_or_404
from khcn.web.workspace.official_reports.common import (
    frame,
    is_draft,
    origins,
    page_url,
    report_of,
    table_rows,
)
from khcn.web.workspace.official_reports.forms import GatherForm

PER_PAGE = 25


@require_safe
def official_report(request: HttpRequest, code: str) -> HttpResponse:
    cycle = cycle_or_404(request, code)
    report = report_of(request, cycle)
    if report is None:
        return _begin(request, cycle)
    actor = request.actor
    context = {
        **frame(cycle, _("Báo cáo tổng hợp"), inner=False), "report": report, "draft": is_draft(report),
        "may_edit": may(actor, EDIT), "may_freeze": may(actor, FREEZE), "may_issue": may(actor, ISSUE),
        "may_publish": may(actor, PUBLISH), "pdf": pdf_available(),
    }  # fmt: skip
    context |= _draft(request, report) if is_draft(report) else _frozen(report)
    return render(request, f"official_reports/{'draft' if is_draft(report) else 'frozen'}.html", context)


def _begin(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """No report yet: who may makes one; others are told that there is none."""
    if not may(request.actor, EDIT):
        raise Http404
    context = {**frame(cycle, _("Báo cáo tổng hợp"), inner=False), "form": GatherForm(actor=request.actor)}
    return render(request, "official_reports/begin.html", context)


@require_POST
def official_report_gather(request: HttpRequest, code: str) -> HttpResponse:
    """Put together, the first time or again."""
    require(request.actor, EDIT)
    cycle = cycle_or_404(request, code)
    there = report_of(request, cycle)
    form = GatherForm(request.POST, actor=request.actor)
    if there is None and not form.is_valid():
        context = {**frame(cycle, _("Báo cáo tổng hợp"), inner=False), "form": form}
        return render(request, "official_reports/begin.html", context, status=422)
    issuer = there.issuer if there else form.cleaned_data["issuer"]
    report = put_together(cycle=cycle, issuer=issuer, by=request.actor)
    messages.success(request, _("Đã tổng hợp. Đoạn mới nằm đúng mục; đoạn bạn đã sửa được giữ nguyên."))
    return redirect(page_url(report))


def _draft(request: HttpRequest, report: OfficialReport) -> dict[str, Any]:
    sections = list(_with_counts(report))
    chosen = _chosen(request, sections)
    rows = (
        Block.objects.filter(section=chosen)
        .select_related("agency", "answer__report", "edited_by")
        .defer("answer__report__sealed")
    )
    page = page_of(request, rows.order_by("order", "pk"), PER_PAGE)
    page.object_list = [_row(one) for one in page.object_list]
    return {
        "sections": sections, "chosen": chosen, "page": page,
        "waiting": sum(one.waiting for one in sections), "changed": sum(one.changed for one in sections),
    }  # fmt: skip


def _with_counts(report: OfficialReport) -> QuerySet[Any]:
    """Sections with how many blocks they hold, wait for a look, or have a source that changed."""
    return Section.objects.filter(report=report).annotate(
        total=Count("blocks"), waiting=Count("blocks", filter=Q(blocks__state=BlockState.WAITING)),
        of_agencies=Count(
            "blocks", filter=Q(blocks__state=BlockState.WAITING, blocks__kind=BlockKind.AGENCY)
        ),
        changed=Count("blocks", filter=Q(blocks__newer__isnull=False)),
    ).order_by("order")  # fmt: skip


def _chosen(request: HttpRequest, sections: list[Any]) -> Any:
    """The section asked for, else the first that has something."""
    wanted = request.GET.get("muc")
    there = [one for one in sections if one.code == wanted] or [one for one in sections if one.total]
    return there[0] if there else (sections[0] if sections else None)


def _row(block: Block) -> dict[str, Any]:
    told = {"table": block.table, "figures": block.figures}
    table = table_rows(told) if block.table else []
    return {
        "block": block, "origins": origins(block.figures), "table": table,
        "columns": block.table["columns"] if block.table else [], "is_table": block.kind == BlockKind.TABLE,
        "edited": block.text != block.original and block.kind not in (BlockKind.TYPED, BlockKind.TABLE),
        "typed": block.kind == BlockKind.TYPED, "version": block.answer.report.version if block.answer else None,
    }  # fmt: skip


def _frozen(report: OfficialReport) -> dict[str, Any]:
    """Of the snapshot alone."""
    content = report.snapshot or {"sections": []}
    parts = [*sections_of(content, annexes=False), *sections_of(content, annexes=True)]
    shown = [{**part, "rows": [_frozen_row(one) for one in part["blocks"]]} for part in parts]
    return {"parts": shown, "content": content}


def _frozen_row(block: dict[str, Any]) -> dict[str, Any]:
    table = is_table(block)
    return {
        "block": block, "is_table": table, "table": table_rows(block) if table else [],
        "columns": block["table"]["columns"] if table else [], "origins": origins(block["figures"]),
    }  # fmt: skip
