"""Settling, reopening and adding findings."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from khcn.kernel.audit.models import Event
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.plan.findings import DecisionDocument, add_finding, reopen_finding, settle_finding
from khcn.plan.models import Finding
from tests.factories import PlanFactory, TargetFactory, TaskFactory, actor_for, seat

pytestmark = pytest.mark.django_db
READINGS = [
    {"code": "mot", "label": "Mục II.2", "value": "1,5 %"},
    {"code": "hai", "label": "Phụ lục, dòng 3", "value": "1 %"},
]


def a_finding(**more):
    told = {
        "code": "hai-ty-le",
        "kind": "contradiction",
        "origin": "pack",
        "title": "Hai tỷ lệ chi ngân sách",
    }
    return Finding.objects.create(
        plan=more.pop("plan", None) or PlanFactory(), **{**told, "readings": READINGS, **more}
    )


def coordinator():
    from tests.factories import AgencyFactory

    return actor_for(seat("coordinator", AgencyFactory()))


def test_settling_keeps_both_readings_and_marks_the_chosen_one():
    by = coordinator()
    paper = DecisionDocument("12/TB-UBND", date(2026, 5, 4), "TB")
    settled = settle_finding(
        finding=a_finding(), chosen="mot", reason=" Theo kết luận họp. ", by=by, document=paper
    )
    settled.refresh_from_db()
    assert (settled.state, settled.chosen, settled.reason) == ("settled", "mot", "Theo kết luận họp.")
    assert settled.readings == READINGS
    assert settled.settled_by_id == by.user_id
    assert (settled.document.kind, settled.document.symbol, settled.document.issued_on) == (
        "TB",
        "12/TB-UBND",
        date(2026, 5, 4),
    )
    event = Event.objects.filter(action="finding.settle").get()
    assert event.after == {
        "state": "settled",
        "chosen": "mot",
        "reason": "Theo kết luận họp.",
        "document": "12/TB-UBND",
    }


@pytest.mark.parametrize(
    ("chosen", "reason", "document", "field"),
    [
        ("mot", "   ", DecisionDocument(), "reason"),
        ("ba", "Lý do", DecisionDocument(), "chosen"),
        ("", "Lý do", DecisionDocument(), "chosen"),
        ("mot", "Lý do", DecisionDocument("", date(2026, 1, 1)), "symbol"),
    ],
)
def test_incomplete_settlement_is_refused_and_changes_nothing(chosen, reason, document, field):
    finding = a_finding()
    with pytest.raises(DomainError) as refusal:
        settle_finding(finding=finding, chosen=chosen, reason=reason, by=coordinator(), document=document)
    assert refusal.value.code == "finding.incomplete"
    assert list(refusal.value.fields) == [field]
    finding.refresh_from_db()
    assert finding.state == "open"
    assert not Document.objects.exists()
    assert not Event.objects.filter(action="finding.settle").exists()


def test_finding_without_readings_is_settled_by_the_reason_alone():
    finding = a_finding(readings=[])
    with pytest.raises(DomainError, match="không có cách hiểu"):
        settle_finding(finding=finding, chosen="mot", reason="Lý do", by=coordinator())
    assert (
        settle_finding(finding=finding, chosen="", reason="Đã bổ sung", by=coordinator()).state == "settled"
    )


def test_second_settlement_of_a_page_opened_earlier_is_refused():
    finding = a_finding()
    seen_by_two = Finding.objects.get(pk=finding.pk), Finding.objects.get(pk=finding.pk)
    settle_finding(finding=seen_by_two[0], chosen="mot", reason="Người thứ nhất", by=coordinator())
    with pytest.raises(DomainError) as refusal:
        settle_finding(finding=seen_by_two[1], chosen="hai", reason="Người thứ hai", by=coordinator())
    assert refusal.value.code == "finding.already_settled"
    finding.refresh_from_db()
    assert finding.reason == "Người thứ nhất"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_exactly_one_wins():
    finding, actors, start = a_finding(), [coordinator(), coordinator()], Barrier(2)
    outcome = []

    def settle(by, chosen):
        start.wait()
        try:
            settle_finding(finding=finding, chosen=chosen, reason=f"Chọn {chosen}", by=by)
            outcome.append("settled")
        except DomainError as refusal:
            outcome.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=settle, args=pair) for pair in zip(actors, ("mot", "hai"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["finding.already_settled", "settled"]
    assert Event.objects.filter(action="finding.settle").count() == 1


def test_reopening_needs_a_reason_and_the_history_keeps_the_decision():
    by = coordinator()
    finding = settle_finding(finding=a_finding(), chosen="hai", reason="Tạm chọn", by=by)
    with pytest.raises(DomainError) as refusal:
        reopen_finding(finding=finding, reason=" ", by=by)
    assert refusal.value.code == "finding.reason_missing"
    opened = reopen_finding(finding=finding, reason="Có văn bản mới", by=by)
    assert (opened.state, opened.chosen, opened.reason, opened.settled_at) == ("open", "", "", None)
    assert opened.history.filter(state="settled", chosen="hai").exists()
    event = Event.objects.filter(action="finding.reopen").get()
    assert event.before["chosen"] == "hai"
    assert event.after == {"state": "open", "reason": "Có văn bản mới"}
    with pytest.raises(DomainError) as refusal:
        reopen_finding(finding=opened, reason="Lần nữa", by=by)
    assert refusal.value.code == "finding.not_settled"


def test_person_adds_a_finding_with_readings_line_by_line():
    plan = PlanFactory()
    target, task = TargetFactory(plan=plan), TaskFactory(plan=plan)
    told = {"plan": plan, "kind": "gap", "explanation": "Thiếu mẫu số.", "by": coordinator()}
    finding = add_finding(
        title="Thiếu mẫu số", readings=["Theo số lượng", " ", "Theo kinh phí"], targets=[target], tasks=[task],
        clauses=["II.2"], **told,
    )  # fmt: skip
    assert (finding.origin, finding.state, finding.code) == ("person", "open", "nguoi-thieu-mau-so")
    assert [one["label"] for one in finding.readings] == ["Theo số lượng", "Theo kinh phí"]
    assert finding.places == [{"clause": "II.2"}]
    assert (list(finding.targets.all()), list(finding.tasks.all())) == ([target], [task])
    assert add_finding(title="Thiếu mẫu số", **told).code == "nguoi-thieu-mau-so-2"
    assert Event.objects.filter(action="finding.add").count() == 2


def test_finding_about_another_plan_is_refused():
    with pytest.raises(DomainError) as refusal:
        add_finding(
            plan=PlanFactory(),
            title="Sai",
            kind="gap",
            explanation="",
            by=coordinator(),
            targets=[TargetFactory()],
        )
    assert refusal.value.code == "finding.foreign_item"
    assert not Finding.objects.exists()


def test_finding_needs_a_title():
    with pytest.raises(DomainError) as refusal:
        add_finding(plan=PlanFactory(), title="  ", kind="gap", explanation="", by=coordinator())
    assert refusal.value.code == "finding.title_missing"
