"""Reminders of yearly reports and of late registration: on their days, once, to whom they concern."""

from datetime import date, timedelta

import pytest

from khcn.kernel.notices.models import Notice
from khcn.operations.st_tasks.models import StTask, Use
from khcn.operations.st_tasks.results.daily import remind
from khcn.operations.st_tasks.results.queries import overdue_uses

DUE = date(2024, 8, 20)


def told(people):
    names = {people.host.user_id: "host", people.officer.user_id: "officer"}
    return [(names[one.user_id], one.title) for one in Notice.objects.order_by("pk")]


@pytest.fixture
def owing(people):
    Use.objects.create(task=people.task, year=2024, due_on=DUE)
    StTask.objects.update(officer=people.officer.user_id, registered_on=date(2023, 7, 20))
    return people


@pytest.mark.parametrize(("days", "count"), [(-31, 0), (-30, 1), (-7, 1), (-1, 0), (0, 1), (1, 0)])
def test_host_is_reminded_thirty_and_seven_days_before_and_on_the_day(owing, days, count):
    remind(DUE + timedelta(days=days))
    assert told(owing) == [("host", "Báo cáo ứng dụng năm 2024, hạn 20/08/2024")] * count


def test_thirty_days_late_the_officer_hears_too_and_nobody_hears_twice(owing):
    for _time in range(2):
        remind(DUE + timedelta(days=30))
    title = "Báo cáo ứng dụng năm 2024 quá hạn từ 20/08/2024"
    assert told(owing) == [("host", title), ("officer", title)]


def test_sent_report_reminds_nobody_and_bars_nobody(owing):
    host = owing.task.host_id
    assert overdue_uses(organisation_id=host, on=DUE).count() == 0
    assert overdue_uses(organisation_id=host, on=DUE + timedelta(days=1)).count() == 1
    Use.objects.update(sent_at="2024-08-01T00:00:00Z")
    assert overdue_uses(organisation_id=host, on=DUE + timedelta(days=1)).count() == 0
    remind(DUE)
    assert told(owing) == []


def test_results_not_registered_in_thirty_days_are_told_on_the_next(owing):
    StTask.objects.update(registered_on=None)
    accepted = owing.task.accepted_on
    remind(accepted + timedelta(days=30))
    assert told(owing) == []
    for _time in range(2):
        remind(accepted + timedelta(days=31))
    title = "Quá hạn đăng ký kết quả: nghiệm thu ngày 01/07/2023"
    assert told(owing) == [("officer", title), ("host", title)]
