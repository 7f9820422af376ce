"""Who sees, edits, freezes, issues and publishes the consolidated report."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.plan.rules import COORDINATING, is_staff

VIEW = "official_reports.officialreport.view"
EDIT = "official_reports.officialreport.edit"
FREEZE = "official_reports.officialreport.freeze"
ISSUE = "official_reports.officialreport.issue"
PUBLISH = "official_reports.officialreport.publish"


@declare(VIEW, model="official_reports.OfficialReport")
def may_view_report(actor: Actor) -> Q:
    """Điều phối, lãnh đạo và quản trị xem cả bản đang tổng hợp; người khác trong bộ máy xem bản đã phát hành."""
    if actor.has(Role.LEADER, *COORDINATING):
        return EVERYTHING
    return Q(state="issued") if is_staff(actor) else NOTHING


@declare(EDIT, model="official_reports.OfficialReport")
def may_edit_report(actor: Actor) -> Q:
    """Điều phối và quản trị tổng hợp, biên tập báo cáo."""
    return EVERYTHING if actor.has(*COORDINATING) else NOTHING


@declare(FREEZE, model="official_reports.OfficialReport")
def may_freeze_report(actor: Actor) -> Q:
    """Điều phối và lãnh đạo chốt bản trình ký và mở lại bản đã chốt."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare(ISSUE, model="official_reports.OfficialReport")
def may_issue_report(actor: Actor) -> Q:
    """Điều phối và quản trị ghi số, ngày khi văn thư phát hành."""
    return EVERYTHING if actor.has(*COORDINATING) else NOTHING


@declare(PUBLISH, model="official_reports.OfficialReport")
def may_publish_summary(actor: Actor) -> Q:
    """Điều phối và lãnh đạo duyệt tóm tắt để công khai, và rút tóm tắt."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING
