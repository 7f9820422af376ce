"""Versions of rule sets, putting them in force, moving a task from one to another."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.models import Procedure, TaskEvent
from khcn.operations.st_tasks.procedures.definition import whole
from khcn.operations.st_tasks.procedures.differences import Difference, differences
from khcn.operations.st_tasks.procedures.domain import new_version, put_in_force, repin, retire
from khcn.operations.st_tasks.procedures.keeping import outline_of, procedure_for
from tests.factories import st_tasks as make
from tests.operations.st_tasks.packs import NEW, OLD, shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.players().actor("officer")


@pytest.fixture
def old():
    return shipped(OLD)


@pytest.fixture
def new():
    return shipped(NEW)


def changed(procedure, figure="call.open_days", **values):
    told = whole(procedure)
    figures = [{**one, **values} if one["code"] == figure else one for one in told["figures"]]
    return told | {"figures": figures}


def code_of(act, **told):
    with pytest.raises(DomainError) as caught:
        act(**told)
    return caught.value.code


def test_new_version_is_a_draft_beside_the_one_in_force(old, officer):
    made = new_version(procedure=old, told=changed(old, value=45), note="Theo quy định của tỉnh", by=officer)
    assert (made.version, made.state, made.from_pack, int(outline_of(made).figure("call.open_days"))) == (
        2,
        "draft",
        False,
        45,
    )
    old.refresh_from_db()
    assert (old.state, int(outline_of(old).figure("call.open_days"))) == ("in_force", 30)
    assert differences(old.definition, made.definition) == [
        Difference("figures", "call.open_days", "value", "30", "45")
    ]
    assert Event.objects.filter(action="procedure.new_version").count() == 1


def test_new_version_is_refused_without_note_change_or_sense(old, new, officer):
    assert (
        code_of(new_version, procedure=old, told=changed(old, value=45), note=" ", by=officer)
        == "procedure.note_missing"
    )
    assert code_of(new_version, procedure=old, told=whole(old), note="vì", by=officer) == "procedure.same"
    assert (
        code_of(new_version, procedure=old, told=whole(new), note="vì", by=officer) == "procedure.other_code"
    )
    assert (
        code_of(new_version, procedure=old, told=changed(old, value="ba"), note="vì", by=officer)
        == "procedure.shape"
    )
    assert (
        code_of(new_version, procedure=old, told=changed(old, value="0.5"), note="vì", by=officer)
        == "procedure.faults"
    )
    assert Procedure.objects.filter(code=OLD).count() == 1


def test_putting_in_force_takes_awareness_and_retires_the_version_before(old, officer):
    made = new_version(procedure=old, told=changed(old, value=45), note="vì", by=officer)
    assert code_of(put_in_force, procedure=made, by=officer) == "procedure.unconfirmed"
    put_in_force(procedure=made, by=officer, aware=True)
    old.refresh_from_db()
    assert (old.state, procedure_for(date(2025, 9, 30))) == ("retired", made)
    assert code_of(put_in_force, procedure=made, by=officer, aware=True) == "procedure.not_a_draft"


def test_both_regimes_are_in_force_side_by_side_each_on_its_days(old, new, officer):
    assert code_of(procedure_for, day=date(2025, 10, 1)) == "procedure.none"
    put_in_force(procedure=new, by=officer, aware=True)
    assert (procedure_for(date(2025, 9, 30)), procedure_for(date(2025, 10, 1))) == (old, new)


def test_retired_rule_set_takes_no_new_task(old, officer):
    retire(procedure=old, note="Thôi áp dụng", by=officer)
    assert code_of(procedure_for, day=date(2025, 1, 1)) == "procedure.none"
    assert code_of(retire, procedure=old, note="", by=officer) == "procedure.not_in_force"


@pytest.mark.parametrize("who", ["leader", "proposer", "member", "other"])
def test_only_officers_change_rule_sets(old, who):
    by = make.players().actor(who)
    told = changed(old, value=45)
    assert (
        code_of(new_version, procedure=old, told=told, note="vì", by=by)
        == "not_allowed:st_tasks.procedure.edit"
    )
    assert code_of(put_in_force, procedure=old, by=by) == "not_allowed:st_tasks.procedure.edit"
    assert code_of(retire, procedure=old, note="", by=by) == "not_allowed:st_tasks.procedure.edit"


def test_database_refuses_to_change_what_is_in_force(old):
    for values in ({"definition": {}}, {"state": "draft"}, {"version": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Procedure.objects.filter(pk=old.pk).update(**values)
    Procedure.objects.filter(pk=old.pk).update(state="retired")


def test_task_moves_to_another_rule_set_before_its_approval(old, new, officer):
    put_in_force(procedure=new, by=officer, aware=True)
    task = make.task("ordered", rules=old, route="tuyen-chon")
    done = repin(task=task, procedure=new, step="ordered", reason="Phê duyệt sau 01/10/2025", by=officer)
    assert (done.procedure, done.step, done.state, done.route) == (new, "ordered", "ordered", "")
    event = TaskEvent.objects.get(task=task)
    assert (event.transition, event.note) == ("repin", "Phê duyệt sau 01/10/2025")
    assert Event.objects.filter(action="st_task.repin").count() == 1


def test_repinning_back_to_an_earlier_phase_moves_the_phase_too(old, new, officer):
    put_in_force(procedure=new, by=officer, aware=True)
    done = repin(
        task=make.task("selection", rules=old), procedure=new, step="ordered", reason="vì", by=officer
    )
    assert (done.step, done.state, done.holder) == ("ordered", "ordered", "officer")


def test_repinning_is_refused_after_approval_to_drafts_and_to_unknown_steps(old, new, officer):
    told = {"procedure": new, "reason": "vì", "by": officer}
    ordered = make.task("ordered", rules=old)
    assert code_of(repin, task=ordered, step="ordered", **told) == "procedure.not_usable"
    put_in_force(procedure=new, by=officer, aware=True)
    new.refresh_from_db()
    assert (
        code_of(repin, task=make.task("running", rules=old), step="running", **told) == "procedure.approved"
    )
    assert (
        code_of(repin, task=make.task("rejected", rules=old), step="received", **told) == "procedure.approved"
    )
    assert code_of(repin, task=ordered, step="running", **told) == "procedure.unknown_step"
    assert code_of(repin, task=ordered, step="khong-co", **told) == "procedure.unknown_step"
    assert code_of(repin, task=ordered, step="ordered", **told | {"reason": ""}) == "task.reason_missing"
    assert code_of(repin, task=ordered, step="ordered", seen_step="received", **told) == "task.moved_on"
