"""When a call takes dossiers: server time; the second of closing is still in time, the next is not."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.models import Application, Call

SECOND = timedelta(seconds=1)


def last_moment(call: Call, application: Application | None = None) -> datetime | None:
    """Until when this dossier may be sent: its own extension if it has one, else the closing of the call."""
    extended = application.extended_until if application is not None else None
    told = [one for one in (call.closes_at, extended) if one is not None]
    return max(told) if told else None


def takes_dossiers(call: Call, at: datetime, application: Application | None = None) -> bool:
    """Whether the call is published, not cancelled, and `at` lies between its opening and the end of its last second."""
    last = last_moment(call, application)
    if call.published_at is None or call.cancelled_at is not None or call.opens_at is None or last is None:
        return False
    return call.opens_at <= at < last.replace(microsecond=0) + SECOND


def is_over(call: Call, at: datetime) -> bool:
    """Whether nobody may send any more, neither in the time of the call nor in one that was extended."""
    if call.closes_at is None or at < call.closes_at.replace(microsecond=0) + SECOND:
        return False
    last = at.replace(microsecond=0)
    return not call.dossiers.filter(state="draft", extended_until__gte=last).exists()


def moment_words(moment: datetime) -> str:
    """17:00:00 ngày 05/12/2026 (giờ Việt Nam, UTC+7): as people here read a moment, with its zone."""
    local = timezone.localtime(moment)
    hours = int((local.utcoffset() or timedelta()).total_seconds() // 3600)
    return _("%(time)s ngày %(day)s (giờ máy chủ, UTC%(zone)+d)") % {
        "time": f"{local:%H:%M:%S}", "day": f"{local:%d/%m/%Y}", "zone": hours
    }  # fmt: skip
