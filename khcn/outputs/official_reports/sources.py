"""What a cycle has to tell: answers that stand, targets, tasks, requests. Read once, whatever their number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import override

from khcn.agency_reports.accepting.conflicts import found_in
from khcn.agency_reports.choices import ItemKind, Outcome, ReportState
from khcn.agency_reports.cycles.standing import ARRIVED, Completeness, completeness
from khcn.agency_reports.models import AcceptedValue, Answer, Cycle
from khcn.kernel.agencies.models import Agency, AgencyName
from khcn.plan.models import Party, Target, Task
from khcn.plan.queries import Successions
from khcn.status.targets import Standing, standings
from khcn.status.tasks import TaskStatus, task_statuses


@dataclass
class Sources:
    cycle: Cycle
    today: date
    answers: list[Answer]
    targets: list[Target]
    standings: dict[int, Standing]
    tasks: list[Task]
    statuses: dict[int, TaskStatus]
    leads: dict[int, list[str]]
    done: Completeness
    #: Answers that contradict another where nobody decided yet, and those that a decision set aside.
    disputed: frozenset[int]
    overruled: frozenset[int]

    @property
    def year(self) -> int:
        return self.cycle.year

    @property
    def plan(self) -> str:
        return self.cycle.plan.code

    def stands(self, answer: Answer) -> bool:
        """Taken over, and no other answer contradicts it."""
        return is_accepted(answer) and answer.pk not in self.disputed | self.overruled

    def of_kind(self, kind: str) -> Iterator[Answer]:
        return (one for one in self.answers if one.item.kind == kind)

    def of_tasks(self) -> dict[int, list[Answer]]:
        """By task, the leading agencies' answers first."""
        found: dict[int, list[Answer]] = {task.pk: [] for task in self.tasks}
        for answer in self.of_kind(ItemKind.TASK):
            found.setdefault(answer.item.task_id or 0, []).append(answer)
        for rows in found.values():
            rows.sort(key=lambda one: one.item.role != "lead")
        return found


def read(cycle: Cycle, today: date) -> Sources:
    """Statuses are told in Vietnamese: they become words of the document."""
    with override("vi"):
        targets = list(Target.objects.filter(plan=cycle.plan_id, withdrawn=False).order_by("order", "id"))
        tasks = list(Task.objects.filter(plan=cycle.plan_id, withdrawn=False).order_by("order", "id"))
        for task in tasks:
            task.plan = cycle.plan
        disputed, overruled = _contradicting(cycle)
        return Sources(
            cycle, today, _standing_answers(cycle), targets, standings(targets, today, year=cycle.year), tasks,
            task_statuses(tasks, today), _leads(tasks, today), completeness(cycle, today),
            disputed, overruled,
        )  # fmt: skip


def _standing_answers(cycle: Cycle) -> list[Answer]:
    """One answer for an item: the accepted one, else the latest that was sent. Drafts and returned ones never."""
    of_cycle = AcceptedValue.objects.filter(item__request__cycle=cycle)
    accepted = dict(of_cycle.values_list("item_id", "answer_id"))
    rows = Answer.objects.filter(item__request__cycle=cycle)
    rows = rows.filter(Q(report__state__in=ARRIVED) | Q(pk__in=of_cycle.values("answer")))
    rows = rows.select_related("report__request__agency", "item__task", "item__indicator")
    rows = rows.defer("report__sealed")
    best: dict[int, Answer] = {}
    for row in rows.order_by("report__sent_at", "report__version", "pk"):
        if row.item_id not in best or _rank(row, accepted) >= _rank(best[row.item_id], accepted):
            best[row.item_id] = row
    return sorted(best.values(), key=_agency_order)


def _contradicting(cycle: Cycle) -> tuple[frozenset[int], frozenset[int]]:
    disputed, overruled = set[int](), set[int]()
    for one in found_in(cycle):
        ruling, answers = one.ruling, {claim.answer for claim in one.claims}
        if ruling is None or not one.decided:
            disputed |= answers
        elif ruling.outcome != Outcome.BOTH:
            overruled |= answers - {ruling.answer_id or 0}
    return frozenset(disputed), frozenset(overruled)


def _rank(row: Answer, accepted: dict[int, int]) -> tuple[bool, bool]:
    return accepted.get(row.item_id) == row.pk, row.report.state == ReportState.ACCEPTED


def _agency_order(answer: Answer) -> tuple[int, str, int, int]:
    agency = answer.report.request.agency
    return agency.order, agency.name, agency.pk, answer.item.order


def is_accepted(answer: Answer) -> bool:
    return answer.report.state == ReportState.ACCEPTED


def _leads(tasks: list[Task], day: date) -> dict[int, list[str]]:
    """The names of those who answer for each task on that day."""
    rows = Party.objects.filter(task__in=tasks, role="lead").select_related("agency", "taken_over_by")
    successions, found = Successions.load(day), dict[int, list[str]]()
    for party in rows.order_by("pk"):
        answerer = successions.answerer(party).agency
        name = answerer.name if answerer else party.name
        names = found.setdefault(party.task_id or 0, [])
        if name not in names:
            names.append(name)
    return found


def names_on(agencies: Iterable[Agency], day: date) -> dict[int, str]:
    """What these agencies were called on that day. One query."""
    found = {agency.pk: agency.name for agency in agencies}
    rows = AgencyName.objects.filter(agency__in=found).valid_on(day).order_by("valid_from")
    return found | dict(rows.values_list("agency_id", "name"))
