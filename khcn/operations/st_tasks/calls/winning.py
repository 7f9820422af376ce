"""The dossier that a council chose becomes the host, the team and the budget of its task."""

from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.operations.st_tasks.calls.telling import tell_team
from khcn.operations.st_tasks.choices import ApplicationState, MoneySource, Purpose, TeamRole
from khcn.operations.st_tasks.councils.results import winner_of as chosen_by_council
from khcn.operations.st_tasks.models import (
    Application,
    BudgetLine,
    OrderedProduct,
    StTask,
    TeamMember,
)


def dossiers_of(task: StTask) -> Any:
    """The dossiers of the present call of a task, or those of a direct assignment."""
    return Application.objects.filter(task=task, purpose=Purpose.DOSSIER, call=task.call_id)


def winner_of(task: StTask) -> Application | None:
    """The dossier that a council chose and that is still valid."""
    chosen = chosen_by_council(task)
    if chosen is None:
        return None
    return (
        dossiers_of(task)
        .select_related("organisation")
        .filter(pk=chosen.pk, state=ApplicationState.VALID)
        .first()
    )


def take(task: StTask, dossier: Application, by: Actor) -> None:
    """Write what the dossier promises into the task; the other dossiers were not chosen. Within the act of choosing."""
    _decide(task, dossier, by)
    task.host = dossier.organisation
    task.kind = dossier.kind or task.kind
    task.partners.set(dossier.partners.all())
    leader = TeamMember.objects.filter(application=dossier, role=TeamRole.LEADER, removed_at=None).first()
    if leader is not None:
        task.leader_id, task.leader_name = leader.person_id, leader.name
    _take_budget(task, dossier)
    _take_products(task, dossier)
    record_event(
        "call.take_winner", task, by=by,
        after={"dossier": dossier.receipt, "host": str(dossier.organisation or ""), "budget": task.budget},
    )  # fmt: skip


def _decide(task: StTask, dossier: Application, by: Actor) -> None:
    told = {"decided_by_id": by.user_id, "decided_at": timezone.now()}
    Application.objects.filter(pk=dossier.pk).update(state=ApplicationState.CHOSEN, **told)
    dossier.state = ApplicationState.CHOSEN
    tell_team(dossier, _("Hồ sơ được chọn"), _("Hãy hoàn thiện hồ sơ theo kết luận của hội đồng."))
    others = dossiers_of(task).filter(state__in=[ApplicationState.SENT, ApplicationState.VALID])
    for other in others.exclude(pk=dossier.pk):
        Application.objects.filter(pk=other.pk).update(state=ApplicationState.NOT_CHOSEN, **told)
        tell_team(other, _("Hồ sơ không được chọn"))


def _take_budget(task: StTask, dossier: Application) -> None:
    lines = BudgetLine.objects.filter(application=dossier)
    lines.update(task=task)
    sums = lines.aggregate(whole=Sum("asked"), state=Sum("asked", filter=Q(source=MoneySource.STATE)))
    task.budget = sums["whole"] if sums["whole"] is not None else dossier.asked_total
    task.state_budget = sums["state"] if sums["whole"] is not None else dossier.asked_state


def _take_products(task: StTask, dossier: Application) -> None:
    """One ordered product for each line of the answer `products`; those told already stay."""
    told = dossier.answers.get("products")
    if not told or task.products.exists():
        return
    lines = told if isinstance(told, list) else str(told).splitlines()
    names = [name for one in lines if (name := _name(one))]
    OrderedProduct.objects.bulk_create(
        OrderedProduct(task=task, number=number, name=name[:400])
        for number, name in enumerate(names[:200], 1)
    )


def _name(told: Any) -> str:
    text = told.get("name", "") if isinstance(told, dict) else str(told)
    return text.strip().lstrip("-–•* ").strip()
