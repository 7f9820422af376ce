"""Who may report on tasks and answer obstacles."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.plan.rules import COORDINATING, is_staff, leads


@declare("plan.task.report", model="plan.Task")
def may_report(actor: Actor) -> Q:
    """Cán bộ báo cáo và người duyệt của cơ quan chủ trì (hoặc cơ quan kế thừa); điều phối làm thay được."""
    if actor.has(*COORDINATING):
        return EVERYTHING
    return leads(actor.agencies_as(Role.REPORTER, Role.APPROVER))


@declare("agency_reports.taskupdate.view", model="agency_reports.TaskUpdate")
def may_view_update(actor: Actor) -> Q:
    """Người trong bộ máy xem được mọi cập nhật; công chúng, doanh nghiệp và chuyên gia thì không."""
    return EVERYTHING if is_staff(actor) else NOTHING


@declare("agency_reports.obstacle.view", model="agency_reports.Obstacle")
def may_view_obstacle(actor: Actor) -> Q:
    """Điều phối và lãnh đạo xem mọi vướng mắc; đơn vị xem vướng mắc của mình."""
    if actor.has(Role.ADMIN, Role.COORDINATOR, Role.LEADER):
        return EVERYTHING
    own = actor.agencies_as(Role.REPORTER, Role.APPROVER)
    return Q(agency__in=own) if own else NOTHING


@declare("agency_reports.obstacle.edit", model="agency_reports.Obstacle")
def may_edit_obstacle(actor: Actor) -> Q:
    """Đơn vị nêu vướng mắc sửa khi chưa có trả lời; điều phối sửa được."""
    if actor.has(*COORDINATING):
        return EVERYTHING
    own = actor.agencies_as(Role.REPORTER, Role.APPROVER)
    return Q(agency__in=own, state="open") if own else NOTHING


@declare("agency_reports.obstacle.raise")
def may_raise_obstacle(actor: Actor) -> Q:
    """Cán bộ báo cáo, người duyệt và điều phối nêu được vướng mắc."""
    return EVERYTHING if actor.has(Role.REPORTER, Role.APPROVER, *COORDINATING) else NOTHING


@declare("agency_reports.obstacle.answer", model="agency_reports.Obstacle")
def may_answer_obstacle(actor: Actor) -> Q:
    """Điều phối và lãnh đạo ghi trả lời."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare("agency_reports.obstacle.list")
def may_list_obstacles(actor: Actor) -> Q:
    """Người trong bộ máy mở được danh sách vướng mắc; mỗi người thấy phần mình được xem."""
    return EVERYTHING if is_staff(actor) else NOTHING


@declare("agency_reports.obstacle.close", model="agency_reports.Obstacle")
def may_close_obstacle(actor: Actor) -> Q:
    """Đơn vị đã nêu, hoặc điều phối, ghi rằng vướng mắc đã được giải quyết."""
    if actor.has(*COORDINATING):
        return EVERYTHING
    own = actor.agencies_as(Role.REPORTER, Role.APPROVER)
    return Q(agency__in=own) if own else NOTHING


@declare("agency_reports.cycle.view", model="agency_reports.Cycle")
def may_view_cycle(actor: Actor) -> Q:
    """Người trong bộ máy xem được các kỳ báo cáo, đơn vị nào đã gửi và chưa gửi."""
    return EVERYTHING if is_staff(actor) else NOTHING


@declare("agency_reports.cycle.manage", model="agency_reports.Cycle")
def may_manage_cycle(actor: Actor) -> Q:
    """Điều phối và quản trị chuẩn bị, mở, khóa kỳ báo cáo; gia hạn, miễn và nhắc đơn vị."""
    return EVERYTHING if actor.has(*COORDINATING) else NOTHING
