"""What a dossier brings to a selection besides its points: money asked for, who proposed the task, an excellent record."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.lib.months import add_months
from khcn.operations.st_tasks.choices import Grade, MoneySource, Purpose, TeamRole
from khcn.operations.st_tasks.judging.selection import Bid
from khcn.operations.st_tasks.models import Application, BudgetLine, CouncilItem, StTask, TeamMember
from khcn.operations.st_tasks.procedures.shape import Outline

#: For so many years an “Xuất sắc” counts when dossiers tie, TT 20/2023/TT-BKHCN, where a rule set does not say it.
RECORD_FIGURE, RECORD_YEARS = "selection.record_years", 5


def record_years(outline: Outline) -> int:
    """For how long an excellent record counts, by the rule set."""
    figure = outline.figure_by_code.get(RECORD_FIGURE)
    return int(figure.value) if figure else RECORD_YEARS


def bids_of(items: Sequence[CouncilItem], on: date, *, record_years: int) -> dict[int, Bid]:
    """A bid for each item, by its key; four queries. The items come with their dossiers."""
    dossiers = [item.dossier for item in items if item.dossier]
    leaders = _leaders(dossiers)
    proposals = _proposals({item.task_id for item in items})
    hosts, excellent = _excellent(dossiers, leaders, add_months(on, -12 * record_years))
    money = _money(dossiers, rivals=len(dossiers) > 1)
    found = {}
    for item in items:
        dossier = item.dossier
        if dossier is None:
            continue
        found[item.pk] = Bid(
            key=item.pk,
            budget=money[dossier.pk],
            proposed=any(_same_bidder(dossier, one) for one in proposals.get(item.task_id, ())),
            excellent_record=dossier.organisation_id in hosts or leaders.get(dossier.pk) in excellent,
        )
    return found


def _leaders(dossiers: Sequence[Application]) -> dict[int, int]:
    rows = TeamMember.objects.filter(
        application__in=dossiers, role=TeamRole.LEADER, removed_at=None, person__isnull=False
    )
    return {
        application: person
        for application, person in rows.values_list("application_id", "person_id")
        if person
    }


def _proposals(tasks: set[int]) -> dict[int, list[Application]]:
    found: dict[int, list[Application]] = {}
    rows = Application.objects.filter(task__in=tasks, purpose=Purpose.PROPOSAL)
    for row in rows.only("task_id", "organisation_id", "agency_id", "owner_id"):
        found.setdefault(row.task_id or 0, []).append(row)
    return found


def _same_bidder(dossier: Application, proposal: Application) -> bool:
    """The same organisation or agency; where the proposal came from a person, the same person."""
    if proposal.organisation_id or proposal.agency_id:
        return bool(
            (dossier.organisation_id and dossier.organisation_id == proposal.organisation_id)
            or (dossier.agency_id and dossier.agency_id == proposal.agency_id)
        )
    return dossier.owner_id == proposal.owner_id


def _excellent(
    dossiers: Sequence[Application], leaders: dict[int, int], since: date
) -> tuple[set[int | None], set[int | None]]:
    """Hosts and leaders of tasks graded excellent since that day; the key None is never among them."""
    organisations = {one.organisation_id for one in dossiers if one.organisation_id}
    people = set(leaders.values())
    rows = StTask.objects.filter(
        Q(host__in=organisations) | Q(leader__in=people), grade=Grade.EXCELLENT, accepted_on__gte=since
    ).order_by()
    pairs = list(rows.values_list("host_id", "leader_id"))
    return {host for host, _leader in pairs if host}, {leader for _host, leader in pairs if leader}


def _money(dossiers: Sequence[Application], *, rivals: bool) -> dict[int, int]:
    """State budget asked for: as told, else the sum of the lines. Among rivals it must be known: it decides ties."""
    untold = [one.pk for one in dossiers if one.asked_state is None]
    lines = {}
    if untold:
        rows = BudgetLine.objects.filter(application__in=untold, source=MoneySource.STATE)
        lines = dict(
            rows.order_by()
            .values("application_id")
            .annotate(sum=Sum("asked"))
            .values_list("application_id", "sum")
        )
    found = {}
    for one in dossiers:
        amount = one.asked_state if one.asked_state is not None else lines.get(one.pk)
        if amount is None and rivals:
            raise DomainError(
                _("Hồ sơ %(name)s chưa ghi kinh phí đề nghị từ ngân sách nên không xếp hạng được.")
                % {"name": one.blind_code or one.receipt},
                code="council.no_budget",
            )
        found[one.pk] = int(amount or 0)
    return found
