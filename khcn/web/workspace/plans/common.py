"""What every page of a plan needs: the plan itself, its trail, its letter of refusal."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khcn.kernel.errors import NotAllowed
from khcn.plan.models import Plan
from khcn.plan.queries import visible_plans
from khcn.web.navigation import plans_seen

Trail = list[tuple[str, str]]


def plan_or_404(request: HttpRequest, code: str) -> Plan:
    """The plan if this person may see it. Someone not signed in is asked to sign in first.

    Who is signed in has all her plans in the menu, so they are not read twice.
    """
    if request.user.is_authenticated:
        plan = next((one for one in plans_seen(request) if one.code == code), None)
    else:
        plan = visible_plans(request.actor).select_related("territory", "issuer").filter(code=code).first()
    if plan is None:
        not_here(request)
    return plan


def not_here(request: HttpRequest) -> None:
    """The same answer for what does not exist and what must not be seen."""
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem trang này."), code="not_allowed:sign_in")
    raise Http404


def name_of(plan: Plan) -> str:
    return plan.symbol or plan.short_title


def trail_of(plan: Plan, *more: tuple[str, str]) -> Trail:
    return [
        (_("Các kế hoạch"), reverse("plan_list")),
        (name_of(plan), reverse("plan_detail", kwargs={"plan": plan.code})),
        *more,
    ]


def frame(plan: Plan, title: str, *more: tuple[str, str]) -> dict[str, Any]:
    """Title, trail, plan and the day for the template; the title ends the trail."""
    trail = trail_of(plan, *more, (title, ""))
    return {"plan": plan, "page_title": title, "trail": trail, "today": timezone.localdate()}


def source_url(plan: Plan, version: int, start: int | None, end: int | None) -> str:
    """The place of a span in the official text; "" when the item has none."""
    if start is None or end is None:
        return ""
    page = reverse("plan_source", kwargs={"plan": plan.code})
    return f"{page}?{urlencode({'ban': version, 'tu': start, 'den': end})}#doan"


def span_url(item: Any, plan: Plan, which: str = "span") -> str:
    """Where the sentence of an anchored item stands in the text it came from."""
    if item.source is None:
        return ""
    return source_url(
        plan, item.source.version, getattr(item, f"{which}_start"), getattr(item, f"{which}_end")
    )
