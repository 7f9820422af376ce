"""Targets by year: how each stood at the end of each year, and the way of each from baseline to goal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.plan.models import Plan
from khcn.plan.queries import targets_of
from khcn.plan.rules import is_staff
from khcn.status.targets import standings_by_year
from khcn.web.workspace.plans.common import frame, plan_or_404
from khcn.web.workspace.plans.target_charts import heat_map, slopes
from khcn.web.workspace.plans.target_rows import TargetRow

MOST_YEARS = 10


def target_heat(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    today = timezone.localdate()
    targets = [one for one in targets_of(found) if one.governing]
    years = years_of(found, today.year)
    told = standings_by_year(targets, years, today, public=not is_staff(request.actor))
    rows = [TargetRow(one, standing=told[one.pk][today.year]) for one in targets]
    title, back = _("Chỉ tiêu theo năm"), reverse("target_list", kwargs={"plan": plan})
    context = frame(found, title, (_("Chỉ tiêu"), back)) | {
        "picture": heat_map(found, targets, years, told) if targets else None,
        "slopes": slopes(rows), "back": back,
    }  # fmt: skip
    return render(request, "plans/target_heat.html", context)


def years_of(plan: Plan, this_year: int) -> list[int]:
    """From the year before the plan until this one, but no more than fit on a page."""
    first = (plan.from_year or (plan.issued_on.year if plan.issued_on else this_year)) - 1
    return list(range(max(min(first, this_year), this_year - MOST_YEARS + 1), this_year + 1))
