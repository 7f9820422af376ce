"""What calls and dossiers must be like for a task to go on, under the names that rule sets use."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.advancing.guards import Step, guard
from khcn.operations.st_tasks.calls.common import days_of
from khcn.operations.st_tasks.calls.times import is_over, moment_words
from khcn.operations.st_tasks.calls.winning import dossiers_of
from khcn.operations.st_tasks.choices import ApplicationState
from khcn.operations.st_tasks.councils.results import selection_outcome
from khcn.operations.st_tasks.models import SentVersion


@guard("call_open_or_set")
def call_open_or_set(step: Step) -> str:
    call = step.task.call
    if call is None:
        return _("Nhiệm vụ chưa thuộc đợt thông báo nào. Hãy đưa nhiệm vụ vào một đợt rồi công bố đợt.")
    if call.published_at is None or call.cancelled_at is not None:
        return _("Đợt “%s” chưa công bố hoặc đã hủy. Hãy công bố đợt.") % call.title
    if is_over(call, timezone.now()):
        return _("Đợt “%s” đã hết hạn nhận hồ sơ.") % call.title
    return ""


@guard("call_closed")
def call_closed(step: Step) -> str:
    call = step.task.call
    if call is None or call.closes_at is None:
        return _("Nhiệm vụ chưa thuộc đợt thông báo nào.")
    if not is_over(call, timezone.now()):
        return _("Chưa hết hạn nhận hồ sơ: %s, hoặc còn hồ sơ được gia hạn.") % moment_words(call.closes_at)
    return ""


@guard("dossier_sent")
def dossier_sent(step: Step) -> str:
    if dossiers_of(step.task).filter(state=ApplicationState.SENT).exists():
        return ""
    return _("Tổ chức được giao chưa gửi hồ sơ.")


@guard("dossiers_opened")
def dossiers_opened(step: Step) -> str:
    call = step.task.call
    if call is None or call.opened_on is not None:
        return ""
    return _("Chưa mở hồ sơ của đợt “%s”. Hãy ghi biên bản mở hồ sơ.") % call.title


@guard("valid_dossier")
def valid_dossier(step: Step) -> str:
    dossiers = dossiers_of(step.task)
    if dossiers.filter(state=ApplicationState.SENT).exists():
        return _("Còn hồ sơ chưa kết luận tính hợp lệ.")
    if not dossiers.filter(state=ApplicationState.VALID).exists():
        return _("Không có hồ sơ hợp lệ; hãy thông báo lại hoặc dừng nhiệm vụ.")
    return ""


@guard("no_valid_dossier_or_no_winner")
def no_valid_dossier_or_no_winner(step: Step) -> str:
    task = step.task
    waiting = dossiers_of(task).filter(state=ApplicationState.SENT).exists()
    valid = dossiers_of(task).filter(state=ApplicationState.VALID).exists()
    if task.step == "opening" and (waiting or valid):
        return _("Còn hồ sơ hợp lệ hoặc chưa kết luận, nên chưa thông báo lại được.")
    if task.step == "selection":
        return _SELECTED[selection_outcome(task)]()
    return ""


#: By what the selection council said: only when it chose nobody, the call is announced again.
_SELECTED: dict[str, Callable[[], str]] = {
    "": lambda: _("Hội đồng chưa kết luận, nên chưa thông báo lại được."),
    "undecided": lambda: _("Các hồ sơ còn ngang nhau; hội đồng phải kiến nghị chọn một hồ sơ."),
    "winner": lambda: _("Hội đồng đã chọn được hồ sơ, nên không thông báo lại."),
    "nobody": lambda: "",
}


@guard("cancel_noticed")
def cancel_noticed(step: Step) -> str:
    """The host was told so many days before the result of the selection is cancelled; the day itself is a field of the step."""
    days = days_of(step.outline, "cancel.notice_days")
    told = step.values.get("cancel_notice_on") or step.task.cancel_notice_on
    if days is None or told is None or told + timedelta(days=days) <= step.on:
        return ""
    return _("Phải báo trước ít nhất %(days)s ngày: báo ngày %(told)s thì hủy sớm nhất ngày %(day)s.") % {
        "days": days, "told": f"{told:%d/%m/%Y}", "day": f"{told + timedelta(days=days):%d/%m/%Y}",
    }  # fmt: skip


@guard("dossier_completed")
def dossier_completed(step: Step) -> str:
    """A new version was sent since the council chose, or somebody says in the note that nothing had to change."""
    chosen = dossiers_of(step.task).filter(state=ApplicationState.CHOSEN)
    if not chosen.exists():
        return _("Nhiệm vụ chưa có hồ sơ được chọn.")
    since = step.task.step_since
    if step.note or SentVersion.objects.filter(application__in=chosen, sent_at__gte=since).exists():
        return ""
    return _(
        "Tổ chức chủ trì chưa gửi bản hoàn thiện. Nếu hội đồng không yêu cầu sửa, hãy ghi rõ ở ô ghi chú."
    )
