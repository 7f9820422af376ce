"""Every state × role × act against a table written by hand, and what sending and returning leave behind.

draft, sent …  the state afterwards
right          refused because of the person
state          refused because of the state
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from khcn.agency_reports.filling import AnswerChanged, save_answer, start_report
from khcn.agency_reports.handing_in import (
    ReportIncomplete,
    ask_for_check,
    return_report,
    send_report,
    take_back,
)
from khcn.agency_reports.models import Answer, Cycle, Report, ReportRequest
from khcn.agency_reports.sealing import is_intact
from khcn.indicators.models import Card
from khcn.kernel.access import NOBODY
from khcn.kernel.accounts.models import Membership
from khcn.kernel.audit.models import Event
from khcn.kernel.documents.domain import attach, detach
from khcn.kernel.documents.models import StoredFile
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.notices.models import Notice
from tests.factories.agencies import AgencyFactory, succeed
from tests.factories.people import actor_for, seat

TABLE = """
state    act    | clerk    approver coordin  leader admin  stranger ended  nobody
draft    save   | draft    draft    draft    right  right  right    right  right
draft    ask    | checking alone    checking right  right  right    right  right
draft    back   | draft    draft    draft    right  right  right    right  right
draft    send   | right    sent     right    right  right  right    right  right
draft    return | right    right    state    right  right  right    right  right
checking save   | state    state    state    right  right  right    right  right
checking ask    | state    state    state    right  right  right    right  right
checking back   | draft    draft    draft    right  right  right    right  right
checking send   | right    sent     right    right  right  right    right  right
checking return | right    right    state    right  right  right    right  right
sent     save   | state    state    state    right  right  right    right  right
sent     ask    | state    state    state    right  right  right    right  right
sent     back   | state    state    state    right  right  right    right  right
sent     send   | right    state    right    right  right  right    right  right
sent     return | right    right    returned right  right  right    right  right
returned save   | state    state    state    right  right  right    right  right
returned ask    | state    state    state    right  right  right    right  right
returned back   | state    state    state    right  right  right    right  right
returned send   | right    state    right    right  right  right    right  right
returned return | right    right    state    right  right  right    right  right
accepted save   | state    state    state    right  right  right    right  right
accepted ask    | state    state    state    right  right  right    right  right
accepted back   | state    state    state    right  right  right    right  right
accepted send   | right    state    right    right  right  right    right  right
accepted return | right    right    state    right  right  right    right  right
"""
ROLES = ("clerk", "approver", "coordinator", "leader", "admin", "stranger", "ended", "nobody")


def told() -> dict[tuple[str, str], list[str]]:
    lines = [line.split("|") for line in TABLE.strip().splitlines()[1:]]
    return {(head.split()[0], head.split()[1]): cells.split() for head, cells in lines}


ACTS = {
    "save": lambda report, by: _say(report, by),
    "ask": lambda report, by: ask_for_check(report=report, by=by),
    "back": lambda report, by: take_back(report=report, by=by),
    "send": lambda report, by: send_report(report=report, by=by),
    "return": lambda report, by: return_report(report=report, note="Hãy bổ sung.", by=by),
}


def _say(report, by):
    answer = report.answers.get(item__kind="section")
    save_answer(report=report, item=answer.item, values={"text": "Mới"}, seen_revision=answer.revision, by=by)


@pytest.fixture
def whole(office):
    """The office with a report that has no errors, and everybody who might act."""
    report = office.start()
    said = {
        "task": {"declared": "met", "text": "Đã làm xong", "value": Decimal(3), "unit": "hồ sơ"},
        "indicator": {"numerator": Decimal(1), "denominator": Decimal(4)},
        "section": {"text": "Kết quả nổi bật"},
    }
    for kind, values in said.items():
        save_answer(report=report, item=office.items[kind], values=values, seen_revision=0, by=office.clerk)
    office.report = Report.objects.get(pk=report.pk)
    office.leader, office.admin = actor_for(seat("leader", AgencyFactory())), actor_for(seat("admin"))
    yesterday = timezone.localdate() - timedelta(days=1)
    office.ended, office.nobody = actor_for(seat("approver", office.agency, valid_to=yesterday)), NOBODY
    return office


def moved_to(office, state: str) -> Report:
    report = office.report
    if state == "checking":
        return ask_for_check(report=report, by=office.clerk)
    if state != "draft":
        # somebody else than those who act in the table, because the same sender may click twice
        report = send_report(report=report, by=actor_for(seat("approver", office.agency)))
    if state == "returned":
        return_report(report=report, note="Hãy bổ sung.", by=office.coordinator)
    elif state == "accepted":
        Report.objects.filter(pk=report.pk).update(state="accepted", decided_at=timezone.now())
    return Report.objects.get(pk=report.pk)


def outcome(report: Report, act: str, by) -> str:
    before = report.state
    try:
        with transaction.atomic():
            ACTS[act](report, by)
    except NotAllowed:
        found = "right"
    except DomainError as refused:
        found = "alone" if refused.code == "report.no_approver" else "state"
    else:
        return Report.objects.get(pk=report.pk).state
    assert Report.objects.get(pk=report.pk).state == before
    return found


@pytest.mark.parametrize("state", ["draft", "checking", "sent", "returned", "accepted"])
def test_who_may_do_what_in_which_state(whole, state):
    report = moved_to(whole, state)
    found = {}
    for act in ACTS:
        cells = []
        for role in ROLES:
            mark = transaction.savepoint()
            cells.append(outcome(report, act, getattr(whole, role)))
            transaction.savepoint_rollback(mark)
        found[state, act] = cells
    assert found == {key: cells for key, cells in told().items() if key[0] == state}


def test_every_state_and_act_is_in_the_table():
    states = ("draft", "checking", "sent", "returned", "accepted")
    assert set(told()) == {(state, act) for state in states for act in ACTS}


def test_a_reporter_sends_where_the_agency_has_no_approver(whole):
    Membership.objects.filter(role="approver", agency=whole.agency).delete()
    assert send_report(report=whole.report, by=whole.clerk).state == "sent"


def test_a_coordinator_sends_for_an_agency_in_which_nobody_sits(whole):
    Membership.objects.filter(agency=whole.agency).delete()
    assert send_report(report=whole.report, by=whole.coordinator).state == "sent"


def test_people_of_the_heir_send_for_the_agency_that_was_merged(whole):
    heir = AgencyFactory()
    succeed(whole.agency, heir, timezone.localdate() - timedelta(days=1))
    approver = actor_for(seat("approver", heir))
    with pytest.raises(NotAllowed):
        send_report(report=whole.report, by=actor_for(seat("reporter", heir)))
    assert send_report(report=whole.report, by=approver).state == "sent"


def test_a_coordinator_does_not_send_for_a_merged_agency_whose_heir_has_people(whole):
    heir = AgencyFactory()
    succeed(whole.agency, heir, timezone.localdate() - timedelta(days=1))
    Membership.objects.filter(agency=whole.agency).delete()
    approver = seat("approver", heir)
    with pytest.raises(NotAllowed):
        send_report(report=whole.report, by=whole.coordinator)
    Membership.objects.filter(user=approver).delete()
    assert send_report(report=whole.report, by=whole.coordinator).state == "sent"


def test_a_reporter_of_the_heir_does_not_pass_by_the_approver_who_still_sits_in_the_merged_agency(whole):
    heir = AgencyFactory()
    succeed(whole.agency, heir, timezone.localdate() - timedelta(days=1))
    clerk = actor_for(seat("reporter", heir))
    with pytest.raises(NotAllowed):
        send_report(report=whole.report, by=clerk)
    Membership.objects.filter(agency=whole.agency, role="approver").delete()
    assert send_report(report=whole.report, by=clerk).state == "sent"


def test_an_incomplete_report_is_not_sent_and_tells_all_its_problems(office):
    report = office.start()
    with pytest.raises(ReportIncomplete) as refused:
        send_report(report=report, by=office.approver)
    assert [(one.item.kind, one.code) for one in refused.value.problems] == [
        ("task", "missing"), ("indicator", "missing"), ("section", "missing"),
    ]  # fmt: skip
    assert Report.objects.get().state == "draft"


def test_a_double_click_sends_once(whole):
    first = send_report(report=whole.report, by=whole.approver)
    second = send_report(report=whole.report, by=whole.approver)
    assert (second.pk, second.seal) == (first.pk, first.seal)
    assert Event.objects.filter(action="report.send").count() == 1


def test_what_was_sent_keeps_names_cards_and_figures_of_the_day(whole):
    file = StoredFile.objects.create(sha256="a" * 64, size=1, media_type="application/pdf")
    attach(
        record=whole.report.answers.get(item__kind="task"), file=file, name="minh-chung.pdf", by=whole.clerk
    )
    sent = send_report(report=whole.report, by=whole.approver)
    sent.refresh_from_db()
    sealed = sent.sealed
    assert sealed["agency"] == {"code": whole.agency.code, "name": "Sở Mẫu số 1"}
    assert sealed["sent"]["by"] == whole.approver.name
    by_kind = {one["kind"]: one for one in sealed["items"]}
    assert by_kind["task"]["key"] == "1"
    assert by_kind["task"]["answer"]["value"] == "3"
    assert by_kind["task"]["evidence"] == [{"name": "minh-chung.pdf", "sha256": "a" * 64}]
    assert by_kind["indicator"]["answer"]["value"] == "25"
    assert by_kind["indicator"]["card"] == {
        "version": 1, "name": whole.share.name, "unit": "%", "kind": "share"
    }  # fmt: skip
    assert is_intact(sent)


def test_what_was_sent_never_changes_when_the_world_does(whole):
    sent = send_report(report=whole.report, by=whole.approver)
    before = Report.objects.get(pk=sent.pk).sealed
    whole.agency.name = "Sở Tên Mới"
    whole.agency.save()
    Card.objects.filter(indicator=whole.share).update(unit="người", version=2)
    whole.task.short_title = "Tên khác"
    whole.task.save()
    return_report(report=sent, note="Bổ sung.", by=whole.coordinator)
    after = Report.objects.get(pk=sent.pk)
    assert (after.sealed, after.state, is_intact(after)) == (before, "returned", True)


@pytest.mark.parametrize("state", ["sent", "returned", "accepted"])
def test_the_database_refuses_to_change_what_was_sent(whole, state):
    report = moved_to(whole, state)
    told = [
        lambda: Answer.objects.filter(report=report).update(text="Sửa lén"),
        lambda: Answer.objects.filter(report=report).update(value=Decimal(9)),
        lambda: Report.objects.filter(pk=report.pk).update(sealed={}),
        lambda: Report.objects.filter(pk=report.pk).update(seal="0" * 64),
        lambda: Report.objects.filter(pk=report.pk).update(state="draft"),
        lambda: Report.objects.filter(pk=report.pk).update(sent_at=timezone.now()),
    ]
    for change in told:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert is_intact(Report.objects.get(pk=report.pk))


def test_a_person_who_leaves_the_platform_may_be_deleted_after_sending(whole):
    send_report(report=whole.report, by=whole.approver)
    Answer.objects.filter(report=whole.report).update(saved_by=None)
    assert Answer.objects.filter(report=whole.report, saved_by=None).count() == 3


def test_a_seal_broken_behind_the_databases_back_is_noticed(whole):
    sent = send_report(report=whole.report, by=whole.approver)
    sent.sealed["items"][0]["answer"]["text"] = "Khác"
    assert is_intact(sent) is False


def test_a_returned_report_goes_on_in_a_new_version_with_answers_evidence_and_remarks(whole):
    file = StoredFile.objects.create(sha256="b" * 64, size=1, media_type="application/pdf")
    attach(record=whole.report.answers.get(item__kind="task"), file=file, name="anh.pdf", by=whole.clerk)
    sent = send_report(report=whole.report, by=whole.approver)
    draft = return_report(
        report=sent, note="", remarks=[(whole.items["task"], "text", "Ghi rõ địa bàn.")], by=whole.coordinator
    )
    assert (draft.version, draft.state, draft.replaces_id) == (2, "draft", sent.pk)
    new, old = draft.answers.get(item__kind="task"), sent.answers.get(item__kind="task")
    assert (new.text, new.value, new.revision) == (old.text, old.value, old.revision + 1)
    assert [str(one) for one in new.attachments.all()] == ["anh.pdf"]
    assert list(sent.remarks.values_list("item", "field", "text")) == [
        (whole.items["task"].pk, "text", "Ghi rõ địa bàn.")
    ]
    assert set(Notice.objects.filter(kind="report.returned").values_list("user_id", flat=True)) == {
        whole.clerk.user_id, whole.approver.user_id,
    }  # fmt: skip
    assert send_report(report=draft, by=whole.approver).version == 2


def test_a_page_left_open_on_the_version_before_overwrites_nothing_in_the_new_one(whole):
    item, seen = whole.items["section"], 1
    save_answer(
        report=whole.report, item=item, values={"text": "Của người sau"}, seen_revision=1, by=whole.approver
    )
    sent = send_report(report=whole.report, by=whole.approver)
    draft = return_report(report=sent, note="Bổ sung.", by=whole.coordinator)
    with pytest.raises(AnswerChanged):
        save_answer(report=draft, item=item, values={"text": "Trang cũ"}, seen_revision=seen, by=whole.clerk)
    assert draft.answers.get(item=item).text == "Của người sau"


def test_evidence_of_what_was_sent_is_not_taken_away(whole):
    file = StoredFile.objects.create(sha256="c" * 64, size=1, media_type="application/pdf")
    answer = whole.report.answers.get(item__kind="task")
    early, late = (attach(record=answer, file=file, name=name, by=whole.clerk) for name in ("a.pdf", "b.pdf"))
    detach(attachment=early, by=whole.clerk, reason="Nhầm tệp")
    send_report(report=whole.report, by=whole.approver)
    for by in (whole.clerk, whole.coordinator):
        with pytest.raises(DomainError) as refused:
            detach(attachment=late, by=by, reason="Đổi ý")
        assert refused.value.code == "attachment.kept"
    assert [str(one) for one in answer.attachments.filter(removed_at=None)] == ["b.pdf"]


def test_nothing_is_returned_while_the_cycle_takes_nothing(whole):
    sent = send_report(report=whole.report, by=whole.approver)
    Cycle.objects.update(state="closed", closed_at=timezone.now())
    with pytest.raises(DomainError) as refused:
        return_report(report=sent, note="Bổ sung.", by=whole.coordinator)
    assert (refused.value.code, Report.objects.get().state) == ("report.closed", "sent")


def test_a_return_says_why(whole):
    sent = send_report(report=whole.report, by=whole.approver)
    with pytest.raises(DomainError) as refused:
        return_report(report=sent, note=" ", remarks=[(None, "", " ")], by=whole.coordinator)
    assert (refused.value.code, list(refused.value.fields)) == ("report.no_reason", ["note"])


def test_the_approver_is_told_that_a_report_waits(whole):
    ask_for_check(report=whole.report, by=whole.clerk)
    assert list(Notice.objects.values_list("kind", "user_id")) == [("report.check", whole.approver.user_id)]


@pytest.fixture
def gone(whole):
    """All days have passed; the cycle is open."""
    long_ago = date(2020, 1, 1)
    Cycle.objects.update(due_on=long_ago, internal_due_on=long_ago)
    ReportRequest.objects.update(due_on=long_ago)
    return whole


def test_past_the_official_deadline_nothing_is_sent(gone):
    with pytest.raises(DomainError) as refused:
        send_report(report=gone.report, by=gone.approver)
    assert refused.value.code == "report.past_due"


def test_an_extension_opens_the_report_again(gone):
    ReportRequest.objects.update(extended_to=timezone.localdate(), extension_reason="Mưa lũ")
    assert send_report(report=gone.report, by=gone.approver).state == "sent"


def test_a_report_after_the_agencys_own_day_is_late_but_welcome(whole):
    ReportRequest.objects.update(due_on=date(2020, 1, 1))
    assert send_report(report=whole.report, by=whole.approver).state == "sent"


def test_a_cycle_made_up_for_afterwards_has_no_last_day(gone):
    Cycle.objects.update(backfill=True)
    assert send_report(report=gone.report, by=gone.approver).state == "sent"


def test_what_was_returned_may_be_put_right_after_the_deadline(whole):
    sent = send_report(report=whole.report, by=whole.approver)
    draft = return_report(report=sent, note="Bổ sung.", by=whole.coordinator)
    Cycle.objects.update(due_on=date(2020, 1, 1), internal_due_on=date(2020, 1, 1))
    ReportRequest.objects.update(due_on=date(2020, 1, 1))
    assert send_report(report=draft, by=whole.approver).state == "sent"


def test_a_closed_cycle_takes_nothing(whole):
    Cycle.objects.update(state="closed", closed_at=timezone.now())
    with pytest.raises(DomainError) as refused:
        send_report(report=whole.report, by=whole.approver)
    assert refused.value.code == "report.closed"


def test_units_send_their_parts_by_themselves(office):
    for part, kind in (("Chi cục Mẫu", "task"), ("Văn phòng Mẫu", "section")):
        report = start_report(request=office.asked, by=office.clerk, part=part)
        values = {"text": "Đã làm"} | ({"declared": "met"} if kind == "task" else {})
        save_answer(report=report, item=office.items[kind], values=values, seen_revision=0, by=office.clerk)
        send_report(report=report, by=office.approver)
    sealed = {one.part: [item["kind"] for item in one.sealed["items"]] for one in Report.objects.all()}
    assert sealed == {"Chi cục Mẫu": ["task"], "Văn phòng Mẫu": ["section"]}


def test_an_empty_part_is_not_sent(office):
    report = start_report(request=office.asked, by=office.clerk, part="Chi cục Mẫu")
    with pytest.raises(ReportIncomplete):
        send_report(report=report, by=office.approver)


def test_the_whole_report_need_not_repeat_what_a_part_answered(office):
    part = start_report(request=office.asked, by=office.clerk, part="Chi cục Mẫu")
    save_answer(
        report=part, item=office.items["task"], values={"text": "Xong", "declared": "met"}, seen_revision=0,
        by=office.clerk,
    )  # fmt: skip
    send_report(report=part, by=office.approver)
    with pytest.raises(ReportIncomplete) as refused:
        send_report(report=office.start(), by=office.approver)
    assert [one.item.kind for one in refused.value.problems] == ["indicator", "section"]
