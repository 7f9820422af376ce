"""Artificial S&T tasks: at every step of both rule sets, hanging together, gone without a trace."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from khcn.config.demo.loading import load_demo
from khcn.config.demo.removing import remove_demo
from khcn.config.demo.st_tasks.clock import travelling
from khcn.config.demo.st_tasks.removing import models_with_rows
from khcn.config.demo.st_tasks.ways import ASIDE, MAIN, states_to
from khcn.kernel.accounts.models import User
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Attachment, Document
from khcn.kernel.duties.loading import load_rules
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.models import Notice
from khcn.kernel.registers.models import StateChange
from khcn.operations.st_tasks.applications.sealing import is_intact
from khcn.operations.st_tasks.councils.sheets import seal_holds
from khcn.operations.st_tasks.models import (
    Application,
    BudgetLine,
    Call,
    Contract,
    Council,
    CouncilItem,
    PeriodicReport,
    Procedure,
    SentVersion,
    Sheet,
    StTask,
    TaskEvent,
)
from khcn.operations.st_tasks.money.contracts import lines_agree, not_covered
from khcn.operations.st_tasks.procedures.keeping import outline_of
from tests.config.province import make_province
from tests.factories import UserFactory
from tests.factories import st_tasks as make

SCALE = 0.05


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """One load, shared by the tests of this file and taken out after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_province()
        load_rules()
        UserFactory(artificial=True)
        yield load_demo(seed=57, scale=SCALE, tell=lambda _text: None)
        transaction.set_rollback(True)


def by_rules():
    return StTask.objects.exclude(procedure=None).select_related("procedure")


def test_every_step_of_both_rule_sets_has_a_task(filled, db):
    wanted = {
        (pk, state.code) for pk in _pinned() for state in outline_of(Procedure.objects.get(pk=pk)).states
    }
    there = set(by_rules().values_list("procedure", "step"))
    assert (len(_pinned()), wanted - there) == (2, set())


def _pinned():
    return set(by_rules().order_by().values_list("procedure", flat=True))


def test_every_way_leads_to_its_step():
    assert [one for one in (*MAIN, *ASIDE) if states_to(one)[-1] != one] == []
    assert "calling" not in states_to("running", direct=True)


def test_phase_holder_and_last_event_fit_the_step(filled, db):
    odd = []
    for task in by_rules():
        state = outline_of(task.procedure).state(task.step)
        last = task.events.order_by("-pk").first()
        if (task.state, task.holder, last.target) != (state.phase, state.holder, state.code):
            odd.append((task.pk, task.step, task.state, task.holder, last.target))
    assert odd == []


def test_days_of_steps_follow_one_another_and_none_is_in_the_future(filled, db):
    today, odd = timezone.localdate(), []
    for task in by_rules():
        days = list(TaskEvent.objects.filter(task=task).order_by("pk").values_list("on", flat=True))
        if days != sorted(days) or days[-1] > today:
            odd.append((task.pk, task.step, days))
    assert odd == []


def test_approvals_fall_into_the_time_of_their_rule_set(filled, db):
    outside = [
        one.pk for one in by_rules().exclude(valid_from=None) if not one.procedure.valid_on(one.valid_from)
    ]
    assert outside == []


def test_all_five_kinds_of_council_have_met_and_some_are_at_work(filled, db):
    states = Counter(Council.objects.values_list("kind", "state"))
    closed = {kind for kind, state in states if state == "closed"}
    assert closed == {"identification", "selection", "finance", "acceptance", "expert-group"}
    assert {kind for kind, state in states if state == "appointed"} == {
        "identification", "selection", "finance", "acceptance",
    }  # fmt: skip


def test_what_was_sealed_is_intact(filled, db):
    assert [one.pk for one in SentVersion.objects.all() if not is_intact(one)] == []
    assert [one.pk for one in Sheet.objects.exclude(handed_in_at=None) if not seal_holds(one)] == []
    assert CouncilItem.objects.exclude(concluded_at=None).exists()


def test_money_adds_up(filled, db):
    contracts = Contract.objects.select_related("task")
    assert [one.number for one in contracts if not_covered(one)] == []
    appraised = by_rules().filter(pk__in=BudgetLine.objects.exclude(planned=None).values("task"))
    assert [(one.pk, lines_agree(one)) for one in appraised if lines_agree(one)] == []


def test_some_reports_are_late(filled, db):
    late = PeriodicReport.objects.filter(sent_at=None, due_on__lt=timezone.localdate(), task__step="running")
    assert late.exists()


def test_a_call_is_open_today_and_everything_is_marked(filled, db):
    now = timezone.now()
    assert Call.objects.filter(opens_at__lte=now, closes_at__gt=now, published_at__isnull=False).exists()
    unmarked = [
        model.__name__
        for model in (Application, Call, Council, StTask)
        if model.objects.filter(artificial=False).exists()
    ]
    assert unmarked == []


def test_the_draft_of_the_new_rule_set_stays_a_draft(filled, db):
    states = Counter(Procedure.objects.filter(code="khcn-2025").values_list("state", flat=True))
    assert states == {"draft": 1, "in_force": 1}


def test_removing_leaves_nothing_but_the_rule_sets_of_the_pack(filled, db):
    kind = ContentType.objects.get_for_model(StTask)
    told = remove_demo()
    assert told["st_tasks"] == filled["records"]["nhiem-vu-khcn"]
    assert models_with_rows() == ["st_tasks.Procedure"]
    assert dict(Procedure.objects.values_list("code", "state")) == {
        "cap-tinh-2023": "in_force",
        "khcn-2025": "draft",
    }
    left = (
        User.objects.filter(username__startswith="mau-").count(), Attachment.objects.count(), Document.objects.count(),
        StateChange.objects.filter(kind=kind).count(), StTask.history.count(), Notice.objects.count(),
    )  # fmt: skip
    assert left == (0, 0, 0, 0, 0, 0)


def test_removing_is_refused_while_an_artificial_council_judges_a_real_task(filled, db):
    rules = Procedure.objects.get(code="cap-tinh-2023")
    real = make.task("received", rules=rules)
    mixed = Council.objects.filter(state="appointed").first()
    CouncilItem.objects.create(council=mixed, task=real, order=9)
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        remove_demo()
    assert (refusal.value.code, StTask.objects.filter(artificial=False).count()) == ("demo.pointed_at", 1)


def test_steps_of_real_tasks_are_still_kept_by_the_database(filled, db):
    real = make.task("received", rules=Procedure.objects.get(code="cap-tinh-2023"))
    step = make.event(real, "received")
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskEvent.objects.filter(pk=step.pk)._raw_delete("default")


def test_the_clock_of_the_story_goes_back_and_the_audit_does_not(db):
    today = timezone.localdate()
    with travelling(today) as clock:
        clock.go(today - timedelta(400))
        assert timezone.localdate() == today - timedelta(400)
        event = record_event("demo.load", label="Thử")
    assert (timezone.localdate(event.at), timezone.localdate()) == (today, today)
