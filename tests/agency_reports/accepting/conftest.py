from datetime import date

import pytest
import time_machine

from khcn.agency_reports.models import RequestItem
from tests.factories import AgencyFactory, PartyFactory, TaskFactory, actor_for, people_of, seat
from tests.factories.plans import PlanFactory
from tests.factories.reports import cycle, report, request_for


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-18 09:00+07:00", tick=False):
        yield date(2026, 11, 18)


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory(code="so-dieu-phoi", name="Sở Điều phối", order=1)))


@pytest.fixture
def plan(db):
    return PlanFactory(code="kh-mau", from_year=2023, to_year=2030)


@pytest.fixture
def a(db):
    made = AgencyFactory(code="so-a", name="Sở A", order=10)
    people_of(made)
    return made


@pytest.fixture
def b(db):
    return AgencyFactory(code="so-b", name="Sở B", order=20)


@pytest.fixture
def task(plan, a, b):
    """Both lead it."""
    made = TaskFactory(plan=plan, no="1", short_title="Việc một")
    for agency in (a, b):
        PartyFactory(task=made, agency=agency)
    return made


@pytest.fixture
def round_(plan):
    return cycle(2026, plan=plan, code="nam-2026", title="Báo cáo năm 2026")


@pytest.fixture
def sent(round_):
    """`sent(agency, {task: {...}, indicator: {...}, "results": {...}})` is a report that arrived in the cycle."""

    def make(agency, said, *, roles=None, in_cycle=None, **values):
        asked = request_for(
            agency,
            in_cycle or round_,
            tasks=[one for one in said if type(one).__name__ == "Task"],
            indicators=[one for one in said if type(one).__name__ == "Indicator"],
            sections=[one for one in said if isinstance(one, str)],
            role=roles or "lead",
        )
        answers = {item: said[_thing(item)] for item in RequestItem.objects.filter(request=asked)}
        return report(asked, values.pop("state", "sent"), answers=answers, **values)

    return make


def _thing(item):
    return item.task or item.indicator or item.section
