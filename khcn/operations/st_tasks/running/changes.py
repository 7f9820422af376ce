"""Changes while a task runs (TT 04/2015/TT-BKHCN): asked for, judged by rule, decided, applied; what stood before is kept."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.working_days import working_days_between
from khcn.operations.st_tasks.choices import ChangeKind, ChangeState
from khcn.operations.st_tasks.models import Change, StTask
from khcn.operations.st_tasks.money.common import locked_task, refuse_field, refuse_future
from khcn.operations.st_tasks.money.regime import confirmed, outline_for, whole_figure
from khcn.operations.st_tasks.running.applying import apply, standing_before
from khcn.operations.st_tasks.running.judging_changes import faults_of
from khcn.operations.st_tasks.running.wishes import read_wish

CHANGING = ("running", "paused")
#: What the host may change itself and reports afterwards.
OWN_KINDS = (ChangeKind.BUDGET, ChangeKind.OTHER)


@transaction.atomic
def ask_change(
    *,
    task: StTask,
    kind: str,
    reason: str,
    wish: Mapping[str, Any],
    by: Actor,
    ground: str = "",
    on: date | None = None,
) -> Change:
    """The host asks for a change, or an officer enters a letter. What the rules say against it is told at once by
    `faults_of`, and refuses the agreement; asking itself is never refused for it.

    Codes: `change.not_running`, `change.kind`, `change.reason`, `change.wish`, `change.open`.
    """
    task = locked_task(task)
    on = on or by.on
    if task.state not in CHANGING:
        raise DomainError(_("Chỉ điều chỉnh nhiệm vụ đang thực hiện."), code="change.not_running")
    if kind not in ChangeKind.values:
        raise refuse_field("kind", _("Hãy chọn loại điều chỉnh."), "change.kind")
    if not reason.strip():
        raise refuse_field("reason", _("Hãy ghi lý do."), "change.reason")
    refuse_future(on, by, "on")
    if Change.objects.filter(task=task, kind=kind, state=ChangeState.ASKED).exists():
        raise DomainError(_("Đã có một đề nghị cùng loại đang được xem xét."), code="change.open")
    days = whole_figure(outline_for(task), "change.decide_days")
    made = Change.objects.create(
        task=task, kind=kind, ground=ground, reason=reason.strip(), wish=read_wish(task, kind, wish), asked_on=on,
        asked_by_id=by.user_id, due_on=on + timedelta(days=days) if days is not None else None,
    )  # fmt: skip
    record_event(
        "st_task.change_ask", task, by=by,
        after={"id": made.pk, "kind": kind, "ground": ground, "wish": made.wish, "on": on.isoformat()},
    )  # fmt: skip
    return made


@transaction.atomic
def decide_change(
    *, change: Change, agreed: bool, symbol: str, on: date, by: Actor, note: str = ""
) -> Change:
    """Agree or refuse. An agreed change is applied to the task in the same transaction; what the rules forbid cannot be
    agreed to (`change.against_rule`); while nobody has confirmed their numbers a note lifts them. Of two who decide at once one wins (`change.decided`)."""
    task = locked_task(change.task)
    change = Change.objects.select_for_update().get(pk=change.pk)
    change.task = task
    if change.state != ChangeState.ASKED:
        raise DomainError(_("Đề nghị này đã có quyết định."), code="change.decided")
    refuse_future(on, by, "on")
    if on < change.asked_on:
        raise refuse_field("on", _("Ngày quyết định không được trước ngày đề nghị."), "change.too_early")
    if not symbol.strip():
        raise refuse_field("symbol", _("Hãy ghi số quyết định hoặc công văn."), "change.symbol")
    if not agreed and not note.strip():
        raise refuse_field("note", _("Hãy ghi lý do không đồng ý."), "change.note")
    if agreed:
        _agree(change, on, by, note)
    change.state = ChangeState.AGREED if agreed else ChangeState.REFUSED
    change.decided_on, change.decision_symbol = on, symbol.strip()
    change.decision_note, change.decided_by_id = note.strip(), by.user_id
    _save(change)
    record_event(
        "st_task.change_decide", task, by=by, before=change.before,
        after={"id": change.pk, "kind": change.kind, "agreed": agreed, "symbol": change.decision_symbol, "wish": change.wish},
    )  # fmt: skip
    return change


def _agree(change: Change, on: date, by: Actor, note: str) -> None:
    if change.task.state not in CHANGING:
        raise DomainError(
            _("Nhiệm vụ không còn thực hiện nên không điều chỉnh được."), code="change.not_running"
        )
    sentences = faults_of(change)
    if sentences and (confirmed(outline_for(change.task), "extension.count") or not note.strip()):
        raise DomainError(" ".join(sentences), code="change.against_rule")
    change.before = standing_before(change)
    apply(change, on=on, by=by)


def _save(change: Change) -> None:
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise DomainError(_("Nhiệm vụ đã được gia hạn một lần."), code="change.extended_before") from error


@transaction.atomic
def report_own_change(
    *, task: StTask, kind: str, what: str, decided_on: date, by: Actor, wish: Mapping[str, Any] | None = None
) -> Change:
    """The host tells of a change that it may decide itself: the plan of purchases, the people who take part."""
    task = locked_task(task)
    if task.state not in CHANGING:
        raise DomainError(_("Chỉ điều chỉnh nhiệm vụ đang thực hiện."), code="change.not_running")
    if kind not in OWN_KINDS:
        raise refuse_field(
            "kind", _("Tổ chức chủ trì không được tự quyết định loại điều chỉnh này."), "change.not_own"
        )
    refuse_future(decided_on, by, "decided_on")
    if not what.strip():
        raise refuse_field("reason", _("Hãy ghi nội dung đã điều chỉnh."), "change.reason")
    made = Change.objects.create(
        task=task, kind=kind, reason=what.strip(), wish=dict(wish or {}), asked_on=by.on, asked_by_id=by.user_id,
        state=ChangeState.AGREED, by_host=True, decided_on=decided_on,
    )  # fmt: skip
    record_event(
        "st_task.change_own", task, by=by,
        after={"id": made.pk, "kind": kind, "decided_on": decided_on.isoformat(), "late": told_late(made)},
    )  # fmt: skip
    return made


def told_late(change: Change) -> bool:
    """Whether the host told of its own change later than the rule set allows."""
    days = whole_figure(outline_for(change.task), "change.report_days")
    if not change.by_host or change.decided_on is None or days is None:
        return False
    return working_days_between(change.decided_on, change.asked_on) > days
