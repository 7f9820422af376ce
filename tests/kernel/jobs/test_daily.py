"""Daily work is started once a day by one worker, and again when it was lost."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from khcn.kernel.jobs import daily as module
from khcn.kernel.jobs.models import DailyRun

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)
SIX = datetime(2026, 6, 14, 23, tzinfo=UTC)  # six in the morning in Việt Nam


@pytest.fixture
def done(monkeypatch):
    days = []
    monkeypatch.setattr(module, "_dailies", {"thu": days.append})
    return days


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_begins_in_the_morning_and_only_once(done):
    with at(datetime(2026, 6, 14, 21, 59, tzinfo=UTC)):
        assert module.start_due() == []
    with at(SIX):
        assert [module.start_due(), module.start_due()] == [["thu"], []]
    assert DBTaskResult.objects.count() == 1


def test_work_runs_and_is_not_started_again_that_day(done):
    with at(SIX):
        module.start_due()
        module.run_daily.func("thu", DAY.isoformat())
    with at(SIX.replace(day=15, hour=10)):
        assert module.start_due() == []
    assert done == [DAY]


def test_lost_work_is_started_again_thrice_at_most(done):
    started = []
    for hour in range(6):
        with at(datetime(2026, 6, 15, hour * 2, tzinfo=UTC)):
            started.append(module.start_due())
    assert started == [["thu"], ["thu"], ["thu"], [], [], []]


def test_failure_is_logged_and_left_for_another_try(done, monkeypatch, caplog):
    def fail(day):
        raise RuntimeError("x")

    monkeypatch.setitem(module._dailies, "thu", fail)
    with at(SIX):
        module.start_due()
        module.run_daily.func("thu", DAY.isoformat())
    assert DailyRun.objects.get().finished_at is None
    assert "Daily work thu of 2026-06-15 failed" in caplog.text


def test_command_does_everything_now(done, capsys):
    with at(SIX):
        call_command("daily")
        call_command("daily")
    assert (done, capsys.readouterr().out.split()) == ([DAY, DAY], ["thu", "thu"])
