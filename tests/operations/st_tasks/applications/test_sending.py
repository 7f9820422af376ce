import json
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from khcn.kernel.documents.models import Attachment, StoredFile
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.applications.checking import ApplicationIncomplete
from khcn.operations.st_tasks.applications.saving import save_application
from khcn.operations.st_tasks.applications.sealing import canonical, is_intact, seal_of
from khcn.operations.st_tasks.applications.sending import (
    reopen_application,
    send_application,
    withdraw_application,
)
from khcn.operations.st_tasks.models import Application, BudgetLine, SentVersion, StTask
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for

ANSWERS = {
    "name": "Nhân giống chè Shan", "need": "Cần", "objective": "Mục tiêu", "results": "Quy trình", "money": "2 tỷ",
    "user": "Hợp tác xã Mẫu",
}  # fmt: skip
CLOSING = timezone.now().replace(year=2027, month=3, day=1, hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def owner(db):
    return UserFactory()


def proposal(owner, **over):
    draft = make.application(owner=owner, title="", kind="de-tai", **over)
    return save_application(application=draft, answers=ANSWERS, seen_revision=0, by=actor_for(owner))


def whole_dossier(owner, **over):
    """A dossier of an open call that lacks nothing."""
    task = make.task("calling", call=over.pop("call", None) or make.call())
    draft = make.application(
        owner=owner, purpose="dossier", of=task, call=task.call, organisation=make.organisation(),
        answers={"name": "Nhân giống chè", "method": "Cách làm"}, **over,
    )  # fmt: skip
    draft.team.update(role="leader")
    BudgetLine.objects.create(application=draft, year=2027, source="ngan-sach", item="cong", asked=5)
    file, _new = StoredFile.objects.get_or_create(sha256="a" * 64, size=1, media_type="application/pdf")
    Attachment.objects.create(record=draft, file=file, file_name="ly-lich.pdf", note=filed_as("LL1"))
    return draft


def send(application, owner, **over):
    return send_application(application=application, by=actor_for(owner), **over)


def test_the_first_sending_makes_the_task_in_the_hands_of_the_department(owner):
    version = send(proposal(owner), owner)
    application = Application.objects.get()
    task = application.task
    assert (application.state, application.receipt) == ("sent", f"DX-{timezone.localdate().year}-00001")
    assert (task.step, task.holder, task.state, task.visibility) == (
        "received",
        "officer",
        "proposed",
        "internal",
    )
    assert (task.name, task.objective, task.expected_user) == (
        "Nhân giống chè Shan",
        "Mục tiêu",
        "Hợp tác xã Mẫu",
    )
    assert (task.proposed_on, task.kind) == (timezone.localdate(), "de-tai")
    assert [(one.target, one.acted_as, one.by) for one in task.events.all()] == [
        ("received", "proposer", owner)
    ]
    assert (version.number, is_intact(version)) == (1, True)


def test_what_is_missing_is_told_in_sentences_and_nothing_is_made(owner):
    draft = make.application(owner=owner, title="", answers={"money": "bao nhiêu"})
    with pytest.raises(ApplicationIncomplete) as refused:
        send(draft, owner)
    assert [one.where for one in refused.value.problems] == ["name", "need", "objective", "results", "money"]
    assert "“Tên nhiệm vụ”" in refused.value.message
    assert StTask.objects.count() == 0


def test_a_second_sending_finds_it_sent_and_makes_nothing(owner):
    draft = proposal(owner)
    send(draft, owner)
    with pytest.raises(DomainError) as refused:
        send(draft, owner)
    assert refused.value.code == "application.sent_already"
    assert (StTask.objects.count(), SentVersion.objects.count()) == (1, 1)


def test_what_others_typed_since_is_not_sent_unseen(owner):
    draft = proposal(owner)
    with pytest.raises(DomainError) as refused:
        send(draft, owner, seen_revision=0)
    assert refused.value.code == "application.other_revision"


@pytest.mark.parametrize("role", ["editor", "secretary", "member", "viewer"])
def test_only_owner_and_leader_send(owner, role):
    draft = proposal(owner)
    helper = UserFactory()
    make.team_member(draft, role=role, user=helper)
    with pytest.raises(NotAllowed):
        send(draft, helper)


def test_a_returned_proposal_is_edited_and_goes_back_with_a_second_version(owner):
    officer = actor_for(make.players().officer)
    send(proposal(owner), owner)
    application = Application.objects.get()
    advance(task=application.task, transition="return", by=officer, note="Thiếu số liệu")
    application.refresh_from_db()
    assert (application.state, application.validity_note) == ("returned", "Thiếu số liệu")
    saved = save_application(
        application=application,
        answers={"name": "Nhân giống chè Shan tuyết"},
        seen_revision=1,
        by=actor_for(owner),
    )
    send(saved, owner)
    task = StTask.objects.get()
    assert (task.step, task.name) == ("received", "Nhân giống chè Shan tuyết")
    assert list(application.versions.values_list("number", flat=True)) == [2, 1]
    assert Application.objects.get().receipt.endswith("00001")


def test_a_refused_proposal_is_in_nobodys_hands(owner):
    rules = make.procedure(effects=("close_application",))
    send(proposal(owner, procedure=rules), owner)
    task = StTask.objects.get()
    advance(task=task, transition="reject", by=actor_for(make.players().officer), note="Ngoài thẩm quyền")
    application = Application.objects.get()
    assert (application.state, application.validity_note) == ("invalid", "Ngoài thẩm quyền")


def test_what_is_ordered_may_be_shown_unless_it_is_confidential(owner):
    leader = actor_for(make.players().leader)
    told = {"order_symbol": "1/QĐ", "ordered_on": timezone.localdate()}
    for confidential, seen in ((False, "public"), (True, "internal")):
        task = make.task("ordering", confidential=confidential)
        advance(task=task, transition="order", by=leader, values=told)
        assert StTask.objects.get(pk=task.pk).visibility == seen


def test_a_dossier_asks_for_host_leader_estimate_and_papers(owner):
    task = make.task("calling", call=make.call())
    draft = make.application(owner=owner, purpose="dossier", of=task, call=task.call)
    with pytest.raises(ApplicationIncomplete) as refused:
        send(draft, owner)
    assert [one.where for one in refused.value.problems] == [
        "name",
        "method",
        "nhom",
        "tai-lieu",
        "to-chuc",
        "du-toan",
    ]


def test_nobody_is_put_into_a_bid_without_consent(owner):
    draft = whole_dossier(owner)
    waiting = make.team_member(draft, email="x@example.vn")
    refusing = make.team_member(draft, accepted=False, answered_at=timezone.now(), name="Người Từ Chối")
    with pytest.raises(ApplicationIncomplete) as refused:
        send(draft, owner)
    assert [one.where for one in refused.value.problems] == ["nhom", "nhom"]
    for one in (waiting, refusing):
        one.delete()
    assert send(draft, owner).number == 1


def test_the_last_second_counts_and_the_next_does_not(owner):
    call = make.call(closes_at=CLOSING, opens_at=CLOSING - timedelta(days=30))
    early, last = whole_dossier(owner, call=call), whole_dossier(UserFactory(), call=call)
    late = whole_dossier(UserFactory(), call=call)
    with time_machine.travel(CLOSING - timedelta(seconds=1), tick=False):
        assert send(early, owner).number == 1
    with time_machine.travel(CLOSING + timedelta(microseconds=999_999), tick=False):
        assert send(last, last.owner).sent_at == CLOSING + timedelta(microseconds=999_999)
    with (
        time_machine.travel(CLOSING + timedelta(seconds=1), tick=False),
        pytest.raises(DomainError) as refused,
    ):
        send(late, late.owner)
    assert refused.value.code == "application.late"
    local = timezone.localtime(CLOSING)
    assert f"{local:%H}:00:00 ngày 01/03/2027 (giờ máy chủ, UTC+7)" in refused.value.message
    assert f"{local:%H}:00:01 ngày 01/03/2027" in refused.value.message


def test_before_the_call_opens_nothing_is_taken(owner):
    call = make.call(opens_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(DomainError) as refused:
        send(whole_dossier(owner, call=call), owner)
    assert refused.value.code == "application.too_early"


def test_an_extension_of_one_dossier_wins_over_the_closing_of_the_call(owner):
    call = make.call(closes_at=CLOSING, opens_at=CLOSING - timedelta(days=30))
    extended = whole_dossier(owner, call=call, extended_until=CLOSING + timedelta(hours=2))
    other = whole_dossier(UserFactory(), call=call)
    with time_machine.travel(CLOSING + timedelta(hours=2), tick=False):
        assert send(extended, owner).number == 1
        with pytest.raises(DomainError) as refused:
            send(other, other.owner)
    assert refused.value.code == "application.late"


def test_a_dossier_is_taken_back_changed_and_sent_again_until_the_call_closes(owner):
    call = make.call(closes_at=CLOSING, opens_at=CLOSING - timedelta(days=30))
    draft = whole_dossier(owner, call=call)
    with time_machine.travel(CLOSING - timedelta(days=1)):
        send(draft, owner)
        receipt = Application.objects.get().receipt
        withdraw_application(application=draft, by=actor_for(owner))
        reopen_application(application=draft, by=actor_for(owner))
        assert send(draft, owner).number == 2
    assert Application.objects.get().receipt == receipt
    with time_machine.travel(CLOSING + timedelta(days=1)), pytest.raises(DomainError) as refused:
        withdraw_application(application=draft, by=actor_for(owner))
    assert refused.value.code == "application.late"


def test_a_sent_proposal_is_not_taken_back_where_the_rules_know_no_such_step(owner):
    send(proposal(owner), owner)
    StTask.objects.update(step="identification")
    with pytest.raises(DomainError) as refused:
        withdraw_application(application=Application.objects.get(), by=actor_for(owner), reason="Đã đổi ý")
    assert refused.value.code == "application.not_withdrawable"


@pytest.mark.parametrize("step", ["received", "returned", "screening"])
def test_a_proposal_is_taken_back_with_a_reason_until_the_council_looks_at_it(owner, step):
    send(proposal(owner), owner)
    StTask.objects.update(step=step)
    with pytest.raises(DomainError) as refused:
        withdraw_application(application=Application.objects.get(), by=actor_for(owner))
    assert refused.value.code == "task.reason_missing"
    withdraw_application(application=Application.objects.get(), by=actor_for(owner), reason="Đã đổi ý")
    assert Application.objects.get().state == "withdrawn"
    assert (StTask.objects.get().step, StTask.objects.get().state) == ("cancelled", "declined")


def test_a_proposal_withdrawn_on_the_page_of_its_task_is_withdrawn_too(owner):
    rules = make.procedure(code="rut", definition=make.definition(effects=("close_application",)))
    send(proposal(owner, procedure=rules), owner)
    advance(task=StTask.objects.get(), transition="withdraw", by=actor_for(owner), note="Đã đổi ý")
    assert (Application.objects.get().state, Application.objects.get().validity_note) == (
        "withdrawn",
        "Đã đổi ý",
    )


def test_a_chosen_dossier_is_sent_again_and_stays_chosen(owner):
    draft = whole_dossier(owner)
    send(draft, owner)
    StTask.objects.filter(pk=draft.task_id).update(step="completing")
    Application.objects.filter(pk=draft.pk).update(state="chosen")
    assert send(draft, owner).number == 2
    assert Application.objects.get().state == "chosen"


def test_the_seal_tells_a_changed_version_and_not_the_order_of_keys(owner):
    version = send(whole_dossier(owner), owner)
    content = json.loads(json.dumps(version.content))
    assert seal_of(dict(reversed(content.items()))) == version.seal
    assert [one["sha256"] for one in content["files"]] == ["a" * 64]
    assert content["team"][0]["role"] == "leader"
    content["budget"][0]["asked"] = 6
    assert seal_of(content) != version.seal
    assert canonical(content).startswith('{"agency":')


def test_receipts_go_on_counting_and_never_repeat(owner):
    numbers = []
    for _turn in range(3):
        draft = proposal(owner)
        send(draft, owner)
        numbers.append(Application.objects.get(pk=draft.pk).receipt[-5:])
    assert numbers == ["00001", "00002", "00003"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_is_told_and_there_is_one_task():
    owner = UserFactory()
    draft = proposal(owner)
    actor, gate, told = actor_for(owner), threading.Barrier(2), []

    def go():
        try:
            gate.wait()
            told.append(send_application(application=draft, by=actor).number)
        except Exception as error:
            told.append(getattr(error, "code", type(error).__name__))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _turn in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told.count(1) == 1
    assert set(told) - {1} <= ({"application.sent_already"} if connection.vendor != "sqlite" else {"application.sent_already", "OperationalError"})  # fmt: skip
    assert (StTask.objects.count(), SentVersion.objects.count()) == (1, 1)
