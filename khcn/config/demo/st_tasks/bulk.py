"""Tasks at every step in bulk: the same rows that the acts write, without the acts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from khcn.config.demo.st_tasks.cast import Cast
from khcn.config.demo.st_tasks.clock import Clock
from khcn.config.demo.st_tasks.plots import Plot
from khcn.config.demo.st_tasks.saying import KINDS, PRODUCTS, about
from khcn.config.demo.st_tasks.ways import AGREED, Passed, passed, states_to
from khcn.config.demo.writing import REASON
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.advancing.deadlines import step_due
from khcn.operations.st_tasks.models import Call, StTask, TaskEvent
from khcn.operations.st_tasks.models.tasks import PHASES
from khcn.operations.st_tasks.procedures.keeping import outline_of

NOTE = "Dữ liệu mẫu do máy tạo ra để xem thử, không phải số liệu thật."
MILLION = 1_000_000


class Life:
    """One bulk task while it is put together."""

    def __init__(self, plot: Plot, rng: Random, cast: Cast, places: Sequence[Any], today: date) -> None:
        self.plot, self.rng, self.cast, self.today = plot, rng, cast, today
        self.outline = outline_of(plot.procedure)
        states = states_to(plot.step, direct=plot.direct)
        self.steps = passed(self.outline, states, plot.since, running=plot.running)
        self.days = {one.state: one.on for one in self.steps}
        self.task = StTask(
            artificial=True, procedure=plot.procedure, note=NOTE, officer=cast.users["officer"]
        )
        self.place = rng.choice(places) if places else None
        self._tell()

    def been(self, state: str) -> bool:
        """Whether the task came so far."""
        return state in self.days

    def _tell(self) -> None:
        task, n = self.task, self.plot.number
        task.name, task.share_group = about(n)
        task.kind = KINDS[task.share_group]
        task.territory = self.place
        task.proposer, task.proposed_on = "Bên đề xuất ví dụ", self.steps[0].on
        task.need = task.objective = f"{task.name}: mục tiêu mẫu."
        task.summary, task.expected_results = "Khảo sát, thử nghiệm, chuyển giao (nội dung mẫu).", PRODUCTS
        task.expected_user = f"Hợp tác xã ví dụ {n}"
        self._state()
        if self.been("ordered"):
            self._ordered()
        if self.been("completing"):
            self._hosted()
        if self.been("approved"):
            self._approved()
        if self.been("finishing"):
            self._accepted()
        if self.been("terminated"):
            task.termination_symbol, task.ended_on = f"{n}/QĐ-CD-MẪU", self.days["terminated"]

    def _state(self) -> None:
        task, state = self.task, self.outline.state(self.plot.step)
        task.step, task.state, task.holder = state.code, state.phase, state.holder
        task.step_since = at(self.plot.since)
        task.visibility = "public" if self.been("ordered") else "internal"
        if state.phase == "declined":
            task.ended_on = self.plot.since

    def _ordered(self) -> None:
        task, day = self.task, self.days["ordered"]
        task.order_symbol, task.ordered_on = f"{self.plot.number}/QĐ-ĐH-MẪU", day
        task.order_published_on = day + timedelta(5) if self.been("calling") or self.been("direct") else None
        routes = self.outline.routes
        task.route = (
            ("giao-truc-tiep" if "giao-truc-tiep" in routes else routes[-1])
            if self.plot.direct
            else routes[0]
        )

    def _hosted(self) -> None:
        task, n = self.task, self.plot.number
        task.host = self.cast.hosts[n % len(self.cast.hosts)]
        task.leader_name = f"Chủ nhiệm Mẫu {n}"
        task.budget = self.rng.randint(40, 180) * 10 * MILLION
        task.state_budget = task.budget * 3 // 4
        task.lump_sum = "partial" if self.been("revising") else ""

    def _approved(self) -> None:
        task, n, day = self.task, self.plot.number, self.days["approved"]
        task.approval_symbol, task.valid_from = f"{n}/QĐ-PD-MẪU", day
        task.code = f"MẪU.{n}/{day:%y}"
        task.result_published_on = day + timedelta(6) if self.been("running") else None
        task.starts_on = self.days.get("running", day + timedelta(15))
        ends = self.days.get("dossier")
        months = 12 if self.plot.new else 24
        task.ends_on = (
            ends - timedelta(2) if ends else max(task.starts_on, self.today) + timedelta(30 * months // 2)
        )
        if self.been("running"):
            task.acceptance_due_on = task.ends_on + timedelta(30)

    def _accepted(self) -> None:
        task, n = self.task, self.plot.number
        task.dossier_on, task.accepted_on = self.days["checking"], self.days["finishing"]
        task.grade = "excellent" if n % 5 == 0 else "pass"
        task.acceptance_minutes = f"{n}/BB-NT-MẪU"
        if self.been("recognition"):
            task.certificate, task.registered_on = f"TQ-MẪU-{n}", self.days["recognition"]
        if self.been("settlement"):
            task.recognition_symbol, task.recognised_on = f"{n}/QĐ-CN-MẪU", self.days["settlement"]
        task.settled_on = self.days.get("handover")
        task.handed_over_on = self.days.get("follow_up")

    def put_in(self, call: Call | None) -> None:
        """Tie the task to its call, then work out its deadline."""
        task = self.task
        task.call = call
        task.step_due = step_due(task, self.outline.state(task.step), self.plot.since)
        task.settle()
        entered = min(self.steps[0].on + timedelta(1), self.today)
        setattr(task, "_history_date", at(entered))  # noqa: B010


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def store(lives: Sequence[Life], clock: Clock) -> None:
    """Tasks with their history, chains of phases and steps."""
    tasks = [one.task for one in lives]
    bulk_create_with_history(tasks, StTask, batch_size=200, default_change_reason=REASON)
    kind = ContentType.objects.get_for_model(StTask)
    StateChange.objects.bulk_create(row for one in lives for row in _chain(one, kind))
    for one in lives:
        for step in one.steps:
            clock.go(step.on)
            _event(one, step).save()
    clock.go(clock.today)
    register = registers.of(StTask)
    records_saved.send(sender=type(register), register=register, records=tasks, by=None)


def _chain(life: Life, kind: ContentType) -> list[StateChange]:
    rows: list[StateChange] = []
    for step in life.steps:
        phase = life.outline.state(step.state).phase
        if rows and rows[-1].state == phase:
            continue
        if rows:
            rows[-1].until = step.on
        rows.append(
            StateChange(
                kind=kind, object_id=life.task.pk, state=phase, standing=PHASES[phase].standing, on=step.on, reason=_reason(step)
            )
        )  # fmt: skip
    return rows


def _event(life: Life, step: Passed) -> TaskEvent:
    move = life.outline.transition(step.transition)
    capacity = move.actors[0] if move else "proposer"
    user = life.cast.users[
        "leader" if capacity == "leader" else "applicant" if capacity == "host" else "officer"
    ]
    return TaskEvent(
        task=life.task, transition=step.transition, source=step.source, target=step.state, acted_as=capacity, on=step.on,
        by=user, by_name=user.full_name, note=_reason(step),
    )  # fmt: skip


def _reason(step: Passed) -> str:
    return "Theo văn bản mẫu" if step.state in AGREED else ""
