"""From a signed-in person to the acting person with seats and inherited duties."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from khcn.kernel.access import NOBODY, Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.agencies.queries import SuccessionMap


def actor_of(user: User, day: date) -> Actor:
    """The person with the seats in force on that day; what the agencies inherited is read when it is asked for."""
    if not user.is_active or not user.pk:
        return NOBODY
    seats = frozenset(Membership.objects.filter(user=user).valid_on(day).values_list("role", "agency_id"))
    agencies = {agency for _role, agency in seats if agency is not None}
    answers: Any = SimpleLazyObject(lambda: _answers(agencies, day)) if agencies else {}
    return Actor(user_id=user.pk, name=str(user), on=day, seats=seats, answers_for=answers)


def _answers(agencies: set[int], day: date) -> dict[int, frozenset[int]]:
    succession = SuccessionMap.load()
    return {agency: succession.answers_for(agency, day) for agency in agencies}


def admins_on(day: date) -> QuerySet[User]:
    """People who can sign in and manage others on that day."""
    seats = Membership.objects.filter(role=Role.ADMIN).valid_on(day)
    return User.objects.filter(is_active=True, pk__in=seats.values("user"))
