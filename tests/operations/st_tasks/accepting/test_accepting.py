"""From self-assessment to follow-up: what a step needs, what it fills in, what comes too late."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.accepting.assessing import answer_dossier, self_assess, set_products
from khcn.operations.st_tasks.accepting.handing_over import add_hand_over, remove_hand_over
from khcn.operations.st_tasks.accepting.lateness import lateness
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.models import Meeting, OrderedProduct, StTask, Use
from khcn.operations.st_tasks.procedures.shape import read_outline
from khcn.operations.st_tasks.results.library import enter_result
from khcn.operations.st_tasks.results.publicity import add_publicity, checklist
from khcn.operations.st_tasks.results.using import confirm_use, report_use, save_use
from tests.factories import AgencyFactory, UserFactory, actor_for, seat
from tests.factories.st_tasks import application, council, definition, organisation, procedure, task

GUARDS = (
    "self_assessment",
    "results_entered",
    "graded_fail",
    "hand_over_entered",
    "follow_up_over",
    "publicity_done",
)
EFFECTS = ("set_dossier_day", "take_grade", "plan_follow_up")
TABLE = {"name": "Quy trình kỹ thuật", "kind": "process", "unit": "quy trình", "quantity": Decimal(2)}
MODEL = {"name": "Mô hình trình diễn", "kind": "model", "quality": "Được hội đồng cơ sở đánh giá đạt"}


@pytest.fixture
def world(db):
    rules = procedure(guards=GUARDS, effects=EFFECTS, code="nghiem-thu")
    owner = UserFactory()

    def at(step, **over):
        one = task(step, rules=rules, host=organisation("Viện Mẫu số 1"), **over)
        application(owner=owner, purpose="dossier", state="chosen", of=one)
        return one

    return SimpleNamespace(
        at=at, rules=rules, host=actor_for(owner), officer=actor_for(seat("coordinator", AgencyFactory())),
        leader=actor_for(seat("leader", AgencyFactory())), stranger=actor_for(UserFactory()),
    )  # fmt: skip


def refusal(act, **told):
    with pytest.raises(DomainError) as refused:
        act(**told)
    return refused.value.code


def assessed(world, one, **over):
    told = {1: (Decimal(2), "Hai quy trình"), 2: (None, "Một mô hình")} | over.pop("delivered", {})
    return self_assess(task=one, delivered=told, text="Đạt yêu cầu", proposed_grade="pass", by=world.host)


def test_dossier_is_prepared_only_after_every_product_was_assessed(world):
    one = world.at("running")
    with pytest.raises(DomainError, match="chưa có danh mục sản phẩm đặt hàng"):
        advance(task=one, transition="assess", by=world.host)
    set_products(task=one, rows=[TABLE, MODEL], by=world.officer)
    with pytest.raises(
        DomainError, match="chưa tự đánh giá sản phẩm: Quy trình kỹ thuật; Mô hình trình diễn"
    ):
        advance(task=one, transition="assess", by=world.host)
    assessed(world, one)
    assert advance(task=one, transition="assess", by=world.host).step == "dossier"


def test_assessment_of_unknown_unanswered_or_negative_products_is_refused_and_writes_nothing(world):
    one = world.at("running")
    set_products(task=one, rows=[TABLE, MODEL], by=world.officer)
    for delivered, code in (
        ({7: (Decimal(1), "")}, "assessment.unknown_product"),
        ({1: (None, "chưa đếm")}, "assessment.incomplete"),
        ({2: (None, "  ")}, "assessment.incomplete"),
        ({1: (Decimal(-1), "")}, "assessment.negative"),
    ):
        assert refusal(assessed, world=world, one=one, delivered=delivered) == code
    assert OrderedProduct.objects.filter(delivered__isnull=False).count() == 0


def test_nothing_delivered_is_an_answer(world):
    one = world.at("running")
    set_products(task=one, rows=[TABLE], by=world.officer)
    self_assess(task=one, delivered={1: (Decimal(0), "")}, text="Chưa đạt", by=world.host)
    assert advance(task=one, transition="assess", by=world.host).step == "dossier"


def test_order_keeps_what_was_told_and_is_closed_once_acceptance_began(world):
    one = world.at("running")
    set_products(task=one, rows=[TABLE, MODEL], by=world.officer)
    assessed(world, one)
    set_products(task=one, rows=[TABLE | {"unit": "bộ"}], by=world.officer)
    assert [(p.number, p.unit, p.delivered) for p in one.products.all()] == [(1, "bộ", Decimal(2))]
    assert (
        refusal(set_products, task=one, rows=[TABLE | {"quantity": 0}], by=world.officer)
        == "products.quantity"
    )
    assert refusal(set_products, task=one, rows=[], by=world.officer) == "products.none"
    late = world.at("checking")
    assert refusal(set_products, task=late, rows=[TABLE], by=world.officer) == "products.too_late"
    assert (
        refusal(set_products, task=one, rows=[TABLE], by=world.host) == "not_allowed:st_tasks.sttask.manage"
    )


def test_host_assesses_again_after_a_supplement_and_the_answer_is_asked_anew(world):
    one = world.at("dossier")
    OrderedProduct.objects.create(task=one, number=1, **TABLE)
    OrderedProduct.objects.create(task=one, number=2, **MODEL)
    assessed(world, one)
    answer_dossier(task=one, answer="Thiếu phụ lục", by=world.officer)
    assert assessed(world, one).answer == ""
    advanced = advance(task=one, transition="hand_in", by=world.host)
    assert refusal(assessed, world=world, one=advanced) == "assessment.step"
    assert refusal(self_assess, task=one, delivered={}, text="x", by=world.stranger).startswith("not_allowed")


def test_day_of_the_dossier_is_the_day_it_came_and_the_first_one_stays(world):
    today = world.host.on
    one = world.at("dossier", starts_on=date(2024, 1, 1), ends_on=today)
    handed = advance(task=one, transition="hand_in", by=world.host)
    assert (handed.dossier_on, handed.acceptance_due_on) == (today, None)
    back = advance(task=handed, transition="supplement", note="Thiếu phụ lục", by=world.officer)
    StTask.objects.filter(pk=back.pk).update(dossier_on=date(2026, 1, 2))
    assert advance(task=back, transition="hand_in", by=world.host).dossier_on == date(2026, 1, 2)


def figures():
    told = definition()
    told["figures"] += [
        {"code": "acceptance.dossier_days", "value": 30, "what": "x"},
        {"code": "acceptance.late_barred_days", "value": 30, "what": "x"},
        {"code": "acceptance.late_fail_months", "value": 6, "what": "x"},
    ]
    return read_outline(told, code="x", version=1, name="x")


@pytest.mark.parametrize(
    ("handed", "late", "bars", "fails"),
    [
        (date(2026, 1, 30), 0, False, False),
        (date(2026, 1, 31), 1, False, False),
        (date(2026, 3, 1), 30, False, False),
        (date(2026, 3, 2), 31, True, False),
        (date(2026, 7, 30), 181, True, False),
        (date(2026, 7, 31), 182, True, True),
    ],
)
def test_thirty_days_late_bars_the_host_six_months_late_fails_the_task(handed, late, bars, fails):
    one = StTask(ends_on=date(2025, 12, 31), dossier_on=handed)
    told = lateness(one, figures(), date(2099, 1, 1))
    assert (told.due, told.days, told.bars, told.fails) == (date(2026, 1, 30), late, bars, fails)


def test_dossier_not_handed_in_is_late_by_the_day_asked_and_a_regime_without_numbers_bars_nobody():
    one = StTask(ends_on=date(2025, 12, 31))
    assert lateness(one, figures(), date(2026, 3, 2)).bars
    bare = read_outline(definition(), code="x", version=1, name="x")
    assert lateness(one, bare, date(2099, 1, 1)).days == 0
    assert lateness(StTask(), figures(), date(2026, 3, 2)).days == 0


def test_grade_day_and_minutes_are_the_councils_whatever_was_typed(world):
    one = world.at("acceptance")
    body = council(kind="acceptance", tasks=(one,), procedure=world.rules)
    item = body.items.get()
    item.outcome, item.result, item.concluded_at = {"steps": []}, "excellent", timezone.now()
    item.save()
    day = timezone.localtime()
    meeting = Meeting.objects.create(
        council=body, at=day, state="closed", closed_at=day, minutes_symbol="8/BB-HĐNT", quorum={}
    )
    meeting.items.add(item)
    typed = {"grade": "fail", "accepted_on": date(2026, 1, 1), "acceptance_minutes": "?"}
    done = advance(task=one, transition="conclude", values=typed, by=world.officer)
    assert (done.grade, done.accepted_on, done.acceptance_minutes) == ("excellent", day.date(), "8/BB-HĐNT")
    assert done.events.get().values["grade"] == "excellent"


def test_without_a_concluded_council_nothing_is_filled_in(world):
    assert (
        refusal(advance, task=world.at("acceptance"), transition="conclude", by=world.officer)
        == "task.field_missing"
    )


def test_registration_needs_results_with_a_summary_and_recognition_needs_the_certificate(world):
    one = world.at("registration")
    values = {"certificate": "15/GCN", "registered_on": world.officer.on}
    told = {"task": one, "transition": "register", "by": world.officer, "values": values}
    assert refusal(advance, **told) == "task.guard"
    enter_result(task=one, values={"title": "Báo cáo tổng hợp"}, by=world.host)
    with pytest.raises(DomainError, match="Kết quả chưa có tóm tắt: Báo cáo tổng hợp"):
        advance(**told)
    one.results.update(abstract="Tóm tắt")
    assert refusal(advance, **told | {"values": {}}) == "task.field_missing"
    assert advance(**told).step == "recognition"
    StTask.objects.filter(pk=one.pk).update(certificate="", registered_on=None)
    values = {"recognition_symbol": "5/QĐ", "recognised_on": world.officer.on}
    code = refusal(advance, task=one, transition="recognise", values=values, by=world.leader)
    assert code == "record.constraint"


def test_failed_task_is_settled_at_once_and_others_are_not(world):
    failed = world.at("finishing", grade="fail")
    step = {"transition": "settle_failed", "note": "Không đạt", "by": world.officer}
    assert advance(task=failed, **step).step == "settlement"
    assert refusal(advance, task=world.at("finishing", code="B"), **step) == "task.guard"


def test_hand_over_plans_five_yearly_reports_from_recognition(world):
    one = world.at(
        "handover", registered_on=date(2026, 8, 1), certificate="1", recognised_on=date(2026, 8, 20)
    )
    step = {
        "task": one,
        "transition": "hand_over",
        "values": {"handed_over_on": world.officer.on},
        "by": world.officer,
    }
    assert refusal(advance, **step) == "task.guard"
    add_hand_over(
        task=one,
        to=one.host,
        what="Quyền sử dụng kết quả",
        symbol="7/QĐ",
        on=date(2026, 9, 1),
        by=world.officer,
    )
    assert advance(**step).step == "follow_up"
    planned = [(use.year, use.due_on) for use in one.uses.all()]
    assert planned == [(year, date(year, 8, 20)) for year in range(2027, 2032)]


def test_hand_over_is_dated_named_and_the_last_one_stays(world):
    one = world.at("handover")
    told = {"task": one, "to": one.host, "what": "Máy sấy", "symbol": "7/QĐ", "by": world.officer}
    assert refusal(add_hand_over, **told, on=date(2026, 6, 30)) == "hand_over.before_acceptance"
    assert refusal(add_hand_over, **told | {"what": " "}, on=date(2026, 9, 1)) == "hand_over.blank"
    assert refusal(add_hand_over, **told, on=date(2099, 9, 1)) == "hand_over.future"
    assert (
        refusal(add_hand_over, **told | {"task": world.at("running", code="B")}, on=one.accepted_on)
        == "hand_over.too_early"
    )
    made = add_hand_over(**told, on=date(2026, 9, 1))
    StTask.objects.filter(pk=one.pk).update(handed_over_on=date(2026, 9, 1))
    made.task.refresh_from_db()
    assert refusal(remove_hand_over, hand_over=made, reason="Nhầm", by=world.officer) == "hand_over.last"


def test_task_is_closed_after_the_last_year_with_every_report_confirmed_and_results_made_known(world):
    one = world.at(
        "follow_up", valid_from=date(2019, 1, 1), starts_on=date(2019, 2, 1), ends_on=date(2020, 2, 1),
        accepted_on=date(2020, 3, 1),
    )  # fmt: skip
    step = {"task": one, "transition": "finish", "by": world.officer}
    assert refusal(advance, **step) == "task.guard"
    for year in (2024, 2025):
        use = save_use(
            task=one, year=year, values={"applied": False, "no_reason": "Chưa có vốn"}, by=world.host
        )
        Use.objects.filter(pk=use.pk).update(due_on=date(year, 3, 1))
        report_use(use=use, by=world.host)
    with pytest.raises(
        DomainError, match=r"chưa được Sở xác nhận: năm 2024, 2025\. Chưa ghi hình thức công bố"
    ):
        advance(**step)
    for use in one.uses.all():
        confirm_use(use=use, by=world.officer)
    add_publicity(task=one, kind="portal", what="Bài giới thiệu", on=date(2024, 1, 1), by=world.host)
    Use.objects.create(task=one, year=2099, due_on=date(2099, 3, 1))
    with pytest.raises(DomainError, match="kéo dài đến 01/03/2099"):
        advance(**step)
    Use.objects.filter(year=2099).delete()
    assert advance(**step).step == "closed"


def test_secret_task_is_not_made_known(world):
    one = world.at("follow_up", confidential=True)
    code = refusal(
        add_publicity, task=one, kind="press", what="Bài báo", on=date(2026, 8, 1), by=world.officer
    )
    assert code == "publicity.confidential"
    assert list(checklist(one)) == []


def test_checklist_tells_duty_from_advice(world):
    one = world.at("follow_up")
    add_publicity(task=one, kind="workshop", what="Tập huấn", on=date(2026, 8, 1), by=world.host)
    assert [(asked.done, asked.duty) for asked in checklist(one)] == [
        (False, True),
        (True, False),
        (False, False),
    ]
    assert (
        refusal(add_publicity, task=one, kind="?", what="x", on=date(2026, 8, 1), by=world.host)
        == "publicity.blank"
    )
    assert (
        refusal(add_publicity, task=one, kind="tv", what="x", on=date(2099, 8, 1), by=world.host)
        == "publicity.future"
    )
