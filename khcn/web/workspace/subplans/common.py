"""The plan of a page of sub-plans, and its trail."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import NOTHING, condition, require
from khcn.kernel.errors import NotAllowed
from khcn.plan.models import Plan
from khcn.plan.queries import visible_plans


def plan_for(request: HttpRequest, code: str) -> Plan:
    """The plan, for people who may see sub-plans; others are refused or asked to sign in."""
    if condition("plan.subplan.view", request.actor) == NOTHING:
        require(request.actor, "plan.subplan.view")
        raise NotAllowed(_("Trang này dành cho người trong bộ máy."), code="not_allowed:plan.subplan.view")
    plan = visible_plans(request.actor).filter(code=code).first()
    if plan is None:
        raise Http404
    return plan


def frame(plan: Plan, title: str, *more: tuple[str, str]) -> dict[str, Any]:
    code = {"plan": plan.code}
    name = plan.symbol or plan.short_title
    return {"plan": plan, "trail": [(name, reverse("plan_detail", kwargs=code)), *more, (title, "")]}


def list_link(plan: Plan) -> tuple[str, str]:
    return (_("Kế hoạch của đơn vị"), reverse("subplan_list", kwargs={"plan": plan.code}))
