"""The plan itself: list of plans, the tree with the official wording, the full text of a version."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may, require, visible
from khcn.outputs.workbook import Column
from khcn.plan import queries
from khcn.plan.domain import edit_plan
from khcn.plan.models import LegalBasis, Plan, PlanText, Section
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import wants_workbook, workbook_response
from khcn.web.workspace.plans import words
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404
from khcn.web.workspace.plans.forms import PlanForm
from khcn.web.workspace.plans.source_text import pieces

COLUMNS = (
    (gettext_lazy("Kế hoạch"), 60, "text"),
    (gettext_lazy("Số, ký hiệu"), 18, "text"),
    (gettext_lazy("Ngày"), 12, "date"),
    (gettext_lazy("Cơ quan ban hành"), 36, "text"),
    (gettext_lazy("Thời kỳ"), 12, "text"),
    (gettext_lazy("Chỉ tiêu"), 10, "number"),
    (gettext_lazy("Nhiệm vụ"), 10, "number"),
    (gettext_lazy("Bản văn"), 10, "number"),
)


def plan_list(request: HttpRequest) -> HttpResponse:
    in_force = Q(tasks__withdrawn=False)
    plans = queries.visible_plans(request.actor).annotate(
        tasks_count=Count("tasks", filter=in_force, distinct=True),
        targets_count=Count("targets", filter=Q(targets__withdrawn=False), distinct=True),
        version=Max("texts__version"),
    )
    rows = list(plans.order_by("artificial", "-issued_on", "code"))
    if wants_workbook(request):
        columns = [Column(str(title), width, kind) for title, width, kind in COLUMNS]
        return workbook_response(_("Các kế hoạch"), columns, map(_cells, rows))
    context = {
        "page_title": _("Các kế hoạch"),
        "plans": [(plan, words.years_words(plan)) for plan in rows],
        "import_url": _import_url(request),
    }
    return render(request, "plans/plan_list.html", context)


def _cells(plan: Any) -> tuple[Any, ...]:
    years = words.years_words(plan)
    title = (plan.short_title, plan.symbol, plan.issued_on, plan.issuer_name, years)
    return (*title, plan.targets_count, plan.tasks_count, plan.version)


def plan_detail(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    text = queries.latest_text(found)
    sections = list(Section.objects.filter(plan=found).order_by("order"))
    tree = queries.plan_tree(sections, text, _items(request, found, sections))
    context = {
        "plan": found,
        "page_title": found.short_title,
        "trail": [(_("Các kế hoạch"), reverse("plan_list")), (found.symbol or found.short_title, "")],
        "tree": tree,
        "text": text,
        "years": words.years_words(found),
        "bases": list(LegalBasis.objects.filter(plan=found)),
        "import_url": _import_url(request),
        "editable": may(request.actor, "plan.plan.edit", found),
        "sees_people": bool(request.actor.user_id),
    }
    return render(request, "plans/plan_detail.html", context)


def _items(request: HttpRequest, plan: Plan, sections: list[Section]) -> dict[str, list[queries.ClauseItem]]:
    findings = visible(request.actor, "plan.finding.view", queries.findings_of(plan))
    items = queries.clause_items(plan, findings)
    return queries.items_by_clause([section.path for section in sections], items)


def _import_url(request: HttpRequest) -> str:
    """Where to import the official text, for those who may."""
    if not may(request.actor, "plan.plan.import"):
        return ""
    try:
        return reverse("import_new")
    except NoReverseMatch:
        return ""


def plan_source(request: HttpRequest, plan: str) -> HttpResponse:
    """The full text of one version; `tu` and `den` mark a span that `#doan` brings into view."""
    found = plan_or_404(request, plan)
    versions = list(PlanText.objects.filter(plan=found).defer("text").order_by("-version"))
    text = _version(request, versions)
    context = frame(found, _("Văn bản chính thức"))
    context |= {"versions": versions, "text": text, "import_url": _import_url(request)}
    if text:
        headings = Section.objects.filter(plan=found, source=text, span_start__isnull=False)
        anchors = {start: path for path, start in headings.values_list("path", "span_start")}
        context["pieces"] = pieces(text.text, anchors, _number(request, "tu"), _number(request, "den"))
    return render(request, "plans/plan_source.html", context)


def _version(request: HttpRequest, versions: list[PlanText]) -> PlanText | None:
    if not versions:
        return None
    asked = request.GET.get("ban")
    if not asked:
        return versions[0]
    text = next((one for one in versions if str(one.version) == asked), None)
    if text is None:
        not_here(request)
    return text


def _number(request: HttpRequest, name: str) -> int | None:
    told: Any = request.GET.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 10 else None


def plan_edit(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    require(request.actor, "plan.plan.edit", found)
    form = PlanForm(request.POST or None, instance=found)
    here = reverse("plan_detail", kwargs={"plan": plan})

    def save() -> HttpResponse:
        edit_plan(plan=found, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu thông tin kế hoạch."))
        return redirect(here)

    context = frame(found, _("Sửa thông tin kế hoạch")) | {"back": here}
    context["lead"] = _("Câu chữ chính thức không sửa ở đây; nó thay đổi bằng cách nhập bản văn mới.")
    return form_page(request, form, title=context.pop("page_title"), save=save, **context)
