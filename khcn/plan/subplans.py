"""Sub-plans: recording them, and seeing who has none and which tasks none covers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.territory.models import Level
from khcn.plan.choices import TaskState
from khcn.plan.models import Party, Plan, SubPlan, Task
from khcn.plan.queries import Successions


@transaction.atomic
def add_subplan(
    *,
    plan: Plan,
    agency: Agency,
    symbol: str,
    issued_on: date,
    title: str,
    year: int | None = None,
    covers: Iterable[Task] = (),
    by: Actor,
) -> SubPlan:
    """Record the document by which an agency carries out its part of the plan."""
    subplan = SubPlan(plan=plan, agency=agency, created_by_id=by.user_id)
    _fill(subplan, symbol, issued_on, title, year)
    tasks = _own_tasks(plan, covers)
    _save(subplan)
    subplan.covers.set(tasks)
    record_event("subplan.add", subplan, by=by, on_behalf=agency.name, after=_told(subplan, tasks))
    return subplan


@transaction.atomic
def edit_subplan(
    *,
    subplan: SubPlan,
    symbol: str,
    issued_on: date,
    title: str,
    year: int | None = None,
    covers: Iterable[Task] = (),
    by: Actor,
) -> SubPlan:
    subplan = SubPlan.objects.select_for_update(of=("self",)).select_related("plan").get(pk=subplan.pk)
    before = _told(subplan, list(subplan.covers.all()))
    _fill(subplan, symbol, issued_on, title, year)
    tasks = _own_tasks(subplan.plan, covers)
    _save(subplan)
    subplan.covers.set(tasks)
    record_event("subplan.update", subplan, by=by, before=before, after=_told(subplan, tasks))
    return subplan


def _fill(subplan: SubPlan, symbol: str, issued_on: date, title: str, year: int | None) -> None:
    wrong: dict[str, str] = {}
    if not symbol.strip():
        wrong["symbol"] = _("Hãy ghi số, ký hiệu của văn bản.")
    if not title.strip():
        wrong["title"] = _("Hãy ghi trích yếu của văn bản.")
    if issued_on > timezone.localdate():
        wrong["issued_on"] = _("Ngày ban hành {day:%d/%m/%Y} ở tương lai. Hãy kiểm tra lại.").format(
            day=issued_on
        )
    if wrong:
        raise DomainError(" ".join(wrong.values()), code="subplan.incomplete", fields=wrong)
    subplan.symbol, subplan.issued_on = " ".join(symbol.split()), issued_on
    subplan.title, subplan.year = " ".join(title.split()), year


def _own_tasks(plan: Plan, covers: Iterable[Task]) -> list[Task]:
    tasks = list(covers)
    strange = [task for task in tasks if task.plan_id != plan.pk or task.withdrawn]
    if strange:
        sentence = _("Nhiệm vụ “{task}” không thuộc kế hoạch này.").format(task=strange[0])
        raise DomainError(sentence, code="subplan.foreign_task", fields={"covers": sentence})
    return tasks


def _save(subplan: SubPlan) -> None:
    try:
        with transaction.atomic():
            subplan.save()
    except IntegrityError as error:
        sentence = _("{agency} đã có kế hoạch số {symbol}. Hãy mở kế hoạch đó để sửa.").format(
            agency=subplan.agency, symbol=subplan.symbol
        )
        raise DomainError(sentence, code="subplan.twice", fields={"symbol": sentence}) from error


def _told(subplan: SubPlan, tasks: list[Task]) -> dict[str, object]:
    return {
        "symbol": subplan.symbol,
        "issued_on": subplan.issued_on,
        "title": subplan.title,
        "year": subplan.year,
        "covers": sorted(task.no for task in tasks),
    }


# --- Coverage ---------------------------------------------------------------------------------


@dataclass
class Covering:
    """A sub-plan and the tasks of the plan that it covers."""

    subplan: SubPlan
    tasks: list[Task] = field(default_factory=list)


@dataclass
class AgencyCoverage:
    """An agency, its sub-plans, and the tasks it leads."""

    agency: Agency
    subplans: list[Covering] = field(default_factory=list)
    leads: int = 0

    @property
    def tasks(self) -> list[Task]:
        """The tasks that its sub-plans cover, each once, in official order."""
        found = {task.pk: task for one in self.subplans for task in one.tasks}
        return sorted(found.values(), key=lambda task: (task.order, task.pk))


@dataclass
class Coverage:
    """`agencies` answer for something in the plan; `communes` are all of the lower level."""

    agencies: list[AgencyCoverage]
    communes: list[AgencyCoverage]
    bare_tasks: list[Task]

    @property
    def agencies_without(self) -> int:
        return sum(not row.subplans for row in self.agencies)

    @property
    def communes_without(self) -> int:
        return sum(not row.subplans for row in self.communes)


def coverage(plan: Plan, on: date) -> Coverage:
    """Who has a sub-plan and who has none, and the tasks that none covers; five queries."""
    tasks = {task.pk: task for task in Task.objects.filter(plan=plan, withdrawn=False).order_by("order")}
    subplans = _subplans_by_agency(plan, tasks)
    leads = _lead_counts(plan, on)
    rows = [
        AgencyCoverage(agency, subplans.get(agency.pk, []), leads.get(agency.pk, 0))
        for agency in _expected(plan, on, {*subplans, *leads})
    ]
    covered = {task.pk for found in subplans.values() for one in found for task in one.tasks}
    return Coverage(
        [row for row in rows if not _is_commune(row.agency)],
        [row for row in rows if _is_commune(row.agency)],
        [task for task in tasks.values() if task.state == TaskState.OPEN and task.pk not in covered],
    )


def _is_commune(agency: Agency) -> bool:
    return agency.territory is not None and agency.territory.level == Level.COMMUNE


def _subplans_by_agency(plan: Plan, tasks: dict[int, Task]) -> dict[int, list[Covering]]:
    """One row for each pair of sub-plan and covered task, put together again."""
    found: dict[int, dict[int, Covering]] = defaultdict(dict)
    for subplan in SubPlan.objects.filter(plan=plan).annotate(covered=F("covers")):
        one = found[subplan.agency_id].setdefault(subplan.pk, Covering(subplan))
        if task := tasks.get(subplan.covered):
            one.tasks.append(task)
    return {agency: list(by_id.values()) for agency, by_id in found.items()}


def _lead_counts(plan: Plan, on: date) -> dict[int, int]:
    """Tasks led, by the agency that answers on the day; holders of duties count with none."""
    successions = Successions.load(on)
    parties = Party.objects.filter(
        Q(task__plan=plan, task__withdrawn=False, role="lead") | Q(duty__plan=plan, duty__withdrawn=False)
    ).select_related("agency", "taken_over_by")
    counts: dict[int, int] = defaultdict(int)
    for party in parties:
        if agency := successions.answerer(party).agency:
            counts[agency.pk] += party.task_id is not None
    return counts


def _expected(plan: Plan, on: date, ids: set[int]) -> list[Agency]:
    """State bodies that answer for something, and every commune in force on the day."""
    rows = Agency.objects.valid_on(on).filter(
        Q(pk__in=ids) | Q(territory__level=Level.COMMUNE), Q(state_body=True) | Q(pk__in=ids)
    )
    issuer = plan.issuer_id
    return [agency for agency in rows.select_related("territory") if agency.pk != issuer]
