"""Rules of obligations: the list with legal bases, and changing one."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may, require
from khcn.kernel.duties.domain import edit_rule
from khcn.kernel.duties.models import DutyRule
from khcn.kernel.duties.refresh import JOB
from khcn.kernel.jobs.domain import start
from khcn.web.ui.forms import form_page
from khcn.web.workspace.duties.forms import RuleForm
from khcn.web.workspace.duties.words import register_name, reminders, rule_sentence, validity


@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, "duties.dutyrule.view")
    unsure = request.GET.get("xac-nhan") == "can"
    may_edit = may(request.actor, "duties.dutyrule.edit")
    rows = DutyRule.objects.all() if may_edit else DutyRule.objects.filter(active=True)
    rows = rows.filter(confirmation="to_confirm") if unsure else rows
    groups = groupby(rows.order_by("register", "code"), key=lambda rule: rule.register)
    told = [{"name": register_name(code), "rules": [_told(rule) for rule in rules]} for code, rules in groups]
    context = {
        "page_title": _("Quy tắc nghĩa vụ"),
        "groups": sorted(told, key=lambda group: group["name"]),
        "count": sum(len(group["rules"]) for group in told),
        "unsure": unsure,
        "may_edit": may_edit,
        "trail": [(_("Lịch nghĩa vụ"), reverse("duty_calendar")), (_("Quy tắc nghĩa vụ"), "")],
    }
    return render(request, "duties/rule_list.html", context)


def _told(rule: DutyRule) -> dict[str, Any]:
    return {
        "rule": rule, "when": rule_sentence(rule), "validity": validity(rule), "reminders": reminders(rule),
    }  # fmt: skip


def rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.actor, "duties.dutyrule.edit")
    rule = get_object_or_404(DutyRule, pk=pk)
    form = RuleForm(request.POST or None, rule)

    def save() -> HttpResponse:
        edit_rule(rule=rule, values=form.cleaned_data, by=request.actor)
        title = _("Tính lại nghĩa vụ của sổ {name}").format(name=register_name(rule.register))
        start(JOB, title=title, by=request.actor, url=reverse("duty_calendar"), register=rule.register)
        messages.success(request, _("Đã lưu quy tắc. Nghĩa vụ được tính lại trong nền."))
        return redirect("rule_list")

    return form_page(
        request,
        form,
        title=rule.name,
        save=save,
        keep=f"quy-tac-{pk}",
        lead=f"{register_name(rule.register)}. {rule_sentence(rule)}.",
        back=reverse("rule_list"),
        trail=[(_("Quy tắc nghĩa vụ"), reverse("rule_list")), (rule.name, "")],
    )
