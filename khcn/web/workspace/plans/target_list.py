"""Targets of a plan: the table with where each stands, the workbook, all targets in one picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may
from khcn.kernel.base import matches
from khcn.plan.models import Plan, Target
from khcn.plan.queries import targets_of
from khcn.plan.rules import is_staff
from khcn.status.choices import TARGET_LABELS
from khcn.status.counts import counted
from khcn.status.targets import standings
from khcn.web.ui.lists import wants_workbook
from khcn.web.workspace.plans import listing
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.plans.target_charts import dot_plot
from khcn.web.workspace.plans.target_rows import TargetRow, rows_of
from khcn.web.workspace.plans.target_words import finding


@dataclass(frozen=True)
class Column:
    """A column of the workbook and what a row tells there."""

    head: Any
    width: int
    kind: str
    told: Callable[[TargetRow], Any]


COLUMNS = (
    Column(gettext_lazy("Mã"), 8, "text", lambda row: row.target.code),
    Column(gettext_lazy("Chỉ tiêu"), 44, "text", lambda row: row.target.short_title),
    Column(gettext_lazy("Nguyên văn"), 60, "text", lambda row: row.target.official_text),
    Column(gettext_lazy("Mức"), 22, "text", lambda row: row.level),
    Column(gettext_lazy("Đơn vị"), 16, "text", lambda row: row.target.unit),
    Column(gettext_lazy("Thời hạn"), 20, "text", lambda row: row.horizon),
    Column(gettext_lazy("Giá trị gốc"), 16, "text", lambda row: row.baseline),
    Column(gettext_lazy("Kỳ gốc"), 14, "text", lambda row: row.target.baseline_period),
    Column(gettext_lazy("Trạng thái"), 24, "text", lambda row: str(TARGET_LABELS.get(row.code, ""))),
    Column(gettext_lazy("Vì sao"), 60, "text", lambda row: _each(row, "sentence")),
    Column(gettext_lazy("Giá trị hiện nay"), 20, "text", lambda row: _each(row, "value")),
    Column(gettext_lazy("Thời điểm"), 22, "text", lambda row: _each(row, "when")),
    Column(gettext_lazy("Mức độ chính thức"), 16, "text", lambda row: _each(row, "vintage")),
    Column(gettext_lazy("Nhịp đến nay"), 22, "text", lambda row: _each(row, "pace")),
    Column(gettext_lazy("Nhịp cần có từ nay"), 22, "text", lambda row: _each(row, "required_pace")),
    Column(gettext_lazy("Cơ quan theo dõi"), 34, "text", lambda row: row.target.owner.name if row.target.owner else ""),
    Column(gettext_lazy("Phát hiện chưa xử lý"), 12, "number", lambda row: row.findings),
)  # fmt: skip


def _each(row: TargetRow, name: str) -> str:
    """What the reading says, or what each says while they contradict each other."""
    told = [(one.label, getattr(one, name)) for one in row.told]
    if len(told) == 1:
        return str(told[0][1])
    return "; ".join(f"{label}: {words}" for label, words in told if words)


def target_list(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    query = request.GET.get("q", "").strip()
    targets = list(targets_of(found).filter(matches(query)) if query else targets_of(found))
    every = all_rows(request, found, targets)
    wanted = status_of(request)
    rows = [row for row in every if row.code == wanted] if wanted else every
    if wants_workbook(request):
        return _workbook(found, rows)
    codes = [row.code for row in every if row.counts]
    context = frame(found, _("Chỉ tiêu"))
    context |= {
        "rows": rows, "query": query, "wanted": wanted, "kept": [("trang-thai", wanted)] if wanted else [],
        "sees_findings": may(request.actor, "plan.finding.view"), "told": finding(codes), "counts": counted(codes),
        "chips": _chips(request, codes, wanted), "all_url": _with_status(request, ""),
        "picture": dot_plot(found, rows), "public": not is_staff(request.actor),
    }  # fmt: skip
    return render(request, "plans/target_list.html", context)


def all_rows(request: HttpRequest, plan: Plan, targets: Iterable[Target]) -> list[TargetRow]:
    """The targets with where they stand, as far as this person may be told."""
    rows = list(targets)
    told = standings(rows, timezone.localdate(), public=not is_staff(request.actor))
    return rows_of(request, plan, rows, told)


def status_of(request: HttpRequest) -> str:
    """The status that the address asks for; one that does not exist is no condition."""
    wanted = request.GET.get("trang-thai", "")
    return wanted if wanted in TARGET_LABELS else ""


def _chips(request: HttpRequest, codes: list[str], wanted: str) -> list[dict[str, Any]]:
    """The statuses that occur, each with the address that keeps to it."""
    return [
        {"count": one, "url": _with_status(request, one.code), "now": one.code == wanted}
        for one in counted(codes)
    ]


def _with_status(request: HttpRequest, code: str) -> str:
    query = request.GET.copy()
    for name in ("trang-thai", "page", "dang"):
        query.pop(name, None)
    if code:
        query["trang-thai"] = code
    return f"?{query.urlencode()}"


def _workbook(plan: Plan, rows: list[TargetRow]) -> HttpResponse:
    heads = [(one.head, one.width, one.kind) for one in COLUMNS]
    told = ([one.told(row) for one in COLUMNS] for row in rows)
    return listing.workbook(_("Chỉ tiêu của kế hoạch"), plan, heads, told)
