"""Duties follow their records and rules; what was done stays."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from khcn.kernel.duties.domain import complete_duty
from khcn.kernel.duties.models import Duty
from khcn.kernel.duties.refresh import refresh_all, refresh_duties
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, confirm_record, edit_record, move_record, withdraw_record
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.duties import DutyRuleFactory

TO_CHUC = registers.get("to-chuc")
TODAY = date(2026, 6, 15)
END = date(2026, 12, 31)


@pytest.fixture
def coordinator(db):
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


def organisation(by, **values):
    told = {"name": "Công ty Mẫu số 1", "kind": "enterprise", "valid_from": date(2024, 5, 1), "valid_to": END}
    return add_record(TO_CHUC, by=by, values={**told, **values})


def refresh(*records, today=TODAY):
    refresh_duties(TO_CHUC, records or Organisation.objects.all(), today=today)


@pytest.fixture(autouse=True)
def today_is_fixed():
    """What the signal after saving takes for today."""
    with time_machine.travel(datetime(2026, 6, 15, 3, tzinfo=UTC), tick=False):
        yield


def told():
    return [(one.period, one.due_on, one.state) for one in Duty.objects.order_by("rule", "period")]


def test_entering_a_record_makes_its_duties(coordinator):
    DutyRuleFactory()
    agency = AgencyFactory()
    record = organisation(coordinator, responsible=agency)
    duty = Duty.objects.get()
    assert (duty.object_id, duty.register, duty.title) == (record.pk, "to-chuc", "Công ty Mẫu số 1")
    assert (duty.period, duty.due_on, duty.agency) == ("2026-12-31", date(2026, 12, 1), agency)
    assert duty.alert_on == date(2026, 11, 1)


def test_refreshing_again_writes_nothing(coordinator, django_assert_num_queries):
    DutyRuleFactory()
    DutyRuleFactory(event="yearly", field="", month=3, day=31)
    organisation(coordinator)
    before = list(Duty.objects.values())
    with django_assert_num_queries(5):  # rules, records, begin, duties, commit
        refresh()
    assert list(Duty.objects.values()) == before
    assert len(before) == 3


def test_many_records_take_few_queries(coordinator, django_assert_max_num_queries):
    DutyRuleFactory()
    rows = [
        Organisation(name=f"Công ty Mẫu số {number}", kind="enterprise", valid_to=END)
        for number in range(300)
    ]
    for row in rows:
        row.settle()
    Organisation.objects.bulk_create(rows)
    with django_assert_max_num_queries(12):
        refresh()
    assert Duty.objects.count() == 300


def test_corrected_day_moves_the_open_duty(coordinator):
    DutyRuleFactory()
    record = organisation(coordinator)
    pk = Duty.objects.get().pk
    edit_record(TO_CHUC, record, by=coordinator, values={"valid_to": date(2027, 1, 31)})
    assert [(one.pk, one.due_on) for one in Duty.objects.all()] == [(pk, date(2027, 1, 1))]
    assert Duty.objects.get().alert_on == date(2026, 12, 2)


def test_renewal_keeps_the_done_duty_and_makes_the_next(coordinator):
    DutyRuleFactory()
    record = organisation(coordinator)
    complete_duty(duty=Duty.objects.get(), on=TODAY, by=coordinator)
    edit_record(TO_CHUC, record, by=coordinator, values={"valid_to": date(2031, 12, 31)})
    assert told() == [
        ("2026-12-31", date(2026, 12, 1), "done"),
        ("2031-12-31", date(2031, 12, 1), "open"),
    ]


def test_removed_day_cancels_the_duty_and_the_same_day_revives_it(coordinator):
    DutyRuleFactory()
    record = organisation(coordinator)
    edit_record(TO_CHUC, record, by=coordinator, values={"valid_to": None})
    assert told() == [("2026-12-31", date(2026, 12, 1), "cancelled")]
    edit_record(TO_CHUC, record, by=coordinator, values={"valid_to": END})
    assert told() == [("2026-12-31", date(2026, 12, 1), "open")]


def test_ended_record_keeps_done_duties_and_loses_open_ones(coordinator):
    DutyRuleFactory()
    DutyRuleFactory(event="yearly", field="", month=3, day=31)
    record = organisation(coordinator)
    complete_duty(duty=Duty.objects.get(period="2025"), on=TODAY, by=coordinator)
    move_record(TO_CHUC, record, "end", by=coordinator, on=TODAY, reason="Giải thể")
    assert {(one.period, one.state) for one in Duty.objects.all()} == {
        ("2026-12-31", "cancelled"), ("2025", "done"), ("2026", "cancelled"),
    }  # fmt: skip


def test_withdrawn_record_has_no_open_duties(coordinator):
    DutyRuleFactory()
    withdraw_record(TO_CHUC, organisation(coordinator), by=coordinator, reason="Nhập nhầm")
    assert [state for _period, _due, state in told()] == ["cancelled"]


def test_record_that_was_changed_behind_the_signal_is_found_by_the_daily_round(coordinator):
    DutyRuleFactory()
    record = organisation(coordinator)
    Organisation.objects.filter(pk=record.pk).update(standing="void", state="withdrawn")
    refresh_all(TODAY)
    assert [state for _period, _due, state in told()] == ["cancelled"]


def test_rule_out_of_use_cancels_its_open_duties(coordinator):
    rule = DutyRuleFactory()
    organisation(coordinator)
    rule.active = False
    rule.save()
    refresh_all(TODAY)
    assert [state for _period, _due, state in told()] == ["cancelled"]


def test_new_year_brings_the_next_yearly_duty_and_leaves_the_late_one(coordinator):
    DutyRuleFactory(event="yearly", field="", month=3, day=31)
    organisation(coordinator, valid_to=None)
    assert [period for period, _due, _state in told()] == ["2025", "2026"]
    refresh_all(date(2027, 1, 1))
    refresh_all(date(2028, 8, 1))
    assert told() == [
        ("2025", date(2026, 3, 31), "open"),
        ("2026", date(2027, 3, 31), "open"),
        ("2027", date(2028, 3, 31), "open"),
        ("2028", date(2029, 3, 31), "open"),
    ]


def test_old_records_do_not_bring_duties_of_long_ago(coordinator):
    DutyRuleFactory(field="valid_from", event="after", amount=30)
    organisation(coordinator, valid_from=TODAY - timedelta(days=396))
    organisation(coordinator, name="Công ty Mẫu số 2", valid_from=TODAY - timedelta(days=395))
    assert [due for _period, due, _state in told()] == [TODAY - timedelta(days=365)]


def test_new_name_and_agency_reach_open_duties(coordinator):
    DutyRuleFactory()
    record = organisation(coordinator)
    agency = AgencyFactory()
    edit_record(TO_CHUC, record, by=coordinator, values={"name": "Tên mới", "responsible": agency})
    assert list(Duty.objects.values_list("title", "agency")) == [("Tên mới", agency.pk)]


def test_looking_through_a_record_sets_the_next_day_for_it(coordinator):
    DutyRuleFactory(field="confirmed_on", event="after", amount=1, unit="years")
    record = organisation(coordinator, confirmed_on=date(2025, 7, 1))
    assert told() == [("2025-07-01", date(2026, 7, 1), "open")]
    confirm_record(TO_CHUC, record, by=coordinator)
    assert told() == [("2026-06-15", date(2027, 6, 15), "open")]


def test_register_without_rules_costs_one_query(coordinator, django_assert_num_queries):
    record = organisation(coordinator)
    with django_assert_num_queries(1):
        refresh(record)


@pytest.mark.django_db(transaction=True)
def test_two_refreshes_at_once_give_one_duty():
    record = Organisation.objects.create(name="Công ty Mẫu số 1", kind="enterprise", valid_to=END)
    DutyRuleFactory()
    ready, failures = threading.Barrier(4), []

    def run():
        try:
            ready.wait(10)
            refresh(record)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Duty.objects.count() == 1


def test_duty_is_done_when_the_field_it_waits_for_is_filled(coordinator):
    DutyRuleFactory(done_field="confirmed_on")
    record = organisation(coordinator)
    edit_record(TO_CHUC, record, by=coordinator, values={"confirmed_on": date(2026, 6, 10)})
    duty = Duty.objects.get()
    assert (duty.done_on, duty.alert_on) == (date(2026, 6, 10), None)


def test_duty_that_was_met_before_is_never_asked(coordinator):
    DutyRuleFactory(done_field="confirmed_on")
    organisation(coordinator, confirmed_on=date(2026, 6, 1))
    assert not Duty.objects.exists()


def test_rule_for_some_records_leaves_the_others_alone(coordinator):
    DutyRuleFactory(only=[{"kind": ["school"]}, {"kind": ["enterprise"], "size": ["large"]}])
    organisation(coordinator)
    large = organisation(coordinator, name="Công ty Mẫu số 2", size="large")
    assert [duty.object_id for duty in Duty.objects.all()] == [large.pk]
