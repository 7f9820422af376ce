from types import SimpleNamespace

import pytest

from khcn.agency_reports.filling import start_report
from tests.factories.agencies import AgencyFactory, people_of
from tests.factories.indicators import indicator
from tests.factories.people import actor_for, seat
from tests.factories.plans import PartyFactory, TaskFactory
from tests.factories.reports import cycle, days_ago, request_for


@pytest.fixture
def office(db):
    """An agency with its people, asked for one task, one share and one section; nobody has begun."""
    agency = AgencyFactory(name="Sở Mẫu số 1")
    round_ = cycle(due_on=days_ago(-20), internal_due_on=days_ago(-10))
    task = TaskFactory(plan=round_.plan, no="1", short_title="Nhiệm vụ mẫu")
    PartyFactory(task=task, agency=agency)
    share = indicator("ty-le-mau", kind="share", unit="%", owner=agency)
    asked = request_for(agency, round_, tasks=[task], indicators=[share], sections=["results"])
    people = people_of(agency)
    items = {one.kind: one for one in asked.items.all()}
    return SimpleNamespace(
        agency=agency, cycle=round_, task=task, share=share, asked=asked, items=items,
        clerk=actor_for(people.clerk), approver=actor_for(people.approver), stranger=actor_for(people.stranger),
        coordinator=actor_for(seat("coordinator", AgencyFactory())), people=people,
        start=lambda: start_report(request=asked, by=actor_for(people.clerk)),
    )  # fmt: skip
