"""Matching a name of the document to an agency of the directory."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import require
from khcn.plan.domain import assign_party
from khcn.plan.models import Party, Plan
from khcn.web.ui.forms import form_page
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.plans.forms import PartyForm


def party_assign(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """The name stays as the document has it; only the agency behind it is chosen."""
    found = plan_or_404(request, plan)
    require(request.actor, "plan.plan.edit", found)
    inside = Q(task__plan=found) | Q(duty__plan=found) | Q(reporting_duty__plan=found)
    party = get_object_or_404(Party.objects.select_related("task").filter(inside), pk=pk)
    back = _page_of(party, found)
    form = PartyForm(request.POST or None, initial={"agency": party.agency_id})

    def save() -> HttpResponse:
        assign_party(party=party, agency=form.cleaned_data["agency"], by=request.actor)
        messages.success(request, _("Đã khớp “{name}” với một cơ quan.").format(name=party.name))
        return redirect(back)

    context = frame(found, _("Khớp tên với cơ quan")) | {"back": back}
    context["lead"] = _("Văn bản ghi: “{name}”. Tên trong văn bản được giữ nguyên.").format(name=party.name)
    return form_page(request, form, title=context.pop("page_title"), save=save, **context)


def _page_of(party: Party, plan: Plan) -> str:
    if party.task:
        return reverse("task_detail", kwargs={"plan": plan.code, "no": party.task.no})
    return reverse("duty_list", kwargs={"plan": plan.code})
