"""Acts on rule sets: a new version, into force, out of force, and a task moved to another one before its approval."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import enter_state, store
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.advancing.advance import locked, moved_on
from khcn.operations.st_tasks.advancing.deadlines import step_due
from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.models import Procedure, StTask, TaskEvent
from khcn.operations.st_tasks.models.tasks import BEFORE_APPROVAL
from khcn.operations.st_tasks.procedures.definition import OF_THE_ROW, definition_of, shape_problems, whole
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.lint import faults
from khcn.operations.st_tasks.procedures.shape import Outline, State, read_outline
from khcn.operations.st_tasks.signals import task_advanced

EDIT = "st_tasks.procedure.edit"
REPIN = "repin"


@transaction.atomic
def new_version(*, procedure: Procedure, told: Mapping[str, Any], note: str, by: Actor) -> Procedure:
    """Another version of a rule set, a draft; `told` is the whole rule set as a file says it.

    Raises DomainError `procedure.shape`, `procedure.faults`, `procedure.note_missing`, `procedure.same`, `procedure.other_code`.
    """
    require(by, EDIT, procedure)
    versions = list(Procedure.objects.select_for_update().filter(code=procedure.code).order_by("-version"))
    told = dict(told)
    if not note.strip():
        sentence = _("Hãy ghi đã đổi gì và vì sao.")
        raise DomainError(sentence, code="procedure.note_missing", fields={"note": sentence})
    refuse_faulty(told)
    if told["code"] != procedure.code:
        raise DomainError(
            _("Tệp này là của bộ quy tắc “%(code)s”.") % {"code": told["code"]}, code="procedure.other_code"
        )
    if {**told, "in_force": False} == whole(procedure):
        raise DomainError(_("Không có gì khác với phiên bản đang xem."), code="procedure.same")
    row = {name: told.get(name) or ("" if name in ("note", "legal_basis") else None) for name in OF_THE_ROW}
    made = Procedure.objects.create(
        **row,
        version=versions[0].version + 1,
        definition=definition_of(told),
        made_by_id=by.user_id,
        change_note=note.strip(),
    )
    record_event(
        "procedure.new_version", made, by=by, after={"version": made.version, "note": made.change_note}
    )
    return made


def refuse_faulty(told: Mapping[str, Any]) -> Outline:
    """The rule set read; refused with all its faults."""
    if problems := shape_problems(told, ""):
        raise DomainError(" ".join(f"{one.place}: {one.message}" for one in problems), code="procedure.shape")
    outline = read_outline(definition_of(told), code=told["code"], version=0, name=told["name"])
    if sentences := faults(outline):
        raise DomainError(" ".join(sentences), code="procedure.faults")
    return outline


@transaction.atomic
def put_in_force(*, procedure: Procedure, by: Actor, aware: bool = False) -> Procedure:
    """A draft becomes the version by which new tasks go; the one before it retires, tasks pinned to it stay there.

    `aware` says that the person knows what nobody has verified. Raises DomainError `procedure.not_a_draft`,
    `procedure.faults`, `procedure.unconfirmed`, `procedure.basis_missing`.
    """
    require(by, EDIT, procedure)
    versions = list(Procedure.objects.select_for_update().filter(code=procedure.code).order_by("-version"))
    procedure = next(one for one in versions if one.pk == procedure.pk)
    if procedure.state != ProcedureState.DRAFT:
        raise DomainError(_("Chỉ bản thảo mới đưa vào áp dụng được."), code="procedure.not_a_draft")
    if not procedure.legal_basis or procedure.valid_from is None:
        raise DomainError(
            _("Bộ quy tắc phải có căn cứ pháp lý và ngày bắt đầu áp dụng."), code="procedure.basis_missing"
        )
    outline = refuse_faulty(whole(procedure))
    count = len(list(outline.unconfirmed()))
    if count and not aware:
        raise DomainError(
            _("Còn %(count)d quy định chưa được xác nhận. Hãy đánh dấu rằng Sở đã biết điều này.")
            % {"count": count},
            code="procedure.unconfirmed",
        )
    Procedure.objects.filter(code=procedure.code, state=ProcedureState.IN_FORCE).update(
        state=ProcedureState.RETIRED, updated_at=timezone.now()
    )
    procedure.state = ProcedureState.IN_FORCE
    procedure.save()
    record_event(
        "procedure.put_in_force", procedure, by=by, before={"state": ProcedureState.DRAFT},
        after={"state": procedure.state, "version": procedure.version, "unconfirmed": count},
    )  # fmt: skip
    return procedure


@transaction.atomic
def retire(*, procedure: Procedure, note: str, by: Actor) -> Procedure:
    """No new task goes by this version; those pinned to it go on. Raises DomainError `procedure.not_in_force`."""
    require(by, EDIT, procedure)
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if procedure.state != ProcedureState.IN_FORCE:
        raise DomainError(_("Bộ quy tắc này không ở trạng thái đang áp dụng."), code="procedure.not_in_force")
    procedure.state = ProcedureState.RETIRED
    procedure.save()
    record_event(
        "procedure.retire", procedure, by=by, before={"state": ProcedureState.IN_FORCE},
        after={"state": procedure.state, "note": note.strip()},
    )  # fmt: skip
    return procedure


@transaction.atomic
def repin(
    *, task: StTask, procedure: Procedure, step: str, reason: str, by: Actor, seen_step: str = ""
) -> StTask:
    """Move a task that is not approved yet to another rule set, at a step of the same phase or an earlier one.

    Raises DomainError `task.moved_on`, `task.reason_missing`, `procedure.approved`, `procedure.none_pinned`,
    `procedure.not_usable`, `procedure.unknown_step`.
    """
    require(by, "st_tasks.sttask.manage", task)
    task, procedure = locked(task), Procedure.objects.get(pk=procedure.pk)
    state = _repin_target(task, procedure, step, reason, seen_step)
    before = {"procedure": task.procedure_id, "step": task.step}
    event = TaskEvent(
        task=task, transition=REPIN, source=task.step, target=state.code, on=by.on, by_id=by.user_id, by_name=by.name,
        acted_as="officer", note=reason.strip(), due=task.step_due,
        values={"from": str(task.procedure), "to": str(procedure)},
    )  # fmt: skip
    task.procedure, task.step, task.holder, task.step_since = (
        procedure,
        state.code,
        state.holder,
        timezone.now(),
    )
    task.step_due = step_due(task, state, by.on)
    if task.route and task.route not in outline_of(procedure).routes:
        task.route = ""
    _store(task, state, reason, by)
    event.save()
    record_event(
        "st_task.repin", task, by=by, before=before,
        after={"procedure": procedure.pk, "step": task.step, "reason": reason.strip()},
    )  # fmt: skip
    task_advanced.send(sender=StTask, task=task, event=event, by=by, outline=outline_of(procedure))
    return task


def _repin_target(task: StTask, procedure: Procedure, step: str, reason: str, seen_step: str) -> State:
    if task.procedure is None:
        raise DomainError(_("Nhiệm vụ này không theo bộ quy tắc nào."), code="procedure.none_pinned")
    if seen_step and task.step != seen_step:
        raise moved_on(task)
    if not reason.strip():
        sentence = _("Hãy ghi lý do hoặc căn cứ.")
        raise DomainError(sentence, code="task.reason_missing", fields={"reason": sentence})
    if task.state not in BEFORE_APPROVAL or task.state == "declined":
        raise DomainError(
            _("Nhiệm vụ đã phê duyệt hoặc đã kết thúc thì tiếp tục theo bộ quy tắc của nó."),
            code="procedure.approved",
        )
    if procedure.state != ProcedureState.IN_FORCE or procedure.pk == task.procedure_id:
        raise DomainError(_("Hãy chọn một bộ quy tắc khác đang áp dụng."), code="procedure.not_usable")
    state = outline_of(procedure).state_by_code.get(step)
    if state is None or state.phase not in BEFORE_APPROVAL or state.final:
        raise DomainError(
            _("Bộ quy tắc mới không có bước “%(step)s” trước khi phê duyệt.") % {"step": step},
            code="procedure.unknown_step",
        )
    return state


def _store(task: StTask, state: State, reason: str, by: Actor) -> None:
    register = registers.of(StTask)
    assert register is not None
    if task.state == state.phase:
        store(register, task, {})
    else:
        enter_state(register, task, state.phase, on=by.on, reason=reason, by=by)
    records_saved.send(sender=type(register), register=register, records=[task], by=by)
