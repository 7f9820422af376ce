"""What the pages of the board share: who may look, the trail, the way between the pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Cycle
from khcn.kernel.access import may, require
from khcn.web.workspace.cycles.common import Trail, cycle_or_404, trail_of

VIEW, DECIDE = "agency_reports.report.view", "agency_reports.report.decide"


def board_cycle(request: HttpRequest, code: str) -> Cycle:
    """The cycle, for people who may read every report of it."""
    cycle = cycle_or_404(request, code)
    require(request.actor, VIEW)
    return cycle


def may_decide(request: HttpRequest) -> bool:
    return may(request.actor, DECIDE)


def trail(cycle: Cycle, *deeper: str) -> Trail:
    """Cycle, board, and what is below it."""
    found = trail_of(cycle, _("Tiếp nhận"))
    if not deeper:
        return found
    return [*found[:-1], (_("Tiếp nhận"), reverse("board", kwargs={"code": cycle.code})), (deeper[0], "")]


def pages(cycle: Cycle, here: str, conflicts: int | None = None) -> list[dict[str, Any]]:
    """The three pages of the board as tabs."""
    told = (
        ("board", _("Đơn vị"), None),
        ("board_changes", _("Thay đổi so với kỳ trước"), None),
        ("board_conflicts", _("Mâu thuẫn"), conflicts),
    )
    return [
        {
            "label": label,
            "url": reverse(name, kwargs={"code": cycle.code}),
            "active": name == here,
            "count": count,
        }
        for name, label, count in told
    ]
