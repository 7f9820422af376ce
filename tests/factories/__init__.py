"""Plain data without surprises, in real Vietnamese. All bodies here are artificial."""

from tests.factories.agencies import AgencyFactory, people_of, succeed
from tests.factories.people import UserFactory, actor_for, seat
from tests.factories.plans import PartyFactory, PlanFactory, TargetFactory, TaskFactory, plan_with_text

__all__ = [
    "AgencyFactory",
    "PartyFactory",
    "PlanFactory",
    "TargetFactory",
    "TaskFactory",
    "UserFactory",
    "actor_for",
    "people_of",
    "plan_with_text",
    "seat",
    "succeed",
]
