"""Who may see, tell, confirm and publish figures of indicators."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role

COORDINATING = (Role.ADMIN, Role.COORDINATOR)
STAFF = (Role.ADMIN, Role.COORDINATOR, Role.LEADER, Role.REPORTER, Role.APPROVER)


@declare("indicators.indicator.view", model="indicators.Indicator")
def may_view_indicator(actor: Actor) -> Q:
    """Người trong bộ máy xem mọi chỉ số; người khác chỉ xem chỉ số công khai."""
    return EVERYTHING if actor.has(*STAFF) else Q(visibility="public")


@declare("indicators.observation.view", model="indicators.Observation")
def may_view_observation(actor: Actor) -> Q:
    """Người trong bộ máy xem mọi số liệu; người khác chỉ xem số đã công bố của chỉ số công khai."""
    if actor.has(*STAFF):
        return EVERYTHING
    return Q(indicator__visibility="public", state="published", withdrawn=False)


@declare("indicators.count.view", model="indicators.Count")
def may_view_count(actor: Actor) -> Q:
    """Số hệ thống đang tính, chưa ai công bố: chỉ người trong bộ máy."""
    return EVERYTHING if actor.has(*STAFF) else NOTHING


@declare("indicators.card.edit", model="indicators.Indicator")
def may_edit_card(actor: Actor) -> Q:
    """Điều phối và quản trị soạn phiếu định nghĩa, ghi quyết định về cách hiểu."""
    return EVERYTHING if actor.has(*COORDINATING) else NOTHING


@declare("indicators.observation.enter", model="indicators.Indicator")
def may_enter(actor: Actor) -> Q:
    """Điều phối, và người của cơ quan chịu trách nhiệm số liệu, ghi số liệu của chỉ số."""
    return _of_owner(actor, Role.REPORTER, Role.APPROVER)


@declare("indicators.observation.confirm", model="indicators.Indicator")
def may_confirm(actor: Actor) -> Q:
    """Điều phối, và người duyệt của cơ quan chịu trách nhiệm số liệu, xác nhận số liệu."""
    return _of_owner(actor, Role.APPROVER)


@declare("indicators.observation.publish", model="indicators.Indicator")
def may_publish(actor: Actor) -> Q:
    """Điều phối và lãnh đạo công bố số liệu."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare("indicators.forecast.accept", model="indicators.Indicator")
def may_accept(actor: Actor) -> Q:
    """Điều phối và lãnh đạo chấp nhận một dự báo để cho xem bên ngoài."""
    return EVERYTHING if actor.has(Role.COORDINATOR, Role.LEADER) else NOTHING


@declare("indicators.statform.view", model="indicators.StatForm")
def may_view_form(actor: Actor) -> Q:
    """Người trong bộ máy xem biểu thống kê."""
    return EVERYTHING if actor.has(*STAFF) else NOTHING


def _of_owner(actor: Actor, *roles: str) -> Q:
    if actor.has(*COORDINATING):
        return EVERYTHING
    own = actor.agencies_as(*roles)
    return Q(owner__in=own) if own else NOTHING
