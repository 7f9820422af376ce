"""One target: its page, and what people may change of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require, visible
from khcn.plan.domain import edit_target
from khcn.plan.models import Plan, Target
from khcn.plan.queries import findings_of, targets_of
from khcn.web.ui.forms import form_page
from khcn.web.workspace.plans.common import frame, not_here, plan_or_404, span_url
from khcn.web.workspace.plans.forms import TargetForm
from khcn.web.workspace.plans.target_rows import TargetRow


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
