from datetime import date

import pytest
from django.utils import timezone

from khcn.agency_reports.models import Obstacle
from khcn.kernel.audit.domain import record_event
from khcn.plan.models import Finding, ReportingDuty
from khcn.status.attention import attention, next_deadline
from khcn.status.changes import recent_changes
from tests.factories import AgencyFactory, PlanFactory, TaskFactory, actor_for, seat

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("frequency", "month", "day", "year", "expected"),
    [
        ("yearly", 12, 5, None, date(2026, 12, 5)),
        ("yearly", 11, 23, None, DAY),
        ("yearly", 11, 22, None, date(2027, 11, 22)),
        ("yearly", 2, 29, None, date(2027, 2, 28)),
        ("yearly", None, None, None, None),
        ("once", None, None, 2030, date(2030, 12, 31)),
        ("once", None, None, 2025, None),
        ("once", 6, 31, 2027, date(2027, 6, 30)),
        ("once", None, None, None, None),
    ],
)
def test_next_day_of_a_reporting_duty(frequency, month, day, year, expected):
    assert next_deadline(frequency, month, day, year, DAY) == expected


def obstacle(plan, agency, **more):
    fields = {"title": "Thiếu vốn", "proposal": "Cấp vốn", "level": "province", "raised_on": DAY, **more}
    return Obstacle.objects.create(plan=plan, agency=agency, **fields)


@pytest.mark.django_db
def test_attention_comes_in_one_query_and_only_what_is_open(django_assert_num_queries):
    plan, agency = PlanFactory(), AgencyFactory()
    late = obstacle(plan, agency, due_on=date(2026, 11, 30))
    later = obstacle(plan, agency, level="council")
    obstacle(plan, agency, state="answered", answer="Có", answered_on=DAY)
    Finding.objects.create(plan=plan, code="a", kind="two", origin="code", title="Hai mức")
    Finding.objects.create(plan=plan, code="b", kind="two", origin="code", title="Đã bỏ", gone=True)
    ReportingDuty.objects.create(
        plan=plan, order=1, short_title="Báo cáo năm", frequency="yearly", due_month=12, due_day=5
    )
    actor = actor_for(seat("leader", agency))
    with django_assert_num_queries(1):
        found = attention(actor, DAY)
    assert [one.id for one in found.obstacles] == [late.pk, later.pk]
    assert [one.title for one in found.findings] == ["Hai mức"]
    assert found.by_level == [
        ("province", "Ủy ban nhân dân tỉnh", 1),
        ("council", "Hội đồng nhân dân tỉnh", 1),
    ]
    deadline = found.deadlines[0]
    assert (deadline.due_on, deadline.internal_on) == (date(2026, 12, 5), date(2026, 11, 20))
    assert deadline.left == "còn 8 ngày làm việc"  # 24/11 is a holiday from 2026
    assert found.of_plan(plan.pk) == found
    assert found.of_plan(None).obstacles == []


@pytest.mark.django_db
def test_reporter_sees_own_obstacles_and_nobody_outside_sees_any():
    plan, mine, other = PlanFactory(), AgencyFactory(), AgencyFactory()
    own = obstacle(plan, mine)
    obstacle(plan, other)
    assert [one.id for one in attention(actor_for(seat("reporter", mine)), DAY).obstacles] == [own.pk]
    outside = attention(actor_for(seat("public")), DAY)
    assert (outside.obstacles, outside.findings) == ([], [])


@pytest.mark.django_db
def test_changes_are_told_in_sentences_and_repeats_are_counted():
    today = timezone.localdate()
    task = TaskFactory(short_title="Trồng rừng gỗ lớn", no="7")
    for _number in range(3):
        record_event("task.update", task, on_behalf="Sở Lâm nghiệp")
    record_event("unheard.of", task)
    record_event("obstacle.raise", None, on_behalf="Sở Lâm nghiệp", label="Thiếu vốn")
    found = recent_changes(today, {("plan.task", str(task.pk)): task}, sensitive=False)
    assert [(one.sentence, one.times, one.record) for one in found] == [
        ("Sở Lâm nghiệp cập nhật kết quả nhiệm vụ 7. Trồng rừng gỗ lớn", 3, task)
    ]
    assert len(recent_changes(today, {}, sensitive=True)) == 2
    assert recent_changes(date(2020, 1, 1), {}, sensitive=True) == []
