"""Who sees files of figures, and decides about them."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role


@declare("figure_imports.figureimport.view", model="figure_imports.FigureImport")
def may_view(actor: Actor) -> Q:
    """Người nhập xem lần nhập số liệu của mình; quản trị và điều phối xem mọi lần nhập."""
    if actor.has(Role.ADMIN, Role.COORDINATOR):
        return EVERYTHING
    return Q(by=actor.user_id) if actor.user_id else NOTHING


@declare("figure_imports.figureimport.apply", model="figure_imports.FigureImport")
def may_apply(actor: Actor) -> Q:
    """Người nhập quyết định lần nhập số liệu của mình; quản trị và điều phối quyết định mọi lần nhập."""
    return may_view(actor)
