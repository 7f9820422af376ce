"""One finding: the places it speaks of, settling, reopening, adding."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.access import may, require
from khcn.kernel.errors import DomainError
from khcn.plan.choices import FindingState
from khcn.plan.findings import DecisionDocument, add_finding, reopen_finding, settle_finding
from khcn.plan.models import Finding, Plan, Target, Task
from khcn.plan.queries import latest_text
from khcn.web.ui.forms import form_page, show_refusal
from khcn.web.workspace.findings.forms import FindingForm, ReopenForm, SettleForm
from khcn.web.workspace.findings.list_views import seen_findings
from khcn.web.workspace.plans import words
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404, source_url, span_url


@dataclass(frozen=True)
class Place:
    clause: str
    quote: str
    url: str


def _one(request: HttpRequest, plan: str, pk: int) -> tuple[Plan, Finding]:
    found, seen = seen_findings(request, plan)
    related = seen.select_related("document", "settled_by").prefetch_related(
        Prefetch("targets", Target.objects.select_related("source").defer("source__text")),
        Prefetch("tasks", Task.objects.select_related("source").defer("source__text")),
    )
    finding = related.filter(pk=pk).first()
    if finding is None:
        not_here(request)
    finding.plan = found
    return found, finding


def finding_detail(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    found, finding = _one(request, plan, pk)
    return _page(request, found, finding, SettleForm(finding), ReopenForm())


def _page(
    request: HttpRequest, plan: Plan, finding: Finding, settle: SettleForm, reopen: ReopenForm
) -> HttpResponse:
    for item in (*finding.targets.all(), *finding.tasks.all()):
        item.plan = plan
    context = frame(
        plan, finding.title, (_("Phát hiện"), reverse("finding_list", kwargs={"plan": plan.code}))
    )
    places = _places(plan, finding)
    context |= {
        "finding": finding,
        "kind_label": words.finding_kind(finding.kind),
        "places": places,
        "quotes": [] if any(place.quote for place in places) else _quotes(plan, finding),
        "form": reopen if finding.state == FindingState.SETTLED else settle,
        "may_settle": may(request.actor, "plan.finding.settle", finding),
    }
    bad = settle.errors or reopen.errors
    return render(request, "findings/finding_detail.html", context, status=422 if bad else 200)


def _places(plan: Plan, finding: Finding) -> list[Place]:
    """The places in the words of the document, as far as a text was imported."""
    spans = [_span(place) for place in finding.places if isinstance(place, dict)]
    text = latest_text(plan) if any(span for _clause, span in spans) else None
    found = []
    for clause, span in spans:
        quote = text.text[span[0] : span[1]].strip() if text and span else ""
        url = source_url(plan, text.version, *span) if text and span else ""
        found.append(Place(clause, quote, url))
    return found


def _quotes(plan: Plan, finding: Finding) -> list[dict[str, str]]:
    """The official wording of the targets and tasks that the finding concerns."""
    targets = [(f"{one.code}. {one.short_title}", one) for one in finding.targets.all()]
    tasks = [(_("Nhiệm vụ {no}").format(no=one.no), one) for one in finding.tasks.all()]
    return [
        {"text": one.official_text, "clause": one.clause, "name": name, "url": span_url(one, plan)}
        for name, one in [*targets, *tasks]
        if one.official_text
    ]


def _span(place: dict[str, Any]) -> tuple[str, tuple[int, int] | None]:
    told = place.get("span") or (place.get("start"), place.get("end"))
    whole = len(told) == 2 and all(isinstance(one, int) for one in told)
    return str(place.get("clause") or ""), (told[0], told[1]) if whole else None


@require_POST
def finding_settle(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    found, finding = _one(request, plan, pk)
    require(request.actor, "plan.finding.settle", finding)
    form = SettleForm(finding, request.POST)
    if form.is_valid():
        try:
            _settle(request, finding, form.cleaned_data)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã xử lý phát hiện. Các cách hiểu vẫn được giữ lại."))
            return redirect("finding_detail", plan=plan, pk=pk)
    return _page(request, found, finding, form, ReopenForm())


def _settle(request: HttpRequest, finding: Finding, told: dict[str, Any]) -> None:
    settle_finding(
        finding=finding,
        chosen=told.get("chosen", ""),
        reason=told["reason"],
        document=DecisionDocument(told["symbol"], told["issued_on"], told["kind"] or "KHAC"),
        by=request.actor,
    )


@require_POST
def finding_reopen(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    found, finding = _one(request, plan, pk)
    require(request.actor, "plan.finding.settle", finding)
    form = ReopenForm(request.POST)
    if form.is_valid():
        reopen_finding(finding=finding, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Đã mở lại phát hiện."))
        return redirect("finding_detail", plan=plan, pk=pk)
    return _page(request, found, finding, SettleForm(finding), form)


def finding_new(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    require(request.actor, "plan.finding.settle")
    form = FindingForm(found, request.POST or None)
    back = reverse("finding_list", kwargs={"plan": plan})

    def save() -> HttpResponse:
        finding = add_finding(plan=found, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi phát hiện."))
        return redirect("finding_detail", plan=plan, pk=finding.pk)

    context = frame(found, _("Ghi một phát hiện"), (_("Phát hiện"), back)) | {"back": back}
    return form_page(
        request, form, title=context.pop("page_title"), save=save, keep=f"phat-hien-{found.pk}", **context
    )
