"""The first page reads judgements that are kept, and tells changes of status with their cause."""

from datetime import date

import pytest
from django.utils import timezone

from khcn.plan.models import TargetMeasure
from khcn.status.changes import recent_changes
from khcn.status.models import Judgement
from khcn.status.targets import standings
from khcn.status.targets.following import note_changes
from khcn.status.targets.latest import latest_of
from tests.factories import PlanFactory, TargetFactory
from tests.factories.indicators import indicator, observation, series

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory()


def measured(target, values, **more):
    one = indicator(kind="level", unit="%")
    series(one, values)
    return TargetMeasure.objects.create(target=target, indicator=one, **more)


def target(plan, **more):
    return TargetFactory(plan=plan, **{"kind": "share", "operator": "ge", "low": 40, "year": 2030, **more})


def test_kept_judgements_say_what_judging_anew_says(plan):
    rows = [target(plan, code=code) for code in ("T1", "T2", "T3", "T4")]
    measured(rows[0], {2020: 30, 2025: 35})
    measured(rows[1], {2020: 30, 2025: 35})
    measured(rows[1], {2020: 30, 2025: 31}, label="Cách thứ hai")
    measured(rows[2], {2020: 30, 2025: 35})
    measured(rows[2], {2020: 30, 2025: 31}, governing=True)
    note_changes(today=TODAY)
    fresh = standings(rows, TODAY)
    kept = {one.target.pk: one for one in latest_of(plan).all}
    assert {pk: one.code for pk, one in kept.items()} == {pk: one.code for pk, one in fresh.items()}
    assert [one.code for one in kept.values()] == ["on_track", "contested", "off_track", "not_enough"]
    assert {pk: [one.sentence for one in found.told] for pk, found in kept.items()} == {
        pk: [one.sentence for one in ([found.deciding] if found.deciding else found.outcomes)]
        for pk, found in fresh.items()
    }


def test_counts_go_from_what_needs_a_person_and_fill_the_bar(plan):
    for number, value in enumerate((31, 31, 35, 41)):
        measured(target(plan, code=f"T{number}"), {2020: 30, 2025: value})
    note_changes(today=TODAY)
    told = latest_of(plan)
    assert [(one.count.code, one.count.number) for one in told.shares] == [
        ("off_track", 2),
        ("on_track", 1),
        ("reached", 1),
    ]
    assert sum(one.share for one in told.counts) == 100
    assert [one.target.code for one in told.worst] == ["T0", "T1"]


def test_figures_that_do_not_hold_and_withdrawn_targets_do_not_count(plan):
    measured(target(plan, governing=False), {2020: 30, 2025: 31})
    measured(target(plan, withdrawn=True), {2020: 30, 2025: 31})
    note_changes(today=TODAY)
    assert latest_of(plan).all == []


def test_choosing_a_reading_settles_at_once(plan):
    one = target(plan)
    measured(one, {2020: 30, 2025: 35})
    slow = measured(one, {2020: 30, 2025: 31})
    note_changes(today=TODAY)
    TargetMeasure.objects.filter(pk=slow.pk).update(governing=True)
    assert [(found.code, found.deciding.measure) for found in latest_of(plan).all] == [("off_track", slow)]


def test_new_measure_replaces_the_judgement_that_nothing_measures(plan):
    one = target(plan)
    note_changes(today=TODAY)
    assert latest_of(plan).all[0].code == "not_enough"
    measured(one, {2020: 30, 2025: 35})
    note_changes(today=TODAY)
    assert [found.code for found in latest_of(plan).all] == ["on_track"]


def test_removed_measure_takes_its_judgement_along(plan):
    one = target(plan)
    measured(one, {2020: 30, 2025: 35})
    slow = measured(one, {2020: 30, 2025: 31})
    note_changes(today=TODAY)
    slow.delete()
    assert [found.code for found in latest_of(plan).all] == ["on_track"]


def test_sentence_is_kept_up_to_date_while_the_status_stays(plan):
    one = measured(target(plan), {2020: 30, 2024: 34})
    note_changes(today=TODAY)
    observation(one.indicator, 2025, 35)
    assert note_changes(today=TODAY) == []
    assert "đến 35 (năm 2025)" in Judgement.objects.get().sentence


def test_first_page_tells_changes_with_cause_but_not_first_judgements(plan):
    one = measured(target(plan, code="T7", short_title="Sáng chế"), {2020: 30, 2024: 31}, label="Đơn đã nộp")
    note_changes(today=TODAY)
    day = timezone.localdate()
    assert recent_changes(day, {}, sensitive=True, judged=latest_of(plan).judgements) == []
    observation(one.indicator, 2025, 41)
    note_changes(today=TODAY)
    told = recent_changes(day, {}, sensitive=True, judged=latest_of(plan).judgements)
    assert [(change.sentence, change.record) for change in told] == [
        ("Chỉ tiêu T7 Sáng chế (Đơn đã nộp): Chệch hướng → Đã đạt, do: số liệu mới", one.target)
    ]


def test_one_query_whatever_the_number(plan, django_assert_num_queries):
    for _ in range(5):
        measured(target(plan), {2020: 30, 2025: 31})
    note_changes(today=TODAY)
    with django_assert_num_queries(1):
        told = latest_of(plan)
        assert len(told.worst) == 5
        assert all(one.told for one in told.all)
