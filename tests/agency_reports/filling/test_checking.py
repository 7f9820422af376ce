from datetime import date
from decimal import Decimal

import pytest

from khcn.agency_reports.filling import problems
from khcn.agency_reports.models import Answer
from tests.factories.indicators import count, indicator, observation
from tests.factories.reports import cycle, report, request_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(office):
    """`found(kind, **values)`: field, level and code of each problem of that item when it says this."""

    def look(kind, **values):
        written = office.start()
        answer = Answer.objects.get(report=written, item=office.items[kind])
        for name, value in values.items():
            setattr(answer, name, value)
        answer.save()
        return [
            (one.field, one.level, one.code)
            for one in problems(written)
            if one.item is not None and one.item.kind == kind
        ]

    return look


def test_an_empty_item_is_an_error_unless_nothing_happened(found):
    assert found("task") == [("declared", "error", "missing")]
    assert found("task", nothing=True) == []


def test_an_item_that_is_not_required_may_stay_empty(found, office):
    office.asked.items.update(required=False)
    assert found("task") == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"text": "Xong"}, [("declared", "error", "missing")]),
        ({"declared": "met"}, [("text", "error", "missing")]),
        ({"declared": "met", "text": "Xong", "value": Decimal(0)}, [("unit", "error", "half")]),
        ({"declared": "met", "text": "Xong", "obstacle": "Khó"},
         [("proposal", "error", "half"), ("level", "error", "half")]),
        ({"declared": "met", "text": "Xong", "proposal": "Đề nghị", "level": "province"},
         [("obstacle", "error", "half")]),
        ({"nothing": True, "text": "Có"}, [("nothing", "error", "nothing_but")]),
        ({"declared": "met", "text": "Xong", "money": [{"origin": "science", "planned": 5, "allocated": 6}]},
         [("money", "warning", "money_order")]),
        ({"declared": "met", "text": "Xong", "explanation": "Bổ sung giữa năm",
          "money": [{"origin": "science", "planned": 5, "allocated": 6}]}, []),
        ({"declared": "met", "text": "Xong", "money": [{"origin": "science", "planned": None, "allocated": 6}]}, []),
    ],
)  # fmt: skip
def test_what_a_task_still_needs(found, values, expected):
    assert found("task", **values) == expected


def test_a_helping_agency_need_not_judge_the_task(found, office):
    office.asked.items.filter(kind="task").update(role="coordinating")
    assert found("task", text="Đã phối hợp") == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"value": Decimal(0)}, []),
        ({"value": Decimal(-1)}, [("value", "error", "bounds")]),
        ({"value": Decimal("100.01")}, [("value", "error", "bounds")]),
        ({"value": Decimal(120), "numerator": Decimal(6), "denominator": Decimal(5)},
         [("numerator", "error", "parts")]),
        ({"nothing": True}, [("explanation", "warning", "no_figure")]),
        ({"nothing": True, "explanation": "Niên giám chưa có"}, []),
    ],
)  # fmt: skip
def test_what_a_share_may_be(found, values, expected):
    assert found("indicator", **values) == expected


def test_the_card_says_what_is_possible(found, office):
    office.share.cards.update(lower=Decimal(10), upper=Decimal(20))
    assert found("indicator", value=Decimal(5)) == [("value", "error", "bounds")]
    assert found("indicator", value=Decimal(15)) == []


def test_a_jump_against_last_years_figure_asks_why(found, office):
    observation(office.share, office.cycle.year - 1, 20)
    assert found("indicator", value=Decimal(30)) == []
    assert found("indicator", value=Decimal("30.1")) == [("value", "warning", "jump")]
    assert found("indicator", value=Decimal("9.9")) == [("value", "warning", "jump")]
    assert found("indicator", value=Decimal("9.9"), explanation="Đổi mẫu số") == []


def test_what_the_agency_sent_last_year_counts_before_the_houses_figure(found, office):
    observation(office.share, office.cycle.year - 1, 20)
    last = cycle(office.cycle.year - 1, plan=office.cycle.plan)
    before = request_for(office.agency, last, indicators=[office.share])
    report(before, "accepted", answers={before.items.get(): {"value": Decimal(40)}})
    office.cycle.previous = last
    office.cycle.save()
    assert found("indicator", value=Decimal(45)) == []
    assert found("indicator", value=Decimal(15)) == [("value", "warning", "jump")]


def test_after_zero_there_is_no_percentage_and_no_crash(found, office):
    observation(office.share, office.cycle.year - 1, 0)
    assert found("indicator", value=Decimal(30)) == []


def test_a_figure_other_than_what_registers_count_asks_why(office):
    counted = indicator("dem-mau", kind="count", unit="tổ chức", fact="organisations.science", decimals=0)
    count(counted, office.cycle.year, 7)
    asked = request_for(None, office.cycle, indicators=[counted])
    told = {"value": Decimal(8)}
    written = report(asked, answers={asked.items.get(): told})
    assert [(one.field, one.code) for one in problems(written)] == [("value", "computed")]
    written.answers.update(value=Decimal("7.4"))
    assert problems(written) == []
    written.answers.update(value=Decimal(8), explanation="Có một tổ chức chưa vào sổ")
    assert problems(written) == []


def test_errors_come_before_warnings_and_items_keep_their_order(office):
    observation(office.share, office.cycle.year - 1, 20)
    written = office.start()
    Answer.objects.filter(report=written, item=office.items["indicator"]).update(value=Decimal(90))
    assert [(one.level, one.item.kind) for one in problems(written)] == [
        ("error", "task"), ("error", "section"), ("warning", "indicator"),
    ]  # fmt: skip


def test_checking_costs_the_same_for_one_item_and_for_many(office, django_assert_max_num_queries):
    from tests.factories.plans import TaskFactory

    tasks = TaskFactory.create_batch(12, plan=office.cycle.plan)
    several = [indicator(f"them-{number}") for number in range(8)]
    asked = request_for(None, office.cycle, tasks=tasks, indicators=several, sections=["results", "next"])
    told = {
        one: {"text": "x", "declared": "met", "value": Decimal(1), "unit": "x"} for one in asked.items.all()
    }
    written = report(asked, answers=told)
    problems(written)
    with django_assert_max_num_queries(16):
        problems(written)


def test_what_is_known_stands_in_a_new_report(office):
    from khcn.agency_reports.models import Obstacle, TaskUpdate

    day = office.cycle.first_day
    for as_of, text in ((date(2019, 1, 1), "Cũ"), (day, "Mới nhất")):
        TaskUpdate.objects.create(
            task=office.task, agency=office.agency, as_of=as_of, declared="met", result=text,
            amount=Decimal(4), unit="mô hình",
        )  # fmt: skip
    Obstacle.objects.create(
        plan=office.cycle.plan, task=office.task, agency=office.agency, title="Thiếu vốn", proposal="Bổ sung vốn",
        level="province", raised_on=day,
    )  # fmt: skip
    observation(office.share, office.cycle.year, 25, numerator=Decimal(1), denominator=Decimal(4))
    answers = {one.item.kind: one for one in office.start().answers.select_related("item")}
    task, share = answers["task"], answers["indicator"]
    assert (task.declared, task.text, task.value, task.unit) == ("met", "Mới nhất", Decimal(4), "mô hình")
    assert (task.obstacle, task.proposal, task.level) == ("Thiếu vốn", "Bổ sung vốn", "province")
    assert task.filled_in_from == f"cập nhật tính đến ngày {day:%d/%m/%Y}; 1 vướng mắc đang mở"
    assert (share.value, share.numerator, share.denominator) == (Decimal(25), Decimal(1), Decimal(4))
    assert share.filled_in_from == f"số liệu đã ghi của năm {office.cycle.year}"
    assert answers["section"].filled_in_from == ""
