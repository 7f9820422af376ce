from datetime import date

import pytest
import time_machine

from khcn.kernel.agencies.models import AgencyClass
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, actor_for, seat
from tests.factories.plans import PlanFactory
from tests.factories.reports import cycle


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-10-05 09:00+07:00", tick=False):
        yield date(2026, 10, 5)


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory(code="so-dieu-phoi", name="Sở Điều phối", order=1)))


@pytest.fixture
def plan(db):
    return PlanFactory(code="kh-mau", symbol="01/KH-UBND", from_year=2023, to_year=2030)


@pytest.fixture
def lead(db):
    return AgencyFactory(code="so-chu-tri", name="Sở Chủ trì", order=10)


@pytest.fixture
def task(plan, lead):
    made = TaskFactory(plan=plan, no="1", order=1, short_title="Việc một")
    PartyFactory(task=made, agency=lead)
    return made


@pytest.fixture
def round_(plan, task):
    """A yearly cycle that is being prepared, its first task led by one agency."""
    return cycle(2026, "preparing", plan=plan)


@pytest.fixture
def related(db):
    return AgencyClass.objects.create(code="so-lien-quan", name="Các sở liên quan", kinds=["so"])


@pytest.fixture
def class_party(plan, task, related):
    return PartyFactory(
        task=task,
        role="coordinating",
        kind="class",
        agency=None,
        agency_class=related,
        name="Các sở liên quan",
    )
