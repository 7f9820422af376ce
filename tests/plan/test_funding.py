"""Tasks as purposes of money: names that stay, for those who may see them."""

from datetime import date

import pytest

from khcn.kernel.access import NOBODY
from khcn.plan.funding import purposes_of
from khcn.registers.funding.purposes import offered
from tests.factories import PlanFactory, TaskFactory

pytestmark = pytest.mark.django_db
SIGNED = {"symbol": "57/KH-UBND", "issued_on": date(2023, 3, 27)}


def codes(purposes):
    return sorted(one.code for one in purposes)


def test_second_plan_of_the_same_name_takes_its_code_and_the_first_keeps_its_name():
    first = TaskFactory(plan=PlanFactory(code="goc", **SIGNED), no="1").plan
    twin = TaskFactory(plan=PlanFactory(code="ban-hai", **SIGNED), no="1").plan
    next_year = TaskFactory(plan=PlanFactory(symbol="57/KH-UBND", issued_on=date(2024, 1, 5)), no="1").plan
    nameless = TaskFactory(plan=PlanFactory(code="khong-so", symbol="", issued_on=None), no="1").plan
    plans = (first, twin, next_year, nameless)
    told = [codes(purpose for _task, purpose in purposes_of(plan)) for plan in plans]
    assert told == [
        ["NV 1, 57/KH-UBND (2023)"],
        ["NV 1, ban-hai"],
        ["NV 1, 57/KH-UBND (2024)"],
        ["NV 1, khong-so"],
    ]
    assert codes(offered()) == sorted(code for one in told for code in one)


def test_withdrawn_tasks_are_not_offered_and_outsiders_see_public_plans_only():
    inner = TaskFactory(plan=PlanFactory(visibility="internal", **SIGNED), no="1")
    TaskFactory(plan=inner.plan, no="2", withdrawn=True)
    TaskFactory(plan=PlanFactory(visibility="public", symbol="8/KH", issued_on=date(2024, 1, 5)), no="4")
    assert codes(offered()) == ["NV 1, 57/KH-UBND (2023)", "NV 4, 8/KH (2024)"]
    assert codes(offered(NOBODY)) == ["NV 4, 8/KH (2024)"]
