"""The one way in which a task with a rule set moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import enter_state, store
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.advancing.actors import capacities_on
from khcn.operations.st_tasks.advancing.deadlines import step_due
from khcn.operations.st_tasks.advancing.guards import Step, run_effects, unmet
from khcn.operations.st_tasks.advancing.papers import missing_papers
from khcn.operations.st_tasks.models import StTask, TaskEvent
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Outline, Transition
from khcn.operations.st_tasks.signals import task_advanced


@transaction.atomic
def advance(
    *,
    task: StTask,
    transition: str,
    by: Actor,
    on: date | None = None,
    values: Mapping[str, Any] | None = None,
    note: str = "",
    seen_step: str = "",
) -> StTask:
    """Take a step of the task's procedure.

    `seen_step` is the step that the person had before her: of two who decide at once one wins, the other is told.
    Raises NotAllowed for somebody without the capacity, DomainError with the codes `task.moved_on`, `task.no_such_step`,
    `task.reason_missing`, `task.field_missing`, `task.paper_missing`, `task.guard`, `task.constraint`.
    """
    task = locked(task)
    if seen_step and task.step != seen_step:
        raise moved_on(task)
    outline = outline_of(task.procedure)
    move, acted_as = _allowed(task, outline, transition, by)
    step = Step(task, outline, move, by, on or by.on, dict(values or {}), note.strip(), acted_as)
    _check(step)
    before = {"step": task.step, **_told(task, step.values)}
    _fill(step)
    run_effects(step)
    _need(step)
    event = _move(step)
    record_event(
        "st_task.advance", task, by=by, before=before,
        after={"step": task.step, "transition": move.code, "on": step.on, "note": step.note, **_told(task, step.values)},
    )  # fmt: skip
    task_advanced.send(sender=StTask, task=task, event=event, by=by, outline=outline)
    return task


def locked(task: StTask) -> StTask:
    """The task, held until the end of the transaction."""
    rows = (
        StTask.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .defer("procedure__definition")
    )
    return rows.get(pk=task.pk)


def allowed_transitions(task: StTask, by: Actor) -> list[Transition]:
    """The steps that this person may take now, whether or not all that they need is there."""
    if task.procedure is None:
        return []
    capacities = capacities_on(by, task)
    leaving = outline_of(task.procedure).transitions_from(task.step, task.route)
    return [one for one in leaving if capacities.intersection(one.actors)]


def moved_on(task: StTask) -> DomainError:
    """What the one who came second is told."""
    latest = task.events.order_by("-pk").first()
    who = latest.by_name if latest else _("người khác")
    outline = outline_of(task.procedure)
    return DomainError(
        _(
            "%(who)s vừa chuyển nhiệm vụ này sang bước “%(step)s”. Bước bạn chọn không được thực hiện; hãy tải lại trang."
        )
        % {"who": who, "step": _step_name(task, outline)},
        code="task.moved_on",
    )


def _step_name(task: StTask, outline: Outline) -> str:
    """Its code where the rule set forgot the step: the department then moves the task to another rule set."""
    state = outline.state_by_code.get(task.step)
    return state.name if state else task.step


def _allowed(task: StTask, outline: Outline, code: str, by: Actor) -> tuple[Transition, str]:
    """The transition, and in what capacity the person takes it."""
    move = outline.transition(code)
    if (
        move is None
        or task.step not in move.sources
        or (task.route and move.routes and task.route not in move.routes)
    ):
        raise DomainError(
            _("Nhiệm vụ đang ở bước “%(step)s” nên không làm được bước này.")
            % {"step": _step_name(task, outline)},
            code="task.no_such_step",
        )
    capacities = capacities_on(by, task).intersection(move.actors)
    if not capacities:
        raise NotAllowed(
            _("Bạn không có thẩm quyền thực hiện bước “%(step)s”.") % {"step": move.label},
            code="not_allowed:st_tasks.advance",
        )
    return move, min(capacities)


def _check(step: Step) -> None:
    """What must hold before anything is written."""
    move = step.transition
    if move.reason and not step.note:
        sentence = _("Hãy ghi lý do hoặc căn cứ.")
        raise DomainError(sentence, code="task.reason_missing", fields={"note": sentence})
    foreign = set(step.values) - set(move.asked)
    if foreign:
        raise DomainError(
            _("Bước này không nhận các ô: %(names)s.") % {"names": ", ".join(sorted(foreign))},
            code="task.field_foreign",
        )
    if step.on > step.by.on:
        sentence = _("Ngày thực hiện không được ở tương lai.")
        raise DomainError(sentence, code="task.future", fields={"on": sentence})
    if sentences := unmet(step):
        raise DomainError(" ".join(sentences), code="task.guard")
    if names := missing_papers(step):
        raise DomainError(
            _("Còn thiếu tài liệu: %(names)s.") % {"names": "; ".join(names)}, code="task.paper_missing"
        )


def _fill(step: Step) -> None:
    for name, value in step.values.items():
        setattr(step.task, name, value)


def _need(step: Step) -> None:
    """After the effects, every field that the step needs is filled."""
    missing = [name for name in step.transition.needs if getattr(step.task, name) in (None, "")]
    if missing:
        names = ", ".join(f"“{label_of(name)}”" for name in missing)
        raise DomainError(
            _("Bước này cần có %(names)s.") % {"names": names},
            code="task.field_missing",
            fields={name: _("Cần điền ở bước này.") for name in missing},
        )


def _move(step: Step) -> TaskEvent:
    """Write the new step, and the new phase where it is another one."""
    task, move = step.task, step.transition
    state, source = step.outline.state(move.target), task.step
    event = TaskEvent(
        task=task, transition=move.code, source=source, target=state.code, on=step.on, by_id=step.by.user_id,
        acted_as=step.acted_as, by_name=step.by.name, note=step.note,
        values=_told(task, step.values), due=task.step_due,
    )  # fmt: skip
    task.step, task.holder, task.step_since = state.code, state.holder, timezone.now()
    task.step_due = step_due(task, state, step.on, move)
    register = registers.of(StTask)
    assert register is not None
    try:
        with transaction.atomic():
            if task.state == state.phase:
                store(register, task, {})
            else:
                enter_state(register, task, state.phase, on=step.on, reason=step.note, by=step.by)
    except IntegrityError as error:
        raise DomainError(
            _("Dữ liệu của nhiệm vụ chưa đủ hoặc mâu thuẫn nên không chuyển bước được."),
            code="task.constraint",
        ) from error
    event.save()
    records_saved.send(sender=type(register), register=register, records=[task], by=step.by)
    return event


def _told(task: StTask, values: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if getattr(task, name) is None else str(getattr(task, name)) for name in values}


def label_of(name: str) -> str:
    """What a field of the task is called, with a capital letter."""
    text = str(StTask._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]
