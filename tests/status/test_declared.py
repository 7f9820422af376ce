from datetime import date

import pytest
from django.utils import timezone

from khcn.agency_reports.filling import problems
from khcn.agency_reports.models import Report
from tests.factories.plans import PartyFactory, TaskFactory
from tests.factories.reports import cycle, report, request_for

pytestmark = pytest.mark.django_db


def said(declared: str, **more: str) -> Report:
    round_ = cycle()
    task = TaskFactory(plan=round_.plan, from_year=2020, to_year=timezone.localdate().year - 1)
    asked = request_for(None, round_, tasks=[task])
    PartyFactory(task=task, agency=asked.agency)
    told = {"declared": declared, "text": "Đã làm", **more}
    return report(asked, answers={asked.items.get(): told})


def codes(one: Report) -> list[tuple[str, str, str]]:
    return [(found.field, found.level, found.code) for found in problems(one)]


def test_met_though_the_time_of_the_task_has_run_out_asks_why():
    found = problems(said("met"))
    assert [(one.field, one.level, one.code) for one in found] == [("declared", "warning", "status")]
    assert "“Đạt”" in found[0].sentence and "hệ thống tính" in found[0].sentence


def test_an_explanation_settles_it():
    assert codes(said("met", explanation="Mốc đã được lùi.")) == []


def test_an_agency_that_says_late_is_not_asked():
    assert codes(said("late")) == []


def test_that_nobody_updated_before_is_no_contradiction():
    round_ = cycle()
    task = TaskFactory(plan=round_.plan, schedule="yearly", from_year=date.today().year - 3)
    asked = request_for(None, round_, tasks=[task])
    PartyFactory(task=task, agency=asked.agency)
    assert codes(report(asked, answers={asked.items.get(): {"declared": "met", "text": "Xong"}})) == []
