"""Who may see, import and steer plans."""

from collections.abc import Iterable

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.plan.models import Party

#: Roles that steer the plan.
COORDINATING = (Role.ADMIN, Role.COORDINATOR)
#: Roles inside the administration.
STAFF = (Role.ADMIN, Role.COORDINATOR, Role.LEADER, Role.REPORTER, Role.APPROVER)


def is_staff(actor: Actor) -> bool:
    return actor.has(*STAFF)


def answered_by(agencies: Iterable[int], prefix: str = "") -> Q:
    """Parties for which these agencies answer: named and not passed on, or taken over."""
    ids = list(agencies)
    return Q(**{f"{prefix}taken_over_by__in": ids}) | Q(
        **{f"{prefix}agency__in": ids, f"{prefix}taken_over_by": None}
    )


def leads(agencies: Iterable[int]) -> Q:
    """Tasks whose lead answers through one of these agencies."""
    ids = list(agencies)
    if not ids:
        return NOTHING
    parties = Party.objects.filter(answered_by(ids), role="lead", task__isnull=False)
    return Q(pk__in=parties.values("task"))


def _open_to(actor: Actor, prefix: str = "") -> Q:
    if is_staff(actor):
        return EVERYTHING
    return Q(**{f"{prefix}visibility": "public"})


@declare("plan.plan.view", model="plan.Plan")
def may_view_plan(actor: Actor) -> Q:
    """Người trong bộ máy xem mọi kế hoạch; người khác chỉ xem kế hoạch công khai."""
    return _open_to(actor)


@declare("plan.target.view", model="plan.Target")
def may_view_target(actor: Actor) -> Q:
    """Như kế hoạch chứa chỉ tiêu."""
    return _open_to(actor, "plan__")


@declare("plan.task.view", model="plan.Task")
def may_view_task(actor: Actor) -> Q:
    """Như kế hoạch chứa nhiệm vụ."""
    return _open_to(actor, "plan__")


@declare("plan.finding.view", model="plan.Finding")
def may_view_finding(actor: Actor) -> Q:
    """Phát hiện về kế hoạch chỉ dành cho người trong bộ máy."""
    return EVERYTHING if is_staff(actor) else NOTHING


@declare("plan.subplan.view", model="plan.SubPlan")
def may_view_subplan(actor: Actor) -> Q:
    """Kế hoạch của đơn vị: người trong bộ máy xem được."""
    return EVERYTHING if is_staff(actor) else NOTHING


@declare("plan.plan.import")
def may_import(actor: Actor) -> Q:
    """Điều phối và quản trị nhập văn bản kế hoạch."""
    return EVERYTHING if actor.has(*COORDINATING) else NOTHING


@declare("plan.planimport.view", model="plan.PlanImport")
def may_view_import(actor: Actor) -> Q:
    """Lần nhập: điều phối và quản trị."""
    return may_import(actor)


@declare("plan.plan.edit", model="plan.Plan")
def may_edit_plan(actor: Actor) -> Q:
    """Điều phối và quản trị sửa kế hoạch, chỉ tiêu, nhiệm vụ, bên được giao."""
    return EVERYTHING if actor.has(*COORDINATING) else NOTHING


@declare("plan.target.measure", model="plan.Target")
def may_measure(actor: Actor) -> Q:
    """Điều phối và lãnh đạo chọn cách tính chỉ tiêu và đặt lộ trình."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare("plan.task.decide", model="plan.Task")
def may_decide(actor: Actor) -> Q:
    """Điều phối và lãnh đạo kết thúc, gia hạn, giao tiếp nối nhiệm vụ."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare("plan.task.milestone", model="plan.Task")
def may_set_milestones(actor: Actor) -> Q:
    """Cơ quan chủ trì và điều phối thêm mốc, sản phẩm."""
    if actor.has(*COORDINATING):
        return EVERYTHING
    return leads(actor.agencies_as(Role.REPORTER, Role.APPROVER))


@declare("plan.finding.settle", model="plan.Finding")
def may_settle(actor: Actor) -> Q:
    """Điều phối và lãnh đạo xử lý phát hiện."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare("plan.subplan.edit", model="plan.SubPlan")
def may_edit_subplan(actor: Actor) -> Q:
    """Đơn vị ghi kế hoạch của mình; điều phối ghi thay được."""
    if actor.has(*COORDINATING):
        return EVERYTHING
    own = actor.seats_as(Role.REPORTER, Role.APPROVER)
    return Q(agency__in=own) if own else NOTHING
