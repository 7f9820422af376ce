"""Decisions on a task: close, extend, hand on, have another agency take over, reopen.

The row of the task is locked, so of two officers at once the second sees what the first decided.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.plan.choices import PartyKind, PartyRole, TaskDecisionKind, TaskState
from khcn.plan.models import Party, Task, TaskDecision
from khcn.plan.queries import Successions


@dataclass(frozen=True)
class Wish:
    """What is decided; the fields a kind does not need stay None."""

    kind: str
    decided_on: date
    until_year: int | None
    successor: Task | None
    agency: Agency | None


@transaction.atomic
def decide_task(
    *,
    task: Task,
    kind: str,
    reason: str,
    decided_on: date,
    document: Document | None = None,
    until_year: int | None = None,
    successor: Task | None = None,
    agency: Agency | None = None,
    seen: int | None = None,
    by: Actor,
) -> TaskDecision:
    """Decide on the life of a task. `seen` counts the decisions the person had before their eyes.

    Refuses a decision without reason, in the future, before the last one, or against the state of
    the task; an extension must be later than the present end, a successor may not lead back.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    made = list(task.decisions.select_related("decided_by").order_by("decided_on", "id"))
    _check_seen(made, seen)
    reason = _checked_reason(task, reason)
    _check_day(made, decided_on)
    wish = Wish(kind, decided_on, until_year, successor, agency)
    _CHECKS[_known(kind)](task, made, wish)
    before = told(task)
    parties = _APPLY[TaskDecisionKind(kind)](task, wish)
    task.save()
    decision = TaskDecision.objects.create(
        task=task,
        kind=kind,
        reason=reason,
        document=document,
        until_year=until_year if kind == TaskDecisionKind.EXTEND else None,
        successor=successor if kind == TaskDecisionKind.SUCCEED else None,
        agency=agency if kind == TaskDecisionKind.TAKE_OVER else None,
        decided_on=decided_on,
        decided_by_id=by.user_id,
    )
    record_event(
        f"task.{kind}",
        task,
        by=by,
        before={**before, **parties.before},
        after={**told(task), **parties.after, "reason": reason, "document": str(document or "")},
    )
    return decision


def told(task: Task) -> dict[str, object]:
    """What decisions can change on the task itself."""
    return {
        "state": task.state,
        "closed_on": task.closed_on,
        "extended_to": task.extended_to,
        "successor": str(task.successor) if task.successor else None,
    }


# --- Guards -----------------------------------------------------------------------------------


def _refuse(code: str, sentence: str, field: str = "") -> DomainError:
    return DomainError(sentence, code=f"decision.{code}", fields={field: sentence} if field else None)


def _known(kind: str) -> TaskDecisionKind:
    if kind not in TaskDecisionKind.values:
        raise _refuse("kind", _("Hãy chọn loại quyết định."), "kind")
    return TaskDecisionKind(kind)


def _checked_reason(task: Task, reason: str) -> str:
    if task.withdrawn:
        raise _refuse("withdrawn", _("Nhiệm vụ này không còn trong bản mới của kế hoạch."))
    if not reason.strip():
        raise _refuse("no_reason", _("Hãy ghi lý do của quyết định."), "reason")
    return reason.strip()


def _check_seen(made: list[TaskDecision], seen: int | None) -> None:
    if seen is None or seen == len(made):
        return
    last = max(made, key=lambda one: one.pk) if made else None
    sentence = _("Nhiệm vụ vừa thay đổi. Hãy tải lại trang rồi quyết định lại.")
    if last:
        sentence = _(
            "Trong lúc bạn đang nhập, {who} đã ghi quyết định “{kind}” ngày {day:%d/%m/%Y}. "
            "Hãy xem quyết định đó rồi quyết định lại nếu còn cần."
        ).format(who=last.decided_by or _("người khác"), kind=last.get_kind_display(), day=last.decided_on)
    raise _refuse("changed", sentence)


def _check_day(made: list[TaskDecision], decided_on: date) -> None:
    if decided_on > timezone.localdate():
        sentence = _("Ngày quyết định {day:%d/%m/%Y} ở tương lai. Hãy ghi ngày đã ký.").format(day=decided_on)
        raise _refuse("future", sentence, "decided_on")
    if made and decided_on < made[-1].decided_on:
        sentence = _(
            "Ngày quyết định {day:%d/%m/%Y} sớm hơn quyết định gần nhất ngày {last:%d/%m/%Y}. "
            "Hãy kiểm tra lại ngày."
        ).format(day=decided_on, last=made[-1].decided_on)
        raise _refuse("before_last", sentence, "decided_on")


def _must_be_open(task: Task, made: list[TaskDecision]) -> None:
    if task.state == TaskState.OPEN:
        return
    ended = [one for one in made if one.kind in (TaskDecisionKind.CLOSE, TaskDecisionKind.SUCCEED)]
    who = ended[-1].decided_by if ended else None
    sentence = _(
        "Nhiệm vụ {no} đã kết thúc ngày {day:%d/%m/%Y}{who}. Muốn thay đổi, hãy mở lại nhiệm vụ trước."
    )
    who_told = _(" theo quyết định do {who} ghi").format(who=who) if who else ""
    raise _refuse("already_ended", sentence.format(no=task.no, day=task.closed_on, who=who_told))


def _check_close(task: Task, made: list[TaskDecision], wish: Wish) -> None:
    _must_be_open(task, made)


def _check_extend(task: Task, made: list[TaskDecision], wish: Wish) -> None:
    _must_be_open(task, made)
    if wish.until_year is None:
        raise _refuse("no_year", _("Hãy ghi năm được gia hạn đến."), "until_year")
    end = task.last_year
    if end is not None and wish.until_year <= end:
        sentence = _("Năm {year} không muộn hơn thời hạn hiện nay ({end}). Hãy ghi năm sau {end}.")
        raise _refuse("not_later", sentence.format(year=wish.until_year, end=end), "until_year")
    if wish.until_year < wish.decided_on.year:
        sentence = _("Năm {year} đã qua khi quyết định. Hãy ghi năm chưa kết thúc.")
        raise _refuse("past_year", sentence.format(year=wish.until_year), "until_year")


def _check_succeed(task: Task, made: list[TaskDecision], wish: Wish) -> None:
    _must_be_open(task, made)
    heir = wish.successor
    if heir is None:
        raise _refuse("no_successor", _("Hãy chọn nhiệm vụ tiếp nối."), "successor")
    if heir.pk == task.pk:
        raise _refuse("itself", _("Một nhiệm vụ không thể tiếp nối chính nó."), "successor")
    if leads_back(heir, task):
        sentence = _("“{heir}” cuối cùng lại chuyển về chính nhiệm vụ này. Hãy chọn nhiệm vụ khác.")
        raise _refuse("cycle", sentence.format(heir=heir), "successor")
    if heir.withdrawn or heir.state != TaskState.OPEN:
        sentence = _("“{heir}” đã kết thúc nên không tiếp nối được. Hãy chọn nhiệm vụ đang thực hiện.")
        raise _refuse("successor_ended", sentence.format(heir=heir), "successor")


def leads_back(heir: Task, task: Task) -> bool:
    """Following successors from `heir` comes back to `task`."""
    walked: set[int] = set()
    current: int | None = heir.pk
    while current is not None and current not in walked:
        if current == task.pk:
            return True
        walked.add(current)
        current = Task.objects.values_list("successor_id", flat=True).get(pk=current)
    return False


def _check_take_over(task: Task, made: list[TaskDecision], wish: Wish) -> None:
    _must_be_open(task, made)
    if wish.agency is None:
        raise _refuse("no_agency", _("Hãy chọn cơ quan tiếp nhận."), "agency")
    if not wish.agency.valid_on(wish.decided_on):
        sentence = _("{agency} không hoạt động vào ngày {day:%d/%m/%Y}. Hãy chọn cơ quan khác.")
        raise _refuse("agency_gone", sentence.format(agency=wish.agency, day=wish.decided_on), "agency")
    leads = task.parties.filter(role=PartyRole.LEAD)
    answers = Successions.load(wish.decided_on).answerer
    named = leads.select_related("agency", "taken_over_by")
    if named and all(found.agency == wish.agency for found in map(answers, named)):
        sentence = _("{agency} đã là cơ quan chủ trì của nhiệm vụ này.")
        raise _refuse("same_agency", sentence.format(agency=wish.agency), "agency")


def _check_reopen(task: Task, made: list[TaskDecision], wish: Wish) -> None:
    if task.state == TaskState.OPEN:
        raise _refuse("already_open", _("Nhiệm vụ {no} đang thực hiện, không cần mở lại.").format(no=task.no))


_CHECKS = {
    TaskDecisionKind.CLOSE: _check_close,
    TaskDecisionKind.EXTEND: _check_extend,
    TaskDecisionKind.SUCCEED: _check_succeed,
    TaskDecisionKind.TAKE_OVER: _check_take_over,
    TaskDecisionKind.REOPEN: _check_reopen,
}


# --- Effects ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """What changed beside the task's own row, for the audit event."""

    before: dict[str, object]
    after: dict[str, object]


NOTHING_ELSE = Changed({}, {})


def _close(task: Task, wish: Wish) -> Changed:
    task.state, task.closed_on = TaskState.CLOSED, wish.decided_on
    return NOTHING_ELSE


def _extend(task: Task, wish: Wish) -> Changed:
    task.extended_to = wish.until_year
    return NOTHING_ELSE


def _succeed(task: Task, wish: Wish) -> Changed:
    task.state, task.closed_on, task.successor = TaskState.SUCCEEDED, wish.decided_on, wish.successor
    return NOTHING_ELSE


def _reopen(task: Task, wish: Wish) -> Changed:
    task.state, task.closed_on, task.successor = TaskState.OPEN, None, None
    return NOTHING_ELSE


def _take_over(task: Task, wish: Wish) -> Changed:
    """Leads that nobody answers for pass to the agency; if all are answered for, all of them do."""
    leads = list(
        Party.objects.select_for_update(of=("self",))
        .filter(task=task, role=PartyRole.LEAD)
        .select_related("agency", "taken_over_by")
    )
    assert wish.agency is not None  # `_check_take_over` refuses otherwise
    if not leads:
        leads = [Party(task=task, role=PartyRole.LEAD, kind=PartyKind.AGENCY, name=wish.agency.name)]
        leads[0].agency = wish.agency
    answers = Successions.load(wish.decided_on).answerer
    orphaned = [party for party in leads if answers(party).agency is None] or leads
    before = [str(answers(party).agency or party.name) for party in orphaned]
    for party in orphaned:
        party.taken_over_by, party.taken_over_on = wish.agency, wish.decided_on
        party.save()
    return Changed({"lead": before}, {"lead": wish.agency.name})


_APPLY = {
    TaskDecisionKind.CLOSE: _close,
    TaskDecisionKind.EXTEND: _extend,
    TaskDecisionKind.SUCCEED: _succeed,
    TaskDecisionKind.TAKE_OVER: _take_over,
    TaskDecisionKind.REOPEN: _reopen,
}
