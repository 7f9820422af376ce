"""Who may book shared equipment, and who keeps it. Records themselves: khcn.kernel.registers.rules."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role
from khcn.kernel.registers.rules import AGENCY_STAFF, DEPARTMENT, EDITORS

BOOKERS = (*DEPARTMENT, *AGENCY_STAFF, Role.EXPERT, Role.ENTERPRISE)


def _kept(actor: Actor, path: str) -> Q:
    if actor.has(*EDITORS):
        return EVERYTHING
    agencies = actor.agencies_as(*AGENCY_STAFF)
    return Q(**{f"{path}__in": sorted(agencies)}) if agencies else NOTHING


@declare("labs.booking.request")
def may_request(actor: Actor) -> Q:
    """Cán bộ, chuyên gia, doanh nghiệp đã đăng nhập được đặt lịch thiết bị mà mình xem được."""
    return EVERYTHING if actor.has(*BOOKERS) else NOTHING


@declare("labs.equipment.manage", model="labs.equipment")
def may_manage_equipment(actor: Actor) -> Q:
    """Quản trị, điều phối và cơ quan phụ trách thiết bị quản lý lịch, đợt ngừng, người được công nhận."""
    return _kept(actor, "responsible")


@declare("labs.booking.manage", model="labs.Booking")
def may_manage(actor: Actor) -> Q:
    """Quản trị, điều phối và cơ quan phụ trách thiết bị xác nhận, từ chối, ghi không đến."""
    return _kept(actor, "equipment__responsible")


@declare("labs.booking.cancel", model="labs.Booking")
def may_cancel(actor: Actor) -> Q:
    """Người đặt và người quản lý thiết bị xem, hủy lịch và ghi giờ sử dụng."""
    kept = _kept(actor, "equipment__responsible")
    if kept == EVERYTHING or not actor.user_id:
        return kept
    own = Q(user_id=actor.user_id)
    return own if kept == NOTHING else kept | own
