"""Pages on which people settle how a target is measured, and change it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.access import require
from khcn.kernel.documents.domain import register_document
from khcn.kernel.documents.models import Document
from khcn.plan.domain import edit_target
from khcn.plan.findings import DecisionDocument
from khcn.plan.measures import (
    add_measure,
    choose_measure,
    govern_target,
    remove_step,
    rivals,
    set_step,
    unchoose_measures,
)
from khcn.plan.models import Plan, Target, TargetStep
from khcn.plan.queries import targets_of
from khcn.web.ui.forms import form_page
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404
from khcn.web.workspace.plans.forms import TargetForm
from khcn.web.workspace.plans.target_forms import ChooseForm, GovernForm, MeasureForm, StepForm

MAY_MEASURE = "plan.target.measure"


def target_or_404(request: HttpRequest, plan: Plan, code: str) -> Target:
    target = targets_of(plan).select_related("owner", "parent", "source").filter(code=code).first()
    if target is None:
        not_here(request)
    target.plan = plan
    return target


def measure_choose(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Settle by which reading the target is judged."""
    target = _decidable(request, plan, code)
    form = ChooseForm(target, request.POST or None)

    def save() -> str:
        told = form.cleaned_data
        with transaction.atomic():
            document = _registered(form.document, target, request)
            choose_measure(
                measure=told["measure"], reason=told["reason"], document=document, by=request.actor
            )
        return _("Đã chọn cách tính. Các cách khác vẫn được hiển thị, không dùng để chấm.")

    return _page(
        request, target, form, _("Chọn cách tính chỉ tiêu {code}"), save, submit=_("Chọn cách tính này")
    )


@require_POST
def measure_unchoose(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    target = _decidable(request, plan, code)
    unchoose_measures(target=target, by=request.actor)
    messages.success(request, _("Đã bỏ lựa chọn; mọi cách tính lại được hiển thị như nhau."))
    return redirect("target_detail", plan=plan, code=code)


def measure_add(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    target = _decidable(request, plan, code)
    form = MeasureForm(target, request.POST or None)

    def save() -> str:
        add_measure(target=target, by=request.actor, **form.cleaned_data)
        return _("Đã thêm cách đo; cách này chưa được chọn để chấm.")

    return _page(request, target, form, _("Thêm cách đo chỉ tiêu {code}"), save, submit=_("Thêm cách đo"))


def target_govern(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """Of two figures for one promise, this one holds."""
    target = _decidable(request, plan, code)
    if target.governing or not rivals(target):
        raise Http404
    form = GovernForm(request.POST or None)

    def save() -> str:
        govern_target(target=target, reason=form.cleaned_data["reason"], by=request.actor)
        return _("Đã chọn mức áp dụng. Mức kia vẫn được hiển thị.")

    return _page(
        request, target, form, _("Áp dụng mức của chỉ tiêu {code}"), save, submit=_("Áp dụng mức này")
    )


def step_set(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    target = _decidable(request, plan, code)
    form = StepForm(target, request.POST or None, initial={"year": request.GET.get("nam", "")})

    def save() -> str:
        told = form.cleaned_data
        with transaction.atomic():
            document = _registered(form.document, target, request)
            set_step(
                target=target, year=told["year"], low=told["low"], high=told["high"], note=told["note"],
                document=document, by=request.actor,
            )  # fmt: skip
        return _("Đã đặt mức của năm {year}.").format(year=told["year"])

    return _page(request, target, form, _("Đặt lộ trình của chỉ tiêu {code}"), save, submit=_("Đặt mức"))


@require_POST
def step_remove(request: HttpRequest, plan: str, code: str, year: int) -> HttpResponse:
    target = _decidable(request, plan, code)
    step = TargetStep.objects.filter(target=target, year=year).first()
    if step is None:
        raise Http404
    remove_step(step=step, by=request.actor)
    messages.success(request, _("Đã bỏ mức của năm {year}; năm này lại được suy ra.").format(year=year))
    return redirect("target_detail", plan=plan, code=code)


def target_edit(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    require(request.actor, "plan.plan.edit", found)
    target = target_or_404(request, found, code)
    form = TargetForm(request.POST or None, instance=target)

    def save() -> str:
        edit_target(target=target, by=request.actor, **form.cleaned_data)
        return _("Đã lưu chỉ tiêu {code}.").format(code=code)

    return _page(request, target, form, _("Sửa chỉ tiêu {code}"), save, keep=f"chi-tieu-{target.pk}")


def _decidable(request: HttpRequest, plan: str, code: str) -> Target:
    """The target, if this person may decide how it is measured."""
    target = target_or_404(request, plan_or_404(request, plan), code)
    require(request.actor, MAY_MEASURE, target)
    return target


def _page(
    request: HttpRequest,
    target: Target,
    form: Form | TargetForm,
    title: str,
    act: Callable[[], str],
    **more: Any,
) -> HttpResponse:
    """The form of one act on a target, and back to its page when it is done."""
    here = reverse("target_detail", kwargs={"plan": target.plan.code, "code": target.code})
    context = frame(target.plan, title.format(code=target.code), (target.code, here)) | {"back": here, **more}

    def save() -> HttpResponse:
        messages.success(request, act())
        return redirect(here)

    return form_page(request, form, title=context.pop("page_title"), save=save, **context)


def _registered(told: DecisionDocument, target: Target, request: HttpRequest) -> Document | None:
    if not told.symbol.strip():
        return None
    summary = _("Về cách đo chỉ tiêu {code}: {title}").format(code=target.code, title=target.short_title)
    return register_document(
        kind=told.kind, symbol=told.symbol, issued_on=told.issued_on, summary=summary[:1000], by=request.actor
    )
