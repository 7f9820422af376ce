"""The portfolio: shares as they are and as they would be, risks, cuts; every number opens its list."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db.models import Q
from django.urls import reverse

from khcn.operations.st_tasks.models import Council, CouncilItem, StTask
from khcn.operations.st_tasks.portfolio import ORDERING, shares, slices
from khcn.registers.directory.models import ScienceField
from khcn.web.workspace.councils.steering import steering
from tests.factories import st_tasks as make
from tests.factories.plans import plan_with_text
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db
YEAR = 2026


def approved(group, money, **over):
    return make.task(
        "running", share_group=group, state_budget=money, budget=money, valid_from=date(YEAR, 3, 1),
        starts_on=date(YEAR, 4, 1), ends_on=date(YEAR + 2, 4, 1), **over,
    )  # fmt: skip


def told(measure):
    found = shares(StTask.objects.all(), YEAR, date(YEAR, 11, 1))
    return [(one.group, one.value, one.percent, one.percent_then) for one in found[measure]]


def test_shares_by_number_and_money_and_what_they_become_when_all_now_decided_are_approved():
    approved("nong-lam", 900)
    approved("nong-lam", 600)
    approved("xa-hoi", 500)
    make.task("deciding", share_group="khac", state_budget=1000, budget=1000)
    assert told("count") == [
        ("nong-lam", 2, Decimal("66.7"), Decimal("50.0")),
        ("xa-hoi", 1, Decimal("33.3"), Decimal("25.0")),
        ("khac", 0, Decimal("0.0"), Decimal("25.0")),
    ]
    assert told("money") == [
        ("nong-lam", 1500, Decimal("75.0"), Decimal("50.0")),
        ("xa-hoi", 500, Decimal("25.0"), Decimal("16.7")),
        ("khac", 0, Decimal("0.0"), Decimal("33.3")),
    ]


def test_the_list_being_ordered_is_counted_instead_where_it_is_asked_for(client):
    approved("nong-lam", 900)
    make.task("ordering", share_group="khac")
    make.task("identification", share_group="khac")
    make.task("deciding", share_group="xa-hoi")
    found = shares(StTask.objects.all(), YEAR, date(YEAR, 11, 1), deciding=Q(step__in=ORDERING))["count"]
    assert [(one.added, one.whole_added) for one in found] == [(0, 2), (0, 2), (2, 2)]
    client.force_login(make.players().leader)
    page = client.get(reverse("st_task_portfolio"), {"nam": YEAR, "danh-sach": "dat-hang"}).content.decode()
    assert "2 nhiệm vụ trong danh sách này" in page
    page = client.get(reverse("st_task_portfolio"), {"nam": YEAR, "danh-sach": "khong-co"}).content.decode()
    assert "1 nhiệm vụ trong danh sách này" in page


def test_identification_council_shows_what_its_proposals_do_to_the_shares(client):
    council = Council.objects.create(procedure=rooms.rules(), kind="identification", name="Hội đồng mẫu")
    for _one in range(2):
        task = make.task("identification", rules=rooms.rules(), share_group="nong-lam")
        CouncilItem.objects.create(council=council, task=task)
    with time_machine.travel(f"{YEAR}-11-01T05:00:00Z"):
        approved("xa-hoi", 1)
        told = steering(council)
    assert [(row["share"].added, row["share"].percent_then) for row in told["steering"]] == [
        (2, Decimal("66.7")), (0, Decimal("33.3")), (0, Decimal("0.0"))
    ]  # fmt: skip
    client.force_login(make.players().officer)
    page = client.get(reverse("council_detail", kwargs={"pk": council.pk})).content.decode()
    assert "Nếu thực hiện" in page


def test_a_share_of_nothing_is_unknown_and_not_zero():
    assert [percent for _group, _value, percent, _then in told("count")] == [None, None, None]


def test_tasks_without_a_group_count_in_the_whole():
    approved("nong-lam", 1)
    approved("", 1)
    assert told("count")[0] == ("nong-lam", 1, Decimal("50.0"), Decimal("50.0"))
    assert told("count")[-1][0] == ""


def test_tasks_of_another_year_do_not_count_as_newly_approved():
    approved("nong-lam", 1)
    make.task("running", share_group="xa-hoi", valid_from=date(YEAR - 1, 12, 31))
    assert [one[1] for one in told("count")] == [1, 0, 0]
    assert [one[1] for one in told("running")] == [1, 1, 0]


def test_fields_are_cut_with_what_names_none_last():
    field = ScienceField.objects.create(code="9.9", name="Lĩnh vực mẫu", edition="2025")
    approved("nong-lam", 5, science_field=field)
    approved("nong-lam", 9)
    make.task("ordered", science_field=field)
    make.task("rejected", science_field=field)
    found = slices(StTask.objects.all(), "science_field", date(YEAR, 11, 1))
    assert [(one.name, one.before, one.at_work, one.done, one.money) for one in found] == [
        ("Lĩnh vực mẫu", 1, 1, 0, 5),
        ("", 0, 1, 0, 9),
    ]


def test_the_page_shows_goals_and_leads_to_lists(sign_in):
    people = make.players()
    approved("nong-lam", 5_000_000)
    make.task("deciding", share_group="khac", state_budget=1, budget=1)
    browser = sign_in(people.leader)
    answer = browser.get(reverse("st_task_portfolio"), {"nam": YEAR})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "trên 60%" in text
    assert "nếu duyệt:" in text
    for row in answer.context["share_rows"]:
        for cell in row.cells:
            assert browser.get(cell["url"]).status_code == 200
    for cut in answer.context["cuts"]:
        for row in cut["rows"]:
            listed = browser.get(row.urls["all"])
            assert len(listed.context["rows"]) >= row.slice.at_work


def test_the_number_of_a_share_is_the_length_of_its_list(sign_in):
    people = make.players()
    approved("nong-lam", 5)
    approved("nong-lam", 5)
    approved("khac", 5)
    browser = sign_in(people.leader)
    answer = browser.get(reverse("st_task_portfolio"), {"nam": YEAR})
    for row in answer.context["share_rows"]:
        listed = browser.get(row.cells[0]["url"])
        assert len(listed.context["rows"]) == row.cells[0]["share"].value


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("leader", 200), ("proposer", 403), ("other", 403)]
)
def test_who_opens_the_portfolio(who, status, sign_in):
    assert sign_in(getattr(make.players(), who)).get(reverse("st_task_portfolio")).status_code == status


def test_the_portfolio_costs_at_most_twelve_queries(sign_in, django_assert_max_num_queries):
    browser = sign_in(make.players().leader)
    plan_with_text(code="ke-hoach")
    for _number in range(5):
        approved("nong-lam", 5)
    browser.get(reverse("st_task_portfolio"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("st_task_portfolio"))
