"""Who may report on tasks and answer obstacles."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership
from khcn.kernel.agencies.queries import SuccessionMap
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


@declare("agency_reports.report.view", model="agency_reports.Report")
def may_view_report(actor: Actor) -> Q:
    """Đơn vị xem báo cáo của mình và của cơ quan mình kế thừa; điều phối, lãnh đạo và quản trị xem mọi báo cáo."""
    return _of_own(actor, "request__agency__in")


@declare("agency_reports.reportrequest.view", model="agency_reports.ReportRequest")
def may_view_request(actor: Actor) -> Q:
    """Đơn vị mở trang báo cáo của mình trước khi bắt đầu soạn; điều phối, lãnh đạo và quản trị mở được mọi trang."""
    return _of_own(actor, "agency__in")


@declare("agency_reports.answer.view", model="agency_reports.Answer")
def may_view_answer(actor: Actor) -> Q:
    """Như báo cáo chứa câu trả lời: quyết định ai xem được minh chứng gắn với từng mục."""
    return _of_own(actor, "report__request__agency__in")


@declare("agency_reports.report.fill", model="agency_reports.ReportRequest")
def may_fill_report(actor: Actor) -> Q:
    """Cán bộ báo cáo và người duyệt của đơn vị (hoặc cơ quan kế thừa) soạn báo cáo; điều phối soạn thay được."""
    if actor.has(Role.COORDINATOR):
        return EVERYTHING
    own = actor.agencies_as(Role.REPORTER, Role.APPROVER)
    return Q(agency__in=own) if own else NOTHING


@declare("agency_reports.report.send", model="agency_reports.ReportRequest")
def may_send_report(actor: Actor) -> Q:
    """Người duyệt gửi; cán bộ báo cáo gửi khi đơn vị không có người duyệt; điều phối khi đơn vị không có ai."""
    own = actor.agencies_as(Role.APPROVER)
    sitting = actor.seats_as(Role.REPORTER)
    if sitting:
        approved = _with_seat(actor, Role.APPROVER)
        free = sitting - approved
        inherited = frozenset[int]().union(*((actor.answers_for or {}).get(one, frozenset()) for one in free))
        own = own.union(free, inherited - approved)
    found = Q(agency__in=own) if own else NOTHING
    if actor.has(Role.COORDINATOR):
        succession, seated = SuccessionMap.load(), _with_seat(actor, Role.APPROVER, Role.REPORTER)
        found |= ~Q(agency__in=seated.union(*(succession.answers_for(one, actor.on) for one in seated)))
    return found


@declare("agency_reports.report.decide", model="agency_reports.Report")
def may_decide_report(actor: Actor) -> Q:
    """Điều phối tiếp nhận hoặc trả lại báo cáo của đơn vị."""
    return EVERYTHING if actor.has(Role.COORDINATOR) else NOTHING


def _of_own(actor: Actor, path: str) -> Q:
    if actor.has(Role.ADMIN, Role.COORDINATOR, Role.LEADER):
        return EVERYTHING
    own = actor.agencies_as(Role.REPORTER, Role.APPROVER)
    return Q(**{path: own}) if own else NOTHING


def _with_seat(actor: Actor, *roles: str) -> frozenset[int]:
    """Agencies in which somebody active holds one of these roles on the day."""
    seats = Membership.objects.filter(role__in=roles, user__is_active=True).valid_on(actor.on)
    return frozenset(one for one in seats.values_list("agency_id", flat=True) if one is not None)
