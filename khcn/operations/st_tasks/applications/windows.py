"""When a dossier may be begun and sent: within its call, or while a direct assignment waits for it. Server time."""

from datetime import datetime

from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.calls.times import last_moment, moment_words, takes_dossiers
from khcn.operations.st_tasks.models import Application, StTask

#: Steps in which the chosen dossier is worked over and sent again.
REWORK = ("completing", "revising")
#: Steps in which a dossier is taken, by whether the task has a call.
CALLING, DIRECT = "calling", "direct"


def refuse_unless_taken(task: StTask, at: datetime, application: Application | None = None) -> None:
    """Say why no dossier for this task is taken at that moment; nothing where one is.

    The last second still counts. What comes later is refused with the time of the server and its zone.
    """
    if application is not None and application.state == "chosen" and task.step in REWORK:
        return
    if task.procedure_id is None or task.step not in (CALLING, DIRECT):
        raise DomainError(
            _("Nhiệm vụ “%(name)s” hiện không nhận hồ sơ.") % {"name": task.name},
            code="application.not_taken",
        )
    if task.step == DIRECT:
        return
    call = application.call if application is not None and application.call_id else task.call
    if call is None or call.published_at is None or call.cancelled_at is not None or call.opens_at is None:
        raise DomainError(_("Đợt thông báo chưa mở hoặc đã hủy."), code="application.no_call")
    if takes_dossiers(call, at, application):
        return
    if at < call.opens_at:
        raise DomainError(
            _("Đợt thông báo nhận hồ sơ từ %(opens)s.") % {"opens": moment_words(call.opens_at)},
            code="application.too_early",
        )
    last = last_moment(call, application)
    assert last is not None
    raise DomainError(
        _(
            "Đã hết hạn nhận hồ sơ: hạn là %(last)s, máy chủ nhận yêu cầu của bạn lúc %(now)s. Hồ sơ không được gửi."
        )
        % {"last": moment_words(last), "now": moment_words(at)},
        code="application.late",
    )
