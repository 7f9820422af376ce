"""Registers that were changed are marked in the transaction of the change, and recounted once for many changes."""

import threading
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from khcn.kernel.duplicates.domain import merge_records
from khcn.kernel.errors import DomainError
from khcn.kernel.register_io.domain import apply_batch, receive_file
from khcn.kernel.registers import recounting
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, move_record, withdraw_record
from khcn.kernel.registers.models import StaleRegister
from khcn.kernel.registers.recounting import recount_changed, tell_changes, when_registers_change
from khcn.kernel.registers.stale import changed, counted, mark, mark_all
from khcn.registers.activity_ledger.sync import rebuild_ledger
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db

ORGANISATIONS = registers.by_code["to-chuc"]
PEOPLE = registers.by_code["chuyen-gia"]
#: Registers whose facts read the territory of an enterprise.
READERS = {"chi-rd-doanh-nghiep", "ho-tro-doanh-nghiep", "hop-dong-chuyen-giao", "khao-sat-phieu"}


@pytest.fixture
def by():
    return actor_for(seat("coordinator", AgencyFactory()), date(2026, 6, 30))


@pytest.fixture
def clean():
    """Forget the marks of what a test prepared."""
    return lambda: StaleRegister.objects.all().delete()


@pytest.fixture
def told(monkeypatch):
    calls = []
    monkeypatch.setattr(recounting, "_recounts", [])
    when_registers_change(calls.append)
    return calls


def firm(by, n=1, **values):
    return add_record(
        ORGANISATIONS, by=by, values={"name": f"Công ty Mẫu số {n}", "kind": "enterprise", **values}
    )


def marked():
    return set(changed())


# --- What marks -----------------------------------------------------------------------------------


def test_every_act_on_a_record_marks_its_register(by, clean):
    one = firm(by)
    assert "to-chuc" in marked()
    for act in (
        lambda: edit_record(ORGANISATIONS, one, by=by, values={"employees": 5}),
        lambda: move_record(ORGANISATIONS, one, "end", by=by, on=by.on, reason="Giải thể"),
        lambda: withdraw_record(ORGANISATIONS, one, by=by, reason="Nhập nhầm"),
    ):
        clean()
        act()
        assert "to-chuc" in marked()


def test_edit_that_changes_nothing_marks_nothing(by, clean):
    one = firm(by)
    clean()
    edit_record(ORGANISATIONS, one, by=by, values={"name": one.name})
    assert marked() == set()


def test_registers_whose_facts_read_the_changed_records_are_marked_with_them(by):
    firm(by)
    assert marked() == {"to-chuc"} | READERS


def test_people_are_read_by_no_other_register(by):
    add_record(PEOPLE, by=by, values={"name": "Người Mẫu 1"})
    assert marked() == {"chuyen-gia"}


def test_merge_marks_the_registers_that_pointed_at_the_merged_record(by, clean):
    one, other = firm(by, 1), firm(by, 2)
    add_record(PEOPLE, by=by, values={"name": "Người Mẫu 1", "organisation": other})
    clean()
    merge_records(ORGANISATIONS, keep=one, drop=other, by=by)
    assert marked() == {"to-chuc", "chuyen-gia"} | READERS


def test_merge_marks_registers_that_name_several_records_in_a_field(by, clean):
    register, name = next(
        (one, name) for one in registers for name in one.many
        if one.field(name).related_model is ORGANISATIONS.model
    )  # fmt: skip
    record, keep, drop = sample(register, by=by), firm(by, 8), firm(by, 9)
    getattr(record, name).add(drop)
    clean()
    merge_records(ORGANISATIONS, keep=keep, drop=drop, by=by)
    assert register.code in marked()


def test_entries_of_the_ledger_that_follow_a_proof_mark_the_ledger(by, clean):
    register = next(one for one in registers if one.activities and one.subject == "organisation")
    sample(register, by=by, full=True)
    assert "so-cai-hoat-dong" in marked()
    clean()
    rebuild_ledger()
    assert marked() == set()


def test_import_of_a_thousand_rows_marks_once_and_wakes_once(
    by, clean, told, django_capture_on_commit_callbacks
):
    book = openpyxl.Workbook()
    book.active.append(["Tên", "Loại hình"])
    for n in range(1000):
        book.active.append([f"Công ty Mẫu số {n}", "Doanh nghiệp"])
    target = BytesIO()
    book.save(target)
    target.seek(0)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        batch = receive_file(ORGANISATIONS, content=target, name="tep.xlsx", by=by)
        apply_batch(batch, mode="all", by=by)
    assert ORGANISATIONS.model.objects.count() == 1000
    assert marked() == {"to-chuc"} | READERS
    assert StaleRegister.objects.filter(register="to-chuc").count() <= 4
    assert recounting._wake in callbacks
    assert waiting() == 1


def test_all_registers_with_facts_can_be_marked():
    mark_all()
    assert marked() == {one.code for one in registers if one.facts}


# --- Versions -------------------------------------------------------------------------------------


def test_mark_goes_away_when_its_version_was_counted(by):
    mark("chuyen-gia")
    mark("chuyen-gia")
    assert counted("chuyen-gia", changed()["chuyen-gia"])
    assert marked() == set()


def test_change_while_counting_leaves_the_register_marked():
    mark("chuyen-gia")
    seen = changed()["chuyen-gia"]
    mark("chuyen-gia")
    assert counted("chuyen-gia", seen)
    assert marked() == {"chuyen-gia"}


def test_change_with_an_earlier_number_that_was_committed_later_is_not_lost():
    first, second = (StaleRegister.objects.create(register="chuyen-gia") for _n in range(2))
    number = first.pk
    first.delete()
    seen = changed()["chuyen-gia"]
    StaleRegister.objects.create(pk=number, register="chuyen-gia")
    assert not counted("chuyen-gia", seen)
    assert StaleRegister.objects.count() == 2
    assert second.pk == seen.last


def test_version_counted_twice_is_taken_once():
    mark("chuyen-gia")
    seen = changed()["chuyen-gia"]
    assert [counted("chuyen-gia", seen), counted("chuyen-gia", seen)] == [True, False]


# --- Transactions ---------------------------------------------------------------------------------


def test_what_is_rolled_back_marks_nothing(by, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(DomainError), transaction.atomic():
        firm(by)
        raise DomainError("Không ghi")
    assert (marked(), waiting()) == (set(), 0)


def test_savepoint_that_is_rolled_back_does_not_take_the_waking_of_the_others_with_it(
    told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(DomainError), transaction.atomic():
            mark("to-chuc")
            raise DomainError("Không ghi")
        mark("chuyen-gia")
    assert (marked(), waiting()) == ({"chuyen-gia"}, 1)


@pytest.mark.django_db(transaction=True)
def test_two_transactions_at_once_do_not_wait_for_each_other_and_both_leave_their_mark():
    """On SQLite the second waits until the first is committed; on PostgreSQL nobody waits."""
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            mark("chuyen-gia")
            begun.set()
            if connection.vendor == "postgresql":
                go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(10)
    mark("chuyen-gia")
    seen = changed()["chuyen-gia"]
    go_on.set()
    thread.join()
    counted("chuyen-gia", seen)
    left = changed().get("chuyen-gia")
    assert (left.marks if left else 0) in ((1, 2) if connection.vendor == "postgresql" else (0, 1))


# --- Recounting -----------------------------------------------------------------------------------


def waiting():
    return DBTaskResult.objects.ready().filter(task_path=tell_changes.module_path).count()


def test_at_most_one_recount_waits(told, django_capture_on_commit_callbacks):
    for _turn in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            mark("chuyen-gia")
    assert waiting() == 1


def test_change_during_a_recount_queues_the_next(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mark("chuyen-gia")
    DBTaskResult.objects.update(status="RUNNING")
    with django_capture_on_commit_callbacks(execute=True):
        mark("chuyen-gia")
    assert waiting() == 1


def test_nothing_is_queued_while_nobody_counts(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(recounting, "_recounts", [])
    with django_capture_on_commit_callbacks(execute=True):
        mark("chuyen-gia")
    assert (waiting(), marked()) == (0, {"chuyen-gia"})


def test_recount_is_told_all_changed_registers_and_clears_them(told):
    mark("chuyen-gia", "ocop")
    tell_changes.func()
    tell_changes.func()
    assert (told, marked()) == ([frozenset({"chuyen-gia", "ocop"})], set())


def test_failure_of_one_function_keeps_the_marks_and_does_not_stop_the_others(told, monkeypatch, caplog):
    def fail(codes):
        raise RuntimeError("x")

    monkeypatch.setattr(recounting, "_recounts", [fail, told.append])
    mark("chuyen-gia")
    assert recount_changed() == {"chuyen-gia"}
    assert (told, marked()) == ([frozenset({"chuyen-gia"})], {"chuyen-gia"})
    assert "chuyen-gia" in caplog.text


def test_leftovers_are_recounted_daily(told):
    mark("chuyen-gia")
    recounting.recount_daily(date(2026, 6, 30))
    assert marked() == set()
