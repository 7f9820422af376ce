"""Who may see the progress of background work."""

from django.db.models import Q

from khcn.kernel.access import EVERYTHING, NOTHING, Actor, declare
from khcn.kernel.accounts.choices import Role


@declare("jobs.job.view", model="jobs.Job")
def may_view_job(actor: Actor) -> Q:
    """Người khởi động công việc và quản trị xem được tiến độ, thử lại được."""
    if actor.has(Role.ADMIN):
        return EVERYTHING
    return Q(started_by=actor.user_id) if actor.user_id else NOTHING
