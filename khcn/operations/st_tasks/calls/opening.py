"""The session that opens the dossiers of a call, and the judgement whether each is valid."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.calls.common import MANAGE, held, refuse
from khcn.operations.st_tasks.calls.telling import tell_team
from khcn.operations.st_tasks.calls.times import is_over, last_moment
from khcn.operations.st_tasks.choices import ApplicationState, Purpose
from khcn.operations.st_tasks.models import Application, Call, SentVersion

#: States in which a dossier came in; a draft that was never sent is not there for anybody but its team.
CAME_IN = (
    ApplicationState.SENT, ApplicationState.VALID, ApplicationState.INVALID, ApplicationState.CHOSEN,
    ApplicationState.NOT_CHOSEN,
)  # fmt: skip
JUDGED = (ApplicationState.VALID, ApplicationState.INVALID)


@transaction.atomic
def open_dossiers(
    *, call: Call, at: datetime, people: str, place: str, minutes: str, by: Actor, note: str = ""
) -> Call:
    """Hold the session: from now on the department reads the dossiers. The list with the seals is kept as it was.

    Raises DomainError `call.not_over` while somebody may still send, `call.opened` the second time.
    """
    call = held(call, by)
    _may_open(call, at, {"people": people, "place": place, "minutes": minutes})
    call.opening_at, call.opening_place, call.opening_people = at, place.strip(), people.strip()
    call.opening_minutes, call.opening_note = minutes.strip(), note.strip()
    call.opened_on = timezone.localtime(at).date()
    call.opening_list = [_entry(call, one) for one in came_in(call)]
    call.save()
    for task in call.tasks.filter(step="calling").select_related("procedure").defer("procedure__definition"):
        advance(task=task, transition="close_call", by=by)
    record_event(
        "call.open", call, by=by,
        after={"minutes": call.opening_minutes, "on": call.opened_on, "seals": [one["seal"] for one in call.opening_list]},
    )  # fmt: skip
    return call


def _may_open(call: Call, at: datetime, told: dict[str, str]) -> None:
    if call.opened_on:
        raise refuse(_("Hồ sơ của đợt này đã mở."), "opened")
    if call.cancelled_at or not call.published_at:
        raise refuse(_("Đợt chưa công bố hoặc đã hủy."), "not_open")
    now = timezone.now()
    if not is_over(call, now) or not is_over(call, at):
        raise refuse(_("Chưa hết hạn nhận hồ sơ nên chưa mở được."), "not_over", "at")
    if at > now:
        raise refuse(_("Lúc mở hồ sơ không được ở tương lai."), "future", "at")
    for name, value in told.items():
        if not value.strip():
            raise refuse(_("Hãy ghi số biên bản, nơi mở và thành phần dự mở hồ sơ."), "minutes_missing", name)


def came_in(call: Call) -> QuerySet[Application]:
    """Dossiers that were sent in time, by receipt."""
    rows = call.dossiers.filter(state__in=CAME_IN).select_related("task", "organisation")
    return rows.order_by("task_id", "sent_at", "pk")


def _entry(call: Call, one: Application) -> dict[str, Any]:
    last = SentVersion.objects.filter(application=one).order_by("-number").first()
    extended = bool(one.extended_until and call.closes_at and one.sent_at and one.sent_at > call.closes_at)
    return {
        "dossier": one.pk, "task": one.task_id, "receipt": one.receipt, "title": one.title,
        "organisation": str(one.organisation or ""), "sent_at": one.sent_at.isoformat() if one.sent_at else "",
        "seal": last.seal if last else "", "extended": extended,
    }  # fmt: skip


@transaction.atomic
def judge_validity(*, application: Application, valid: bool, note: str, by: Actor) -> Application:
    """Say whether an opened dossier is valid; one that is not, with the reason. May be said anew while its task is being opened."""
    require(by, MANAGE)
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "task")
    application = rows.get(pk=application.pk)
    _may_judge(application)
    if not valid and not note.strip():
        raise refuse(_("Hãy ghi vì sao hồ sơ không hợp lệ."), "note_missing", "note")
    before = application.state
    application.state = ApplicationState.VALID if valid else ApplicationState.INVALID
    application.validity_note = note.strip()
    application.decided_by_id, application.decided_at = by.user_id, timezone.now()
    application.save(update_fields=["state", "validity_note", "decided_by", "decided_at"])
    record_event(
        "call.judge_validity", application, by=by, before={"state": before},
        after={"state": application.state, "note": application.validity_note},
    )  # fmt: skip
    title = _("Hồ sơ hợp lệ") if valid else _("Hồ sơ không hợp lệ")
    tell_team(application, title, application.validity_note)
    return application


def _may_judge(application: Application) -> None:
    if application.purpose != Purpose.DOSSIER or application.state not in (ApplicationState.SENT, *JUDGED):
        raise refuse(_("Hồ sơ này không chờ xét tính hợp lệ."), "not_to_judge")
    if application.call is not None and application.call.opened_on is None:
        raise refuse(_("Hồ sơ của đợt chưa mở nên chưa xét tính hợp lệ được."), "not_opened")
    if application.task is None or application.task.step != "opening":
        raise refuse(_("Chỉ xét tính hợp lệ khi nhiệm vụ đang ở bước mở, kiểm tra hồ sơ."), "task_moved_on")


def latest_opening(call: Call) -> datetime | None:
    """Until when nobody may open: the last moment in which any dossier may still come."""
    drafts = call.dossiers.filter(state="draft", extended_until__isnull=False)
    told = [last_moment(call), *drafts.values_list("extended_until", flat=True)]
    moments = [one for one in told if one is not None]
    return max(moments) if moments else None
