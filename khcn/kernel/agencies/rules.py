"""Who may see and change agencies."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role


@declare("agencies.agency.view", model="agencies.Agency")
def may_view(actor: Actor) -> Q:
    """Mọi người đã đăng nhập xem được danh bạ cơ quan."""
    return EVERYTHING if actor.user_id else NOTHING


@declare("agencies.agency.edit", model="agencies.Agency")
def may_edit(actor: Actor) -> Q:
    """Quản trị và điều phối sửa cơ quan, tên gọi và quan hệ kế thừa."""
    return EVERYTHING if actor.has(Role.ADMIN, Role.COORDINATOR) else NOTHING
