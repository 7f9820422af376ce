"""A task with a lead and helpers to date what happens to it."""

from datetime import UTC, date, datetime

import pytest

from khcn.agency_reports.models import TaskUpdate
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory


def entered(plan, moment: datetime) -> None:
    """Say when the plan came into the platform."""
    plan.history.filter(history_type="+").update(history_date=moment)


@pytest.fixture
def lead(db):
    return AgencyFactory(name="Sở Thử nghiệm Lâm nghiệp")


@pytest.fixture
def new_task(lead):
    def make(*, agency=lead, **fields):
        fields.setdefault("plan", PlanFactory())
        task = TaskFactory(**fields)
        entered(task.plan, datetime(2021, 1, 1, tzinfo=UTC))
        PartyFactory(task=task, agency=agency, kind="agency" if agency else "class")
        return task

    return make


@pytest.fixture
def tell(lead):
    def make(task, as_of: date, declared: str = "met", **fields):
        fields.setdefault("result", "Đã hoàn thành phần việc của kỳ.")
        return TaskUpdate.objects.create(
            task=task, agency=fields.pop("agency", lead), as_of=as_of, declared=declared, **fields
        )

    return make
