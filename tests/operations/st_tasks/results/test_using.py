"""Reports on application: proof or reason, one a year, confirmed by the department; the task and its figures follow."""

from datetime import date
from io import BytesIO

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.documents.domain import attach_upload, detach
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.models import Notice
from khcn.kernel.registers.measure import measure
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.models import StTask, Use
from khcn.operations.st_tasks.results.using import (
    confirm_use,
    report_use,
    return_use,
    save_use,
    settle_application,
)
from tests.factories.st_tasks import task as task_at

DAY = date(2024, 3, 1)


def applied(people, year=2024, on=DAY, by_whom="Hợp tác xã Mẫu số 3", proof=True):
    use = save_use(
        task=people.task, year=year, by=people.host,
        values={"applied": True, "applied_on": on, "by_whom": by_whom, "effect": "Tăng năng suất 10 %"},
    )  # fmt: skip
    if proof:
        attach_upload(record=use, content=BytesIO(b"a proof"), name="bien-ban.txt", by=people.host)
    return use


def sent(people, **told):
    return report_use(use=applied(people, **told), by=people.host)


def refusal(act, **told):
    with pytest.raises(DomainError) as refused:
        act(**told)
    return refused.value.code


def test_applied_without_proof_is_refused_and_with_proof_is_sent_to_the_officer(people):
    people.task.officer_id = people.officer.user_id
    people.task.save()
    use = applied(people, proof=False)
    assert refusal(report_use, use=use, by=people.host) == "use.evidence_missing"
    attach_upload(record=use, content=BytesIO(b"a proof"), name="bien-ban.txt", by=people.host)
    assert report_use(use=use, by=people.host).sent_at is not None
    told = Notice.objects.get(user_id=people.officer.user_id)
    assert told.title == "Báo cáo ứng dụng năm 2024 chờ xác nhận"


def test_not_applied_is_an_answer_with_a_reason_and_changes_no_figure(people):
    use = save_use(task=people.task, year=2024, values={"applied": False}, by=people.host)
    assert refusal(report_use, use=use, by=people.host) == "use.reason_missing"
    use = save_use(
        task=people.task, year=2024, values={"applied": False, "no_reason": "Chưa có vốn"}, by=people.host
    )
    confirm_use(use=report_use(use=use, by=people.host), by=people.officer)
    people.task.refresh_from_db()
    assert (people.task.first_applied_on, people.task.applied_by) == (None, "")


def test_applied_says_since_when_by_whom_and_with_what_effect(people):
    with pytest.raises(DomainError) as refused:
        save_use(task=people.task, year=2024, values={"applied": True}, by=people.host)
    assert set(refused.value.fields) == {"applied_on", "by_whom", "effect"}
    assert Use.objects.count() == 0


def test_unanswered_report_and_a_day_to_come_are_not_sent(people):
    use = save_use(task=people.task, year=2024, values={}, by=people.host)
    assert refusal(report_use, use=use, by=people.host) == "use.unanswered"
    late = applied(people, year=2025, on=date(2099, 1, 1))
    assert refusal(report_use, use=late, by=people.host) == "use.future"


def test_earliest_confirmed_day_counts_and_moves_when_a_confirmation_is_taken_back(people):
    early, late = (
        sent(people, year=2024),
        sent(people, year=2025, on=date(2025, 5, 5), by_whom="Công ty Mẫu số 4"),
    )
    confirm_use(use=late, by=people.officer)
    assert StTask.objects.get().first_applied_on == date(2025, 5, 5)
    confirm_use(use=early, by=people.officer)
    now = StTask.objects.get()
    assert (now.first_applied_on, now.applied_by) == (DAY, "Hợp tác xã Mẫu số 3; Công ty Mẫu số 4")
    return_use(use=early, reason="Biên bản của năm khác", by=people.officer)
    assert StTask.objects.get().first_applied_on == date(2025, 5, 5)
    return_use(use=late, reason="Nhầm nhiệm vụ", by=people.officer)
    now = StTask.objects.get()
    assert (now.first_applied_on, now.applied_by) == (None, "")


def test_those_who_count_hear_of_each_change_once(people):
    heard = []

    def hear(sender, records, **_told):
        heard.extend(one.first_applied_on for one in records if isinstance(one, StTask))

    records_saved.connect(hear)
    try:
        use = sent(people)
        assert heard == []
        confirm_use(use=use, by=people.officer)
        settle_application(task=people.task, by=people.officer)
        return_use(use=use, reason="Nhầm", by=people.officer)
    finally:
        records_saved.disconnect(hear)
    assert heard == [DAY, None]


def test_share_of_applied_tasks_follows_confirmation_in_both_readings(people):
    task_at("closed", accepted_on=date(2023, 1, 1), code="B")
    asked = ("st_tasks.applied_of_accepted", "st_tasks.applied_of_all")
    day = date(2025, 12, 31)
    assert [measure(code, at=day).value for code in asked] == [0, 0]
    use = sent(people)
    assert [measure(code, at=day).value for code in asked] == [0, 0]
    confirm_use(use=use, by=people.officer)
    assert [measure(code, at=day).value for code in asked] == [50, 50]


def test_report_that_was_sent_is_frozen_with_its_proof_until_it_is_given_back(people):
    use = sent(people)
    assert (
        refusal(save_use, task=people.task, year=2024, values={"effect": "khác"}, by=people.host)
        == "use.sent"
    )
    assert refusal(report_use, use=use, by=people.host) == "use.sent"
    proof = use.attachments.get()
    assert refusal(detach, attachment=proof, by=people.host, reason="gỡ") == "attachment.kept"
    return_use(use=use, reason="Thiếu chữ ký", by=people.officer)
    assert save_use(task=people.task, year=2024, values={"effect": "khác"}, by=people.host).effect == "khác"
    detach(attachment=type(proof).objects.get(pk=proof.pk), by=people.host, reason="thay tệp")
    assert refusal(report_use, use=use, by=people.host) == "use.evidence_missing"


def test_confirmed_twice_or_before_sending_is_refused(people):
    use = applied(people)
    assert refusal(confirm_use, use=use, by=people.officer) == "use.not_sent"
    confirm_use(use=report_use(use=use, by=people.host), by=people.officer)
    assert refusal(confirm_use, use=use, by=people.officer) == "use.confirmed"
    assert refusal(return_use, use=use, reason=" ", by=people.officer) == "use.reason_missing"


@pytest.mark.parametrize("who", ["host", "leader", "stranger"])
def test_only_officers_confirm(people, who):
    use = sent(people)
    assert refusal(confirm_use, use=use, by=getattr(people, who)) == "not_allowed:st_tasks.use.confirm"
    assert Use.objects.get().confirmed_at is None


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_host_and_officers_report(people, who):
    code = refusal(save_use, task=people.task, year=2024, values={}, by=getattr(people, who))
    assert code == "not_allowed:st_tasks.sttask.tell_outcome"


def test_years_before_the_task_and_to_come_are_refused(people):
    for year in (2020, 2199):
        assert refusal(save_use, task=people.task, year=year, values={}, by=people.host) == "use.year"
    proposed = task_at("received")
    assert refusal(save_use, task=proposed, year=2024, values={}, by=people.officer) == "use.too_early"


def test_task_taken_over_without_a_procedure_is_reported_on_like_any_other(people):
    StTask.objects.update(procedure=None, step="")
    people.task.refresh_from_db()
    confirm_use(use=sent(people), by=people.officer)
    assert StTask.objects.get().first_applied_on == DAY


def test_each_act_leaves_its_event(people):
    use = confirm_use(use=sent(people), by=people.officer)
    return_use(use=use, reason="Nhầm", by=people.officer)
    actions = [
        one for one in Event.objects.order_by("number").values_list("action", flat=True) if "st_task" in one
    ]
    assert actions == [
        "st_task.report_use", "st_task.confirm_use", "st_task.applied", "st_task.return_use", "st_task.applied",
    ]  # fmt: skip
