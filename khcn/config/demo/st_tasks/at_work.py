"""Councils at work today, so that the members of the demonstration have something to declare and to judge."""

from collections.abc import Sequence
from datetime import timedelta

from khcn.config.demo.st_tasks.bulk import Life
from khcn.config.demo.st_tasks.clock import Clock
from khcn.config.demo.st_tasks.sheets import on_dossier, on_proposal, on_results
from khcn.config.demo.st_tasks.sitting import Said, Sitting
from khcn.operations.st_tasks.models import Application, CouncilItem

KINDS = {
    "identification": "identification",
    "selection": "selection",
    "appraisal": "finance",
    "acceptance": "acceptance",
}
#: Places of members who have not declared yet, and of those who declared and have not handed in: the sign-in is among them.
UNDECLARED, WAITING = (3,), (0, 3, 5)


def sit_today(lives: Sequence[Life], clock: Clock) -> int:
    """One council of each sort for the tasks that wait for it under the new rule set."""
    count = 0
    for step, kind in KINDS.items():
        found = [one for one in lives if one.plot.step == step and one.plot.new][:1]
        for life in found:
            _sit(life, kind, clock)
            count += 1
    clock.go(clock.today)
    return count


def _sit(life: Life, kind: str, clock: Clock) -> None:
    sitting = Sitting(life.cast, clock, life.plot.procedure, kind, f"đang làm việc {life.plot.number}")
    day = clock.today - timedelta(1)
    dossiers = list(Application.objects.filter(task=life.task, purpose="dossier", state="valid"))
    judged = {"dossiers": dossiers} if kind == "selection" else {"tasks": [life.task]}
    council = sitting.appoint(day, **judged)  # type: ignore[arg-type]
    sitting.invite(council, day)
    clock.go(clock.today, 8)
    if kind != "finance":
        sitting.declare(council, but=UNDECLARED)
        sitting.fill(council, _said(kind), but=WAITING)


def _said(kind: str) -> Said:
    def graded(item: CouncilItem, place: int) -> dict[str, object]:
        return dict(on_results(item, place, grades={item.task_id: "pass"}))

    return {"identification": on_proposal, "selection": on_dossier}.get(kind, graded)
