"""Recording a sub-plan, reading it, correcting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.errors import NotAllowed
from khcn.plan.models import Plan, SubPlan
from khcn.plan.rules import COORDINATING
from khcn.plan.subplans import add_subplan, edit_subplan
from khcn.web.ui.forms import form_page
from khcn.web.workspace.subplans.common import frame, list_link, plan_for
from khcn.web.workspace.subplans.forms import SubPlanForm, from_subplan
from khcn.web.workspace.subplans.lists import may_add


def subplan_new(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    if not may_add(request):
        raise NotAllowed(
            _("Chỉ đơn vị ban hành hoặc điều phối ghi được kế hoạch của đơn vị."),
            code="not_allowed:plan.subplan.edit",
        )
    agencies = _agencies(request)
    form = SubPlanForm(request.POST or None, plan=found, agencies=agencies, initial=_start(request, agencies))

    def save() -> HttpResponse:
        subplan = add_subplan(plan=found, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi kế hoạch {symbol}.").format(symbol=subplan.symbol))
        return redirect("subplan_detail", plan=plan, pk=subplan.pk)

    title = _("Ghi kế hoạch của đơn vị")
    return _page(request, form, found, title, save, keep=f"ke-hoach-don-vi-{found.pk}")


def _agencies(request: HttpRequest) -> Any:
    """Coordinators record for any agency in force, others for the agencies of their seats."""
    rows = Agency.objects.valid_on(timezone.localdate()).order_by("order", "name")
    if request.actor.has(*COORDINATING):
        return rows.filter(state_body=True)
    return rows.filter(pk__in=request.actor.seats_as(Role.REPORTER, Role.APPROVER))


def _start(request: HttpRequest, agencies: Any) -> dict[str, Any]:
    """The agency named by ?co-quan=, or the only one there is."""
    code = request.GET.get("co-quan", "")
    if code:
        return {"agency": agencies.filter(code=code).first()}
    first = list(agencies[:2])
    return {"agency": first[0]} if len(first) == 1 else {}


def subplan_detail(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    found = plan_for(request, plan)
    subplan = _found(found, pk)
    context = frame(found, subplan.symbol, list_link(found)) | {
        "page_title": subplan.symbol,
        "subplan": subplan,
        "tasks": subplan.covers.filter(withdrawn=False).order_by("order", "id"),
        "may_edit": may(request.actor, "plan.subplan.edit", subplan),
    }
    return render(request, "subplans/subplan_detail.html", context)


def subplan_edit(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    found = plan_for(request, plan)
    subplan = _found(found, pk)
    require(request.actor, "plan.subplan.edit", subplan)
    form = SubPlanForm(request.POST or None, plan=found, agencies=None, initial=from_subplan(subplan))

    def save() -> HttpResponse:
        edit_subplan(subplan=subplan, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu kế hoạch {symbol}.").format(symbol=subplan.symbol))
        return redirect("subplan_detail", plan=plan, pk=pk)

    title = _("Sửa kế hoạch {symbol}").format(symbol=subplan.symbol)
    return _page(request, form, found, title, save, keep=f"ke-hoach-don-vi-sua-{pk}")


def _page(
    request: HttpRequest, form: SubPlanForm, plan: Plan, title: str, save: Any, keep: str
) -> HttpResponse:
    back = list_link(plan)
    context = frame(plan, title, back) | {"back": back[1]}
    template = "subplans/subplan_new.html"
    return form_page(request, form, title=title, save=save, keep=keep, template=template, **context)


def _found(plan: Plan, pk: int) -> SubPlan:
    return get_object_or_404(SubPlan.objects.select_related("agency", "created_by"), plan=plan, pk=pk)
