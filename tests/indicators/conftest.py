from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine

from khcn.kernel.access import Actor
from khcn.kernel.agencies.models import Agency
from tests.factories import AgencyFactory, actor_for, people_of, seat

TODAY = date(2025, 6, 15)


@dataclass
class Hands:
    """Who acts: `clerk` and `approver` sit in the agency that answers for the figures."""

    owner: Agency
    coordinator: Actor
    leader: Actor
    admin: Actor
    clerk: Actor
    approver: Actor
    stranger: Actor


@pytest.fixture
def hands(db):
    owner = AgencyFactory()
    people = people_of(owner)
    return Hands(
        owner,
        *(actor_for(seat(role, AgencyFactory()), TODAY) for role in ("coordinator", "leader", "admin")),
        *(actor_for(person, TODAY) for person in (people.clerk, people.approver, people.stranger)),
    )


@pytest.fixture
def on_the_day():
    with time_machine.travel(datetime(2025, 6, 15, 3, tzinfo=UTC), tick=False):
        yield
