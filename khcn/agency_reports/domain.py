"""Acts of agencies: telling how a task goes, raising obstacles and having them answered."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import Declared, Level, ObstacleState
from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import attach
from khcn.kernel.documents.models import Purpose, StoredFile
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.domain import notify
from khcn.plan.models import Plan, Task, TaskYear
from khcn.plan.people import seated
from khcn.plan.task_life import ensure_task_years

SAME_MOMENT = timedelta(seconds=30)
"""Two equal updates within this time are one click made twice."""

#: Levels that sit in the provincial leadership or above: leaders are told too.
ABOVE_DEPARTMENT = (Level.PROVINCE, Level.COUNCIL, Level.MINISTRY, Level.GOVERNMENT)


# --- Updates ----------------------------------------------------------------------------------


@transaction.atomic
def update_task(
    *,
    task: Task,
    agency: Agency,
    as_of: date,
    declared: str,
    result: str,
    amount: Decimal | None = None,
    unit: str = "",
    task_year: TaskYear | None = None,
    corrects: TaskUpdate | None = None,
    files: Iterable[tuple[StoredFile, str]] = (),
    by: Actor,
) -> TaskUpdate:
    """Tell how the task stands on a day; a slip is put right by a new update that corrects the old.

    `files` are evidence: stored files with the names people gave them. Without `task_year` the
    update speaks of the year of its day.
    """
    require(by, "plan.task.report", task)
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    _check_update(task, as_of, declared, result, amount, unit)
    _check_belonging(task, task_year, corrects)
    twin = _same_click(task, agency, as_of, declared, result.strip(), by)
    if twin is not None and twin != corrects:
        return twin
    update = TaskUpdate.objects.create(
        task=task,
        task_year=task_year or _year_of(task, as_of, by),
        agency=agency,
        as_of=as_of,
        declared=declared,
        result=result.strip(),
        amount=amount,
        unit=unit.strip(),
        corrects=corrects,
        created_by_id=by.user_id,
    )
    kept = list(files)
    for file, name in kept:
        attach(record=update, file=file, name=name, purpose=Purpose.EVIDENCE, by=by)
    record_event(
        "task.update",
        task,
        by=by,
        on_behalf=agency.name,
        before=_update_told(corrects) if corrects else None,
        after={**_update_told(update), "files": len(kept)},
    )
    return update


def _check_update(
    task: Task, as_of: date, declared: str, result: str, amount: Decimal | None, unit: str
) -> None:
    wrong: dict[str, tuple[str, str]] = {}
    if as_of > timezone.localdate():
        sentence = _("Ngày {day:%d/%m/%Y} ở tương lai. Kết quả chỉ tính được đến hôm nay ({today:%d/%m/%Y}).")
        wrong["as_of"] = ("future", sentence.format(day=as_of, today=timezone.localdate()))
    if declared not in Declared.values:
        wrong["declared"] = ("declared", _("Hãy chọn mức tự đánh giá."))
    if not result.strip():
        wrong["result"] = ("result_missing", _("Hãy ghi kết quả, ít nhất một câu."))
    if amount is not None and not unit.strip():
        wrong["unit"] = ("unit_missing", _("Kết quả bằng số cần có đơn vị tính, ví dụ: mô hình, hồ sơ, %."))
    if wrong:
        code = next(iter(wrong.values()))[0]
        fields = {field: sentence for field, (_code, sentence) in wrong.items()}
        raise DomainError(" ".join(fields.values()), code=f"update.{code}", fields=fields)
    if task.withdrawn or (task.closed_on is not None and as_of > task.closed_on):
        raise DomainError(
            _("Nhiệm vụ {no} đã kết thúc nên không nhận cập nhật sau ngày đó.").format(no=task.no),
            code="update.task_ended",
        )


def _check_belonging(task: Task, task_year: TaskYear | None, corrects: TaskUpdate | None) -> None:
    if task_year is not None and task_year.task_id != task.pk:
        sentence = _("Kỳ năm {year} không thuộc nhiệm vụ này.").format(year=task_year.year)
        raise DomainError(sentence, code="update.foreign_year", fields={"task_year": sentence})
    if corrects is None:
        return
    if corrects.task_id != task.pk:
        raise DomainError(
            _("Cập nhật được đính chính thuộc nhiệm vụ khác."), code="update.foreign_correction"
        )
    if corrects.corrections.exists():
        raise DomainError(
            _("Cập nhật này đã được đính chính. Hãy đính chính bản mới nhất."),
            code="update.corrected_already",
        )


def _same_click(
    task: Task, agency: Agency, as_of: date, declared: str, result: str, by: Actor
) -> TaskUpdate | None:
    return TaskUpdate.objects.filter(
        task=task,
        agency=agency,
        as_of=as_of,
        declared=declared,
        result=result,
        created_by_id=by.user_id,
        created_at__gte=timezone.now() - SAME_MOMENT,
    ).first()


def _year_of(task: Task, as_of: date, by: Actor) -> TaskYear | None:
    """The yearly instance of the update's own year, made if the task runs in that year."""
    if as_of.year == timezone.localdate().year:
        ensure_task_years(task=task, on=as_of, by=by)
    return TaskYear.objects.filter(task=task, year=as_of.year).first()


def _update_told(update: TaskUpdate) -> dict[str, object]:
    return {
        "as_of": update.as_of,
        "declared": update.declared,
        "result": update.result,
        "amount": update.amount,
        "unit": update.unit,
    }


# --- Obstacles --------------------------------------------------------------------------------


@transaction.atomic
def raise_obstacle(
    *,
    plan: Plan,
    agency: Agency,
    title: str,
    proposal: str,
    level: str,
    description: str = "",
    task: Task | None = None,
    due_on: date | None = None,
    by: Actor,
) -> Obstacle:
    """Tell what hinders, what is proposed and which level can answer; coordinators are notified."""
    require(by, "agency_reports.obstacle.raise")
    if task is not None and task.plan_id != plan.pk:
        sentence = _("Nhiệm vụ “{task}” không thuộc kế hoạch này.").format(task=task)
        raise DomainError(sentence, code="obstacle.foreign_task", fields={"task": sentence})
    obstacle = Obstacle(
        plan=plan, task=task, agency=agency, raised_on=timezone.localdate(), created_by_id=by.user_id
    )
    _fill(obstacle, title, description, proposal, level, due_on)
    obstacle.save()
    record_event("obstacle.raise", obstacle, by=by, on_behalf=agency.name, after=_obstacle_told(obstacle))
    _tell_coordinators(obstacle, by)
    return obstacle


@transaction.atomic
def edit_obstacle(
    *,
    obstacle: Obstacle,
    title: str,
    proposal: str,
    level: str,
    description: str = "",
    due_on: date | None = None,
    by: Actor,
) -> Obstacle:
    """Change an obstacle while nobody has answered it."""
    obstacle = _locked(obstacle)
    if obstacle.state != ObstacleState.OPEN:
        raise DomainError(
            _("Vướng mắc này đã được trả lời nên không sửa được. Hãy nêu vướng mắc mới nếu còn cần."),
            code="obstacle.answered",
        )
    before = _obstacle_told(obstacle)
    _fill(obstacle, title, description, proposal, level, due_on)
    after = _obstacle_told(obstacle)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        obstacle.save()
        record_event(
            "obstacle.update",
            obstacle,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return obstacle


@transaction.atomic
def answer_obstacle(*, obstacle: Obstacle, answer: str, by: Actor) -> Obstacle:
    """Give the answer of the level that was asked; the agency is notified. Who is first, answers."""
    require(by, "agency_reports.obstacle.answer", obstacle)
    obstacle = _locked(obstacle)
    if obstacle.state != ObstacleState.OPEN:
        sentence = _("Vướng mắc này đã được {who} trả lời ngày {day:%d/%m/%Y}. Hãy tải lại trang để xem.")
        who = obstacle.answered_by or _("người khác")
        day = obstacle.answered_on or obstacle.raised_on
        raise DomainError(sentence.format(who=who, day=day), code="obstacle.answered")
    if not answer.strip():
        sentence = _("Hãy ghi nội dung trả lời.")
        raise DomainError(sentence, code="obstacle.no_answer", fields={"answer": sentence})
    obstacle.state, obstacle.answer = ObstacleState.ANSWERED, answer.strip()
    obstacle.answered_on, obstacle.answered_by_id = timezone.localdate(), by.user_id
    obstacle.save()
    record_event(
        "obstacle.answer",
        obstacle,
        by=by,
        before={"state": ObstacleState.OPEN},
        after={"state": ObstacleState.ANSWERED, "answer": obstacle.answer},
    )
    _tell_agency(obstacle, by)
    return obstacle


@transaction.atomic
def close_obstacle(*, obstacle: Obstacle, by: Actor) -> Obstacle:
    """The hindrance is gone: the agency that raised it, or a coordinator, says so."""
    obstacle = _locked(obstacle)
    if obstacle.state == ObstacleState.CLOSED:
        raise DomainError(_("Vướng mắc này đã được ghi là giải quyết xong."), code="obstacle.closed")
    before = obstacle.state
    obstacle.state = ObstacleState.CLOSED
    obstacle.save()
    record_event("obstacle.close", obstacle, by=by, before={"state": before}, after={"state": obstacle.state})
    return obstacle


def _locked(obstacle: Obstacle) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",)).select_related("agency", "answered_by")
    return rows.get(pk=obstacle.pk)


def _fill(
    obstacle: Obstacle, title: str, description: str, proposal: str, level: str, due_on: date | None
) -> None:
    wrong: dict[str, str] = {}
    if not title.strip():
        wrong["title"] = _("Hãy ghi vướng mắc trong một câu.")
    if not proposal.strip():
        wrong["proposal"] = _("Hãy ghi đề xuất, kiến nghị để cấp trên có thể trả lời.")
    if level not in Level.values:
        wrong["level"] = _("Hãy chọn cấp có thẩm quyền trả lời.")
    if due_on is not None and due_on < obstacle.raised_on:
        wrong["due_on"] = _("Hạn {due:%d/%m/%Y} sớm hơn ngày nêu {raised:%d/%m/%Y}.").format(
            due=due_on, raised=obstacle.raised_on
        )
    if wrong:
        raise DomainError(" ".join(wrong.values()), code="obstacle.incomplete", fields=wrong)
    obstacle.title, obstacle.description = " ".join(title.split()), description.strip()
    obstacle.proposal, obstacle.level, obstacle.due_on = proposal.strip(), level, due_on


def _obstacle_told(obstacle: Obstacle) -> dict[str, object]:
    return {
        "title": obstacle.title,
        "description": obstacle.description,
        "proposal": obstacle.proposal,
        "level": obstacle.level,
        "due_on": obstacle.due_on,
        "task": str(obstacle.task) if obstacle.task else "",
    }


def _tell_coordinators(obstacle: Obstacle, by: Actor) -> None:
    roles = [Role.COORDINATOR, *([Role.LEADER] if obstacle.level in ABOVE_DEPARTMENT else [])]
    notify(
        users=seated(*roles, on=timezone.localdate()).exclude(pk=by.user_id or 0),
        kind="obstacle.raised",
        title=_("{agency} nêu vướng mắc: {title}").format(agency=obstacle.agency, title=obstacle.title),
        body=obstacle.proposal,
        url=_address(obstacle),
    )


def _tell_agency(obstacle: Obstacle, by: Actor) -> None:
    people = seated(Role.REPORTER, Role.APPROVER, on=timezone.localdate(), agencies=[obstacle.agency_id])
    notify(
        users=people.exclude(pk=by.user_id or 0),
        kind="obstacle.answered",
        title=_("Vướng mắc đã được trả lời: {title}").format(title=obstacle.title),
        body=obstacle.answer,
        url=_address(obstacle),
    )


def _address(obstacle: Obstacle) -> str:
    return reverse("obstacle_detail", kwargs={"pk": obstacle.pk})
