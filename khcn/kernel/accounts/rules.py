"""Who may see and manage people, and how an acting person is made."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role


@declare("accounts.user.manage", model="accounts.User")
def may_manage(actor: Actor) -> Q:
    """Quản trị tạo tài khoản, giao vai trò và khoá tài khoản."""
    return EVERYTHING if actor.has(Role.ADMIN) else NOTHING


@declare("accounts.user.view", model="accounts.User")
def may_view(actor: Actor) -> Q:
    """Quản trị xem mọi người; người khác chỉ xem hồ sơ của mình."""
    if actor.has(Role.ADMIN):
        return EVERYTHING
    return Q(pk=actor.user_id) if actor.user_id else NOTHING
