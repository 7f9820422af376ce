from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khcn.agency_reports.accepting import changes
from tests.factories import AgencyFactory, succeed
from tests.factories.indicators import indicator
from tests.factories.reports import cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def last(plan, round_):
    past = cycle(2025, plan=plan, code="nam-2025", state="closed")
    round_.previous = past
    round_.save()
    return past


def kinds(round_):
    return [(row.answer.item.title, row.kinds) for row in changes(round_)]


def test_status_value_and_words_that_differ_from_last_time_are_told(sent, a, task, round_, last):
    sent(a, {task: {"declared": "met", "text": "Một", "value": 2, "unit": "mô hình"}}, in_cycle=last)
    sent(a, {task: {"declared": "late", "text": "Hai", "value": 4, "unit": "mô hình"}})
    (row,) = changes(round_)
    assert (row.kinds, row.percent) == (("declared", "jump", "text"), Decimal(100))


def test_same_answer_and_a_small_move_are_no_change(sent, a, round_, last):
    figure = indicator("x", owner=a)
    sent(a, {figure: {"value": Decimal(10), "text": "Như  cũ"}}, in_cycle=last)
    sent(a, {figure: {"value": Decimal(11), "text": "Như cũ"}})
    assert changes(round_) == []


def test_values_in_another_unit_are_not_compared(sent, a, task, round_, last):
    sent(a, {task: {"declared": "met", "text": "x", "value": 2, "unit": "mô hình"}}, in_cycle=last)
    sent(a, {task: {"declared": "met", "text": "x", "value": 900, "unit": "hộ"}})
    assert changes(round_) == []


def test_what_nobody_told_last_time_is_new(sent, a, task, round_, last):
    sent(a, {task: {"declared": "met", "text": "x"}})
    assert [one for _title, one in kinds(round_)] == [("new",)]


def test_heir_is_compared_with_the_agency_whose_duties_it_carries_on(sent, a, task, round_, last):
    old = AgencyFactory(code="so-cu", name="Sở Cũ")
    succeed(old, a, date(2026, 3, 1), "merge")
    sent(old, {task: {"declared": "met", "text": "x"}}, in_cycle=last)
    sent(a, {task: {"declared": "late", "text": "x"}})
    assert [one for _title, one in kinds(round_)] == [("declared",)]


def test_accepted_answer_counts_before_one_that_was_sent_later(sent, a, task, round_, last):
    sent(a, {task: {"declared": "met", "text": "x"}}, in_cycle=last)
    made = sent(a, {task: {"declared": "met", "text": "x"}}, state="accepted")
    from tests.factories.reports import report

    report(made.request, "sent", part="Phòng Một", answers={made.request.items.get(): {"declared": "late"}})
    assert changes(round_) == []


def test_first_cycle_has_nothing_to_compare_with_and_asks_nothing(sent, a, task, round_):
    sent(a, {task: {"declared": "met", "text": "x"}})
    with CaptureQueriesContext(connection) as taken:
        assert changes(round_) == []
    assert len(taken) == 0
