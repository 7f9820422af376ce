"""Reads of updates and obstacles that several pages use."""

from datetime import date

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from khcn.agency_reports.choices import Level, ObstacleState
from khcn.agency_reports.models import Obstacle, TaskUpdate
from khcn.kernel.access import Actor, visible
from khcn.kernel.accounts.choices import Role
from khcn.kernel.agencies.models import Agency
from khcn.kernel.documents.models import Attachment
from khcn.plan.models import Task
from khcn.plan.queries import Successions
from khcn.plan.rules import COORDINATING

EVIDENCE = Prefetch(
    "attachments", Attachment.objects.filter(removed_at=None).select_related("file", "document")
)


def updates_of(task: Task) -> QuerySet[TaskUpdate]:
    """Updates of the task, the latest first, with evidence and corrections."""
    rows = TaskUpdate.objects.filter(task=task).select_related("agency", "created_by", "task_year")
    return rows.prefetch_related(EVIDENCE, "corrections").order_by("-as_of", "-id")


def last_update(task: Task) -> TaskUpdate | None:
    """The latest update that nobody corrected."""
    rows = TaskUpdate.objects.filter(task=task, corrections=None).select_related("agency", "task_year")
    return rows.order_by("-as_of", "-id").first()


def reporting_agencies(task: Task, actor: Actor) -> list[Agency]:
    """In whose name this person may report on the task.

    A reporter or approver: the agencies of their seats that answer for a lead. A coordinator: the
    agencies that answer for the leads, and the coordinator's own when nobody answers.
    """
    if actor.has(*COORDINATING):
        return _lead_agencies(task, actor.on) or list(_seats(actor, Role.COORDINATOR, Role.ADMIN))
    ids = set()
    answers = actor.answers_for or {}
    for party in task.parties.filter(role="lead"):
        named = party.taken_over_by_id or party.agency_id
        ids |= {
            seat
            for seat in actor.seats_as(Role.REPORTER, Role.APPROVER)
            if seat == named or named in answers.get(seat, frozenset())
        }
    return list(Agency.objects.filter(pk__in=ids))


def _lead_agencies(task: Task, on: date) -> list[Agency]:
    parties = task.parties.filter(role="lead").select_related("agency", "taken_over_by")
    successions = Successions.load(on)
    found = {agency.pk: agency for party in parties if (agency := successions.answerer(party).agency)}
    return list(found.values())


def _seats(actor: Actor, *roles: str) -> QuerySet[Agency]:
    return Agency.objects.filter(pk__in=actor.seats_as(*roles))


def raising_agencies(actor: Actor) -> list[Agency]:
    """In whose name this person may raise an obstacle: the agencies of their seats."""
    return list(_seats(actor, Role.REPORTER, Role.APPROVER, *COORDINATING))


# --- Obstacles --------------------------------------------------------------------------------

LEVEL_ORDER = Case(
    *(When(level=level, then=Value(place)) for place, level in enumerate(Level.values)),
    output_field=IntegerField(),
)


def obstacles_seen_by(actor: Actor) -> QuerySet[Obstacle]:
    rows = visible(actor, "agency_reports.obstacle.view", Obstacle.objects.all())
    return rows.select_related("agency", "task__plan", "plan")


def overdue_answers(on: date) -> Q:
    """Obstacles whose answer should have come before `on`."""
    return Q(state=ObstacleState.OPEN, due_on__lt=on)


def obstacles_of(task: Task, actor: Actor) -> QuerySet[Obstacle]:
    rows = visible(actor, "agency_reports.obstacle.view", Obstacle.objects.filter(task=task))
    return rows.select_related("agency", "answered_by")
