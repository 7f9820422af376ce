"""Who may read the audit trail."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role


@declare("audit.event.view", model="audit.Event")
def may_view(actor: Actor) -> Q:
    """Quản trị đọc toàn bộ nhật ký; lịch sử từng bản ghi theo quyền xem bản ghi đó."""
    return EVERYTHING if actor.has(Role.ADMIN) else NOTHING
