from datetime import date
from decimal import Decimal

import pytest

from khcn.agency_reports.accepting import accept_report, rule
from khcn.agency_reports.models import AcceptedValue, Answer, Obstacle, TaskUpdate
from khcn.indicators.models import Observation
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.notices.models import Notice
from tests.factories import actor_for, people_of
from tests.factories.indicators import indicator, observation
from tests.factories.reports import answer, cycle, report

pytestmark = pytest.mark.django_db
MET = {"declared": "met", "text": "Xong ba mô hình.", "value": Decimal(3), "unit": "mô hình"}


@pytest.fixture
def figure(a):
    return indicator("ty-le", name="Tỷ lệ mẫu", owner=a, source="report", kind="share")


def test_declared_task_becomes_an_update_of_the_agency_on_the_day_of_sending(sent, a, task, coordinator):
    made = accept_report(report=sent(a, {task: MET}), by=coordinator, note="Đủ số liệu.")
    update = TaskUpdate.objects.get()
    assert (update.task, update.agency, update.as_of) == (task, a, date(2026, 11, 18))
    assert (update.declared, update.result, update.amount, update.unit) == (
        "met", "Xong ba mô hình.", Decimal(3), "mô hình",
    )  # fmt: skip
    assert AcceptedValue.objects.get().update == update
    assert (made.state, made.decision_note, made.decided_by_id) == (
        "accepted", "Đủ số liệu.", coordinator.user_id,
    )  # fmt: skip


def test_report_sent_after_the_window_closed_speaks_of_its_last_day(sent, a, task, plan, coordinator):
    past = cycle(2025, plan=plan, backfill=True)
    accept_report(report=sent(a, {task: MET}, in_cycle=past), by=coordinator)
    assert TaskUpdate.objects.get().as_of == date(2025, 12, 14)


def test_update_that_says_the_same_already_is_pointed_to_and_not_told_twice(sent, a, task, coordinator):
    known = TaskUpdate.objects.create(
        task=task, agency=a, as_of=date(2026, 6, 1), declared="met", result=MET["text"], amount=3, unit="mô hình"
    )  # fmt: skip
    accept_report(report=sent(a, {task: MET}), by=coordinator)
    assert [TaskUpdate.objects.get(), AcceptedValue.objects.get().update] == [known, known]


def test_helping_agency_is_accepted_but_does_not_tell_how_the_task_stands(sent, b, task, coordinator):
    accept_report(report=sent(b, {task: MET}, roles="coordinating"), by=coordinator)
    assert not TaskUpdate.objects.exists()
    assert AcceptedValue.objects.get().answer == Answer.objects.get()


def test_nothing_happened_is_accepted_and_tells_nothing(sent, a, task, coordinator):
    accept_report(report=sent(a, {task: {"nothing": True}}), by=coordinator)
    assert AcceptedValue.objects.count() == 1
    assert not TaskUpdate.objects.exists()


def test_item_left_empty_is_not_accepted_as_anything(sent, a, task, coordinator):
    accept_report(report=sent(a, {task: {}, "next": {"text": "Việc năm sau"}}), by=coordinator)
    assert [row.item.section for row in AcceptedValue.objects.all()] == ["next"]


def test_task_that_was_closed_takes_its_last_word_on_the_day_of_closing(sent, a, task, coordinator):
    task.state, task.closed_on = "closed", date(2026, 9, 30)
    task.save()
    accept_report(report=sent(a, {task: MET}), by=coordinator)
    assert TaskUpdate.objects.get().as_of == date(2026, 9, 30)


# --- figures ----------------------------------------------------------------------------------


def test_indicator_becomes_a_confirmed_figure_that_names_cycle_and_agency(sent, a, figure, coordinator):
    said = {"value": Decimal(40), "numerator": Decimal(4), "denominator": Decimal(10), "unit": "%"}
    accept_report(report=sent(a, {figure: said}), by=coordinator)
    row = Observation.objects.get()
    assert (row.state, row.origin, row.value, row.numerator) == ("confirmed", "report", 40, 4)
    assert row.source_note == "Báo cáo của Sở A: Báo cáo năm 2026 (bản 1)"
    assert AcceptedValue.objects.get().observation == row


def test_figure_of_a_year_that_was_not_over_when_it_was_sent_is_an_estimate(sent, a, figure, coordinator):
    accept_report(report=sent(a, {figure: {"value": Decimal(40)}}), by=coordinator)
    row = Observation.objects.get()
    assert (row.vintage, row.first_day, row.last_day) == ("estimate", date(2026, 1, 1), date(2026, 12, 31))


def test_figure_of_a_year_that_is_over_is_preliminary(sent, a, figure, plan, coordinator):
    past = cycle(2025, plan=plan, backfill=True)
    accept_report(report=sent(a, {figure: {"value": Decimal(40)}}, in_cycle=past), by=coordinator)
    row = Observation.objects.get()
    assert (row.vintage, row.calendar, row.last_day) == ("preliminary", "statistical", date(2025, 12, 31))


def test_half_year_tells_the_window_of_the_cycle(sent, a, figure, plan, coordinator):
    half = cycle(2026, plan=plan, kind="half_year", first_day=date(2025, 12, 15), last_day=date(2026, 6, 14))
    accept_report(report=sent(a, {figure: {"value": Decimal(40)}}, in_cycle=half), by=coordinator)
    row = Observation.objects.get()
    assert (row.first_day, row.last_day, row.calendar, row.vintage) == (
        date(2025, 12, 15), date(2026, 6, 14), "administrative", "preliminary",
    )  # fmt: skip


def test_figure_that_stands_is_corrected_by_a_new_revision(sent, a, figure, coordinator):
    old = observation(figure, 2026, 35, vintage="estimate", origin="import")
    accept_report(report=sent(a, {figure: {"value": Decimal(40)}}), by=coordinator)
    new = AcceptedValue.objects.get().observation
    assert (new.replaces, new.revision, new.value, new.origin, new.state) == (
        old,
        2,
        40,
        "report",
        "confirmed",
    )


def test_figure_that_says_the_same_stays_and_is_pointed_to(sent, a, figure, coordinator):
    old = observation(figure, 2026, 40, "draft", vintage="estimate")
    accept_report(report=sent(a, {figure: {"value": Decimal("40.00")}}), by=coordinator)
    assert AcceptedValue.objects.get().observation == Observation.objects.get() == old
    assert Observation.objects.get().state == "confirmed"


@pytest.mark.parametrize("value", [35, 40])
@pytest.mark.parametrize(("stood", "cycle_is"), [(True, False), (False, True)])
def test_figure_is_artificial_as_its_cycle_is_not_as_the_figure_before(
    sent, a, figure, plan, coordinator, stood, cycle_is, value
):
    old = observation(figure, 2026, 35, vintage="estimate", artificial=stood)
    told = sent(a, {figure: {"value": Decimal(value)}}, in_cycle=cycle(2026, plan=plan, artificial=cycle_is))
    accept_report(report=told, by=coordinator)
    new = AcceptedValue.objects.get().observation
    same_real_figure = value == 35 and cycle_is
    assert (new.artificial, new == old) == (cycle_is and not same_real_figure, same_real_figure)


def test_figure_beyond_its_bounds_stops_the_whole_acceptance(sent, a, task, figure, coordinator):
    made = sent(a, {task: MET, figure: {"value": Decimal(140)}})
    with pytest.raises(DomainError, match="Mục “Tỷ lệ mẫu”: Giá trị 140 lớn hơn"):
        accept_report(report=made, by=coordinator)
    made.refresh_from_db()
    assert made.state == "sent"
    assert not (TaskUpdate.objects.exists() or AcceptedValue.objects.exists())


def test_figure_in_another_unit_is_not_taken_over(sent, a, coordinator):
    money = indicator("chi", name="Chi cho KH&CN", owner=a, source="report", unit="tỷ đồng")
    with pytest.raises(DomainError) as refusal:
        accept_report(report=sent(a, {money: {"value": Decimal(5), "unit": "triệu đồng"}}), by=coordinator)
    assert refusal.value.code == "accept.unit"
    assert not Observation.objects.exists()


# --- obstacles --------------------------------------------------------------------------------

HINDERED = {"obstacle": "Thiếu người.\nKhó tuyển", "proposal": "Cho tuyển thêm", "level": "province"}


def test_obstacle_of_an_answer_is_raised_for_the_level_that_can_answer(sent, a, task, coordinator):
    accept_report(report=sent(a, {task: {**MET, **HINDERED}}), by=coordinator)
    row = Obstacle.objects.get()
    assert (row.task, row.agency, row.title, row.description) == (task, a, "Thiếu người.", "Khó tuyển")
    assert (row.proposal, row.level, row.state) == ("Cho tuyển thêm", "province", "open")
    assert AcceptedValue.objects.get().obstacle == row


def test_obstacle_that_is_on_the_list_is_not_raised_again(sent, a, task, plan, coordinator):
    known = Obstacle.objects.create(
        plan=plan, task=task, agency=a, title="Thiếu người", description="Khó tuyển", proposal="Cho tuyển thêm",
        level="province", raised_on=date(2026, 3, 1),
    )  # fmt: skip
    said = {**MET, **HINDERED, "obstacle": "Thiếu người. Khó tuyển"}
    accept_report(report=sent(a, {task: said}), by=coordinator)
    assert Obstacle.objects.get() == known == AcceptedValue.objects.get().obstacle


def test_only_what_is_new_beside_known_obstacles_is_raised(sent, a, task, plan, coordinator):
    Obstacle.objects.create(
        plan=plan, task=task, agency=a, title="Thiếu người", proposal="Cho tuyển thêm", level="province",
        raised_on=date(2026, 3, 1),
    )  # fmt: skip
    said = {
        **MET, "level": "ministry", "obstacle": "Thiếu người\nThiếu máy", "proposal": "Cho tuyển thêm\nCấp máy",
    }  # fmt: skip
    accept_report(report=sent(a, {task: said}), by=coordinator)
    new = AcceptedValue.objects.get().obstacle
    assert (new.title, new.proposal, new.level) == ("Thiếu máy", "Cấp máy", "ministry")
    assert Obstacle.objects.count() == 2


# --- states and people ------------------------------------------------------------------------


def test_second_click_takes_nothing_over_twice(sent, a, task, coordinator):
    made = sent(a, {task: MET})
    accept_report(report=made, by=coordinator)
    accept_report(report=made, by=coordinator)
    assert TaskUpdate.objects.count() == 1
    assert Event.objects.filter(action="report.accept").count() == 1


@pytest.mark.parametrize("state", ["draft", "checking", "returned"])
def test_only_what_was_sent_is_accepted(sent, a, task, coordinator, state):
    made = sent(a, {task: MET}, state=state)
    with pytest.raises(DomainError) as refusal:
        accept_report(report=made, by=coordinator)
    assert refusal.value.code == f"report.{state}"


def test_agency_does_not_accept_its_own_report(sent, a, task):
    with pytest.raises(NotAllowed):
        accept_report(report=sent(a, {task: MET}), by=actor_for(people_of(a).approver))


def test_agency_is_told(sent, a, task, coordinator):
    accept_report(report=sent(a, {task: MET}), by=coordinator)
    told = Notice.objects.filter(kind="report.accepted")
    assert {one.title for one in told} == {"Báo cáo đã được tiếp nhận: Báo cáo năm 2026"}


def test_audit_says_how_much_came_of_it(sent, a, task, coordinator):
    accept_report(report=sent(a, {task: {**MET, **HINDERED}, "results": {"text": "Tốt"}}), by=coordinator)
    after = Event.objects.get(action="report.accept").after
    assert {name: after[name] for name in ("answers", "update", "obstacle")} == {
        "answers": 2, "update": 1, "obstacle": 1,
    }  # fmt: skip


def test_whole_report_after_a_part_corrects_what_the_part_told(sent, a, task, coordinator):
    part = sent(a, {task: MET}, part="Phòng Một")
    accept_report(report=part, by=coordinator)
    whole = report(part.request, "sent")
    answer(whole, part.request.items.get(), declared="done", text="Xong hẳn.")
    accept_report(report=whole, by=coordinator)
    first, second = TaskUpdate.objects.order_by("pk")
    assert (second.corrects, second.declared) == (first, "done")
    assert AcceptedValue.objects.get().answer.report == whole


def test_answer_that_was_overruled_before_tells_nothing_when_accepted(sent, a, b, task, round_, coordinator):
    ours = sent(a, {task: MET})
    theirs = sent(b, {task: {**MET, "declared": "late"}})
    rule(
        cycle=round_, key=f"t{task.pk}", outcome="answer", answer=ours.answers.get(), reason="Có biên bản",
        by=coordinator,
    )  # fmt: skip
    accept_report(report=theirs, by=coordinator)
    assert not TaskUpdate.objects.exists()
    accept_report(report=ours, by=coordinator)
    assert TaskUpdate.objects.get().agency == a
