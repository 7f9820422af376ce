"""Who sees the imports of registers."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role


@declare("register_io.importbatch.view", model="register_io.ImportBatch")
def may_view(actor: Actor) -> Q:
    """Người nhập xem lần nhập của mình; quản trị và điều phối xem mọi lần nhập."""
    if actor.has(Role.ADMIN, Role.COORDINATOR):
        return EVERYTHING
    return Q(by=actor.user_id) if actor.user_id else NOTHING


@declare("register_io.importbatch.apply", model="register_io.ImportBatch")
def may_apply(actor: Actor) -> Q:
    """Người nhập quyết định lần nhập của mình khi còn quyền ghi sổ; quản trị và điều phối quyết định mọi lần nhập."""
    return may_view(actor)
