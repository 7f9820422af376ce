"""A call in public: published, extended for one dossier, cancelled, announced again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.lib.months import add_months
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.calls.common import days_of, held, refuse
from khcn.operations.st_tasks.calls.telling import tell_proposers, tell_team, tell_teams
from khcn.operations.st_tasks.calls.times import last_moment, moment_words
from khcn.operations.st_tasks.models import Application, Call, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of


@transaction.atomic
def publish_call(
    *,
    call: Call,
    by: Actor,
    closes_at: datetime,
    opens_at: datetime | None = None,
    notice_symbol: str = "",
    reason: str = "",
) -> Call:
    """Announce the call: its tasks begin to take dossiers.

    Open for at least as many days as the rule set says (`call.open_days`), unless a reason is kept.
    """  # fmt: skip
    call = held(call, by)
    tasks = list(call.tasks.select_related("procedure").defer("procedure__definition").order_by("pk"))
    now = timezone.now()
    call.opens_at, call.closes_at = opens_at or now, closes_at.replace(microsecond=0)
    _publishable(call, tasks, now)
    _long_enough(call, reason.strip())
    call.notice_symbol = notice_symbol.strip() or call.notice_symbol
    call.published_at = now
    call.save()
    for task in tasks:
        values = {} if task.order_published_on else {"order_published_on": by.on}
        advance(task=task, transition="call", by=by, values=values)
    record_event(
        "call.publish", call, by=by,
        after={"opens_at": call.opens_at, "closes_at": call.closes_at, "tasks": [one.pk for one in tasks], "reason": call.short_reason},
    )  # fmt: skip
    tell_proposers(call, tasks)
    return call


def _publishable(call: Call, tasks: list[StTask], now: datetime) -> None:
    assert call.opens_at is not None
    assert call.closes_at is not None
    if call.published_at or call.cancelled_at:
        raise refuse(_("Đợt này đã công bố hoặc đã hủy."), "published")
    if not tasks:
        raise refuse(_("Đợt chưa có nhiệm vụ nào. Hãy chọn nhiệm vụ trước khi công bố."), "no_tasks")
    if call.closes_at <= max(now, call.opens_at):
        raise refuse(
            _("Hạn nhận hồ sơ phải sau lúc bắt đầu nhận và sau bây giờ."), "closes_too_early", "closes_at"
        )


def _long_enough(call: Call, reason: str) -> None:
    days = days_of(outline_of(call.procedure), "call.open_days")
    assert call.opens_at is not None
    assert call.closes_at is not None
    local_end = timezone.localtime(call.closes_at).date()
    short = days is not None and (local_end - timezone.localtime(call.opens_at).date()).days < days
    if short and not reason:
        raise refuse(
            _("Bộ quy tắc yêu cầu nhận hồ sơ ít nhất %(days)s ngày. Hãy lùi hạn, hoặc ghi lý do nhận hồ sơ ngắn hơn.")
            % {"days": days},
            "too_short", "reason",
        )  # fmt: skip
    call.short_reason = reason if short else ""


@transaction.atomic
def extend_for(*, application: Application, until: datetime, reason: str, by: Actor) -> Application:
    """One dossier may be sent later than the call closes, for a reason that is kept; only before the opening."""
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    )
    if application.call is None:
        raise refuse(_("Hồ sơ này không thuộc đợt thông báo nào."), "no_call")
    call = held(application.call, by)
    if call.opened_on or call.cancelled_at or not call.published_at:
        raise refuse(_("Chỉ gia hạn nộp khi đợt đang nhận hồ sơ và chưa mở hồ sơ."), "not_open")
    if not reason.strip():
        raise refuse(_("Hãy ghi lý do gia hạn."), "reason_missing", "reason")
    last = last_moment(call, application)
    if last is not None and until <= last:
        raise refuse(_("Hạn mới phải sau hạn hiện nay: %s.") % moment_words(last), "not_later", "until")
    before = application.extended_until
    application.extended_until, application.extension_reason = (
        until.replace(microsecond=0),
        reason.strip()[:500],
    )
    application.save(update_fields=["extended_until", "extension_reason"])
    record_event(
        "call.extend_for", application, by=by, before={"until": before},
        after={"until": application.extended_until, "reason": application.extension_reason},
    )  # fmt: skip
    tell_team(
        application, _("Được nộp hồ sơ muộn nhất %s") % moment_words(until), application.extension_reason
    )
    return application


@transaction.atomic
def cancel_call(*, call: Call, reason: str, by: Actor) -> Call:
    """The call is called off; its tasks stay where they are for the department to decide, those not yet called are free."""
    call = held(call, by)
    if call.cancelled_at:
        raise refuse(_("Đợt này đã hủy từ trước."), "cancelled")
    if call.opened_on:
        raise refuse(_("Hồ sơ đã mở nên không hủy đợt được; hãy quyết định từng nhiệm vụ của đợt."), "opened")
    if not reason.strip():
        raise refuse(_("Hãy ghi lý do hủy đợt."), "reason_missing", "reason")
    call.cancelled_at, call.cancel_reason = timezone.now(), reason.strip()[:500]
    call.save(update_fields=["cancelled_at", "cancel_reason"])
    call.tasks.filter(step="ordered").update(call=None)
    record_event("call.cancel", call, by=by, after={"reason": call.cancel_reason})
    if call.published_at:
        tell_teams(call, _("Đợt “%s” đã hủy") % call.title, call.cancel_reason)
    return call


@transaction.atomic
def repeat_call(*, call: Call, by: Actor) -> Call:
    """Announce again for the tasks that found nobody, within so many months of closing (`call.repeat_months`)."""
    call = held(call, by)
    if not call.opened_on and not call.cancelled_at:
        raise refuse(_("Chỉ thông báo lại sau khi mở hồ sơ hoặc sau khi hủy đợt."), "not_opened")
    _soon_enough(call, by)
    tasks = list(call.tasks.filter(step="ordered")) or _freed(call)
    if not tasks:
        raise refuse(
            _("Đợt không còn nhiệm vụ nào chờ thông báo lại. Hãy chuyển nhiệm vụ về bước đặt hàng trước."),
            "no_tasks",
        )
    repeated = Call(
        procedure=call.procedure, title=_("%s (thông báo lại)") % call.title[:280], route=call.route, year=by.on.year,
        notice=call.notice, blind=call.blind, repeats=call, made_by_id=by.user_id,
    )  # fmt: skip
    repeated.code = f"{call.code[:34]}-l{call.repeated_by.count() + 2}"
    repeated.save()
    StTask.objects.filter(pk__in=[one.pk for one in tasks]).update(call=repeated)
    record_event("call.repeat", repeated, by=by, after={"of": call.code, "tasks": [one.pk for one in tasks]})
    return repeated


def _soon_enough(call: Call, by: Actor) -> None:
    months = days_of(outline_of(call.procedure), "call.repeat_months")
    if months is None or call.closes_at is None:
        return
    last = add_months(timezone.localtime(call.closes_at).date(), months)
    if by.on > last:
        raise refuse(
            _("Chỉ thông báo lại trong %(months)s tháng kể từ khi kết thúc nhận hồ sơ, tức là đến hết %(day)s. Nhiệm vụ cần được đặt hàng lại.")
            % {"months": months, "day": f"{last:%d/%m/%Y}"},
            "repeat_late",
        )  # fmt: skip


def _freed(call: Call) -> list[StTask]:
    """Tasks whose place in a cancelled call was given up before any dossier came."""
    told = call.dossiers.filter(task__step="ordered", task__call=None).values("task")
    return list(StTask.objects.filter(pk__in=told))
