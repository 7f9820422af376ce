"""Targets of a plan: the table, one target with its sentence, what people may change."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may, require, visible
from khcn.kernel.base import matches
from khcn.lib.vn_text import fold
from khcn.plan.choices import FindingState
from khcn.plan.domain import edit_target
from khcn.plan.models import Plan, Target
from khcn.plan.queries import findings_of, targets_of
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import wants_workbook
from khcn.web.workspace.plans import listing, words
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404, span_url
from khcn.web.workspace.plans.forms import TargetForm

COLUMNS = (
    (gettext_lazy("Mã"), 8, "text"),
    (gettext_lazy("Chỉ tiêu"), 44, "text"),
    (gettext_lazy("Nguyên văn"), 60, "text"),
    (gettext_lazy("Mức"), 22, "text"),
    (gettext_lazy("Đơn vị"), 16, "text"),
    (gettext_lazy("Thời hạn"), 20, "text"),
    (gettext_lazy("Giá trị gốc"), 16, "text"),
    (gettext_lazy("Kỳ gốc"), 14, "text"),
    (gettext_lazy("Cơ quan theo dõi"), 34, "text"),
    (gettext_lazy("Phát hiện chưa xử lý"), 12, "number"),
)


@dataclass
class TargetRow:
    target: Target
    findings: int = 0
    clashes: list[dict[str, str]] = field(default_factory=list)
    readings: list[dict[str, str]] = field(default_factory=list)
    depth: int = 0

    @property
    def prefix(self) -> str:
        """How a row below another one belongs to it."""
        if not self.depth:
            return ""
        if not self.target.governing:
            return _("ghi ở mục {clause}:").format(clause=self.target.clause)
        return "" if fold(self.target.short_title).startswith("trong do") else _("trong đó:")

    @property
    def level(self) -> str:
        return words.level(self.target)

    @property
    def horizon(self) -> str:
        return words.horizon(self.target)

    @property
    def baseline(self) -> str:
        return words.baseline(self.target)


def target_list(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    query = request.GET.get("q", "").strip()
    targets = targets_of(found)
    rows = _rows(request, found, list(targets.filter(matches(query)) if query else targets))
    if wants_workbook(request):
        return _workbook(found, rows)
    context = frame(found, _("Chỉ tiêu"))
    context |= {"rows": rows, "query": query, "sees_findings": may(request.actor, "plan.finding.view")}
    return render(request, "plans/target_list.html", context)


def _rows(request: HttpRequest, plan: Plan, targets: list[Target]) -> list[TargetRow]:
    """Parts stand below their whole; while a finding is open both its readings are shown."""
    readings = _open_readings(request, plan)
    sees = may(request.actor, "plan.finding.view")
    known = {target.pk for target in targets}
    parts: dict[int | None, list[Target]] = {}
    for target in targets:
        parts.setdefault(target.parent_id if target.parent_id in known else None, []).append(target)

    def below(whole: int | None, depth: int) -> Iterator[TargetRow]:
        for one in parts.get(whole, []):
            clashes, other = readings.get(one.pk, ([], []))
            yield TargetRow(one, one.open_findings if sees else 0, clashes, other, depth)
            yield from below(one.pk, depth + 1)

    return list(below(None, 0))


Readings = list[dict[str, str]]


def _open_readings(request: HttpRequest, plan: Plan) -> dict[int, tuple[Readings, Readings]]:
    """By target: the readings that contradict each other, and those of every other open finding."""
    seen = visible(request.actor, "plan.finding.view", findings_of(plan).filter(state=FindingState.OPEN))
    told: dict[int, tuple[Readings, Readings]] = {}
    for target, kind, readings in seen.filter(targets__isnull=False).values_list(
        "targets", "kind", "readings"
    ):
        clashes, others = told.setdefault(target, ([], []))
        (clashes if kind in words.CLASHES else others).extend(readings)
    return told


def _workbook(plan: Plan, rows: list[TargetRow]) -> HttpResponse:
    told = (
        (
            row.target.code,
            row.target.short_title,
            row.target.official_text,
            row.level,
            row.target.unit,
            row.horizon,
            row.baseline,
            row.target.baseline_period,
            row.target.owner.name if row.target.owner else "",
            row.findings,
        )
        for row in rows
    )
    return listing.workbook(_("Chỉ tiêu của kế hoạch"), plan, COLUMNS, told)


def _target(request: HttpRequest, plan: Plan, code: str) -> Target:
    target = targets_of(plan).select_related("owner", "parent", "source").filter(code=code).first()
    if target is None:
        not_here(request)
    target.plan = plan
    return target


def target_detail(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    target = _target(request, found, code)
    findings = visible(request.actor, "plan.finding.view", findings_of(found).filter(targets=target))
    context = frame(found, target.short_title, (_("Chỉ tiêu"), reverse("target_list", kwargs={"plan": plan})))
    context |= {
        "target": target,
        "row": TargetRow(target),
        "parts": [TargetRow(part) for part in targets_of(found).filter(parent=target)],
        "findings": list(findings),
        "editable": may(request.actor, "plan.plan.edit", found),
        "source_url": span_url(target, found),
        "baseline_url": span_url(target, found, "baseline"),
        "baseline_note": target.baseline_period and _("kỳ {period}").format(period=target.baseline_period),
    }
    return render(request, "plans/target_detail.html", context)


def target_edit(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    require(request.actor, "plan.plan.edit", found)
    target = _target(request, found, code)
    form = TargetForm(request.POST or None, instance=target)
    here = reverse("target_detail", kwargs={"plan": plan, "code": code})

    def save() -> HttpResponse:
        edit_target(target=target, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu chỉ tiêu {code}.").format(code=code))
        return redirect(here)

    title = _("Sửa chỉ tiêu {code}").format(code=code)
    context = frame(found, title, (target.code, here)) | {"back": here, "keep": f"chi-tieu-{target.pk}"}
    return form_page(request, form, title=context.pop("page_title"), save=save, **context)
