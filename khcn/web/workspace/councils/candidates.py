"""What a council of a kind could judge now: tasks at its step, or the valid dossiers of such tasks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from khcn.operations.st_tasks.choices import ApplicationState, CouncilState, Purpose
from khcn.operations.st_tasks.models import Application, CouncilItem, Procedure, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import CouncilKind

#: At which steps tasks wait for a council, by what it judges. A council may be formed one step before it is needed.
STEPS = {
    "identification": ("screening", "identification"),
    "selection": ("opening", "selection"),
    "finance": ("completing", "appraisal"),
    "acceptance": ("checking", "acceptance"),
}
MOST = 500


@dataclass(frozen=True)
class KindChoice:
    """A kind of council of a rule set under which tasks move."""

    procedure: Procedure
    kind: CouncilKind

    @property
    def value(self) -> str:
        return f"{self.procedure.pk}:{self.kind.code}"

    @property
    def name(self) -> str:
        return f"{self.kind.name} – {self.procedure.name}"

    @property
    def judges_dossiers(self) -> bool:
        return self.kind.judges == "selection"


def kind_choices() -> list[KindChoice]:
    """All kinds of the rule sets that some task is pinned to, or that are in force."""
    rows = Procedure.objects.exclude(state="retired", tasks=None).order_by("-valid_from", "code").distinct()
    return [KindChoice(one, kind) for one in rows for kind in outline_of(one).councils]


def waiting_tasks(choice: KindChoice) -> QuerySet[StTask]:
    """Tasks of the rule set at the step, that no council of this kind is judging yet. Not cut: a form narrows it by keys."""
    judged = CouncilItem.objects.filter(
        task=OuterRef("pk"),
        council__kind=choice.kind.code,
        council__state__in=(CouncilState.DRAFT, CouncilState.APPOINTED),
        concluded_at=None,
    )
    steps = STEPS.get(choice.kind.judges, ())
    rows = StTask.objects.filter(procedure=choice.procedure, step__in=steps)
    first = rows.exclude(Exists(judged)).order_by("name", "pk")[:MOST]
    return StTask.objects.filter(pk__in=first.values("pk")).order_by("name", "pk")


def waiting_dossiers(choice: KindChoice, call: int | None = None) -> QuerySet[Application]:
    """Valid dossiers of such tasks; of one call when it is named."""
    tasks = StTask.objects.filter(procedure=choice.procedure, step__in=STEPS["selection"])
    judged = CouncilItem.objects.filter(
        dossier=OuterRef("pk"), council__state__in=(CouncilState.DRAFT, CouncilState.APPOINTED)
    )
    rows = Application.objects.filter(
        purpose=Purpose.DOSSIER, state=ApplicationState.VALID, task__in=tasks
    ).exclude(Exists(judged))
    if call:
        rows = rows.filter(call=call)
    order = ("task__name", "task", "blind_code", "receipt")
    first = Application.objects.filter(pk__in=rows.order_by(*order).values("pk")[:MOST])
    return first.select_related("task", "call", "organisation").order_by(*order)


def choice_named(value: str, choices: Iterable[KindChoice]) -> KindChoice | None:
    return next((one for one in choices if one.value == value), None)
