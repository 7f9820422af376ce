"""Sanctions on screen: officers enter, list and end them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import Sanction
from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db
LIST, NEW = "st_task_sanctions", "st_task_sanction_new"


@pytest.fixture
def people():
    return make.players()


def asked(**over):
    today = timezone.localdate()
    told = {"reason": "Nộp hồ sơ nghiệm thu quá hạn", "symbol": "1/QĐ-SKHCN", "valid_from": today.isoformat()}
    return told | {"valid_to": (today + timedelta(365)).isoformat()} | over


def test_an_officer_enters_one_sees_it_and_ends_it(people, sign_in):
    host = make.organisation(tax_code="0100000001")
    client = sign_in(people.officer)
    assert "Chưa có hạn chế nào" in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse(NEW), asked(organisation="Công ty Mẫu số 1")).status_code == 302
    one = Sanction.objects.get()
    assert (one.organisation, one.person, one.symbol) == (host, None, "1/QĐ-SKHCN")
    page = client.get(reverse(LIST)).content.decode()
    assert ("Công ty Mẫu số 1" in page, "Đang áp dụng" in page, "Kết thúc sớm" in page) == (True, True, True)
    end = reverse("st_task_sanction_end", kwargs={"sanction": one.pk})
    assert client.post(end, {"reason": ""}).status_code == 422
    assert client.post(end, {"reason": "Đã khắc phục"}).status_code == 302
    one.refresh_from_db()
    assert one.valid_to == timezone.localdate()


def test_one_party_is_named_neither_both_nor_none(people, sign_in):
    make.organisation()
    make.person()
    client = sign_in(people.officer)
    both = {"organisation": "Công ty Mẫu số 1", "person": "Người Mẫu Một"}
    assert client.post(reverse(NEW), asked(**both)).status_code == 422
    assert client.post(reverse(NEW), asked()).status_code == 422
    assert client.post(reverse(NEW), asked(person="Người Mẫu Một", valid_to="2001-01-01")).status_code == 422
    assert Sanction.objects.count() == 0


@pytest.mark.parametrize("name", ["leader", "applicant", "other"])
def test_nobody_else_opens_the_pages(people, sign_in, name):
    client = sign_in(getattr(people, name))
    assert [client.get(reverse(one)).status_code for one in (LIST, NEW)] == [403, 403]


def test_the_board_leads_officers_there_and_everybody_of_the_department_to_what_is_due(people, sign_in):
    board = sign_in(people.officer).get(reverse("st_task_list")).content.decode()
    assert (reverse(LIST) in board, reverse("st_task_due") in board) == (True, True)
    board = sign_in(people.leader).get(reverse("st_task_list")).content.decode()
    assert (reverse(LIST) in board, reverse("st_task_due") in board) == (False, True)


def test_the_list_keeps_within_its_queries(people, sign_in, django_assert_max_num_queries):
    today, host = timezone.localdate(), make.organisation()
    for number in range(20):
        Sanction.objects.create(organisation=host, reason=f"Lý do {number}", valid_from=today, valid_to=today)
    client = sign_in(people.officer)
    client.get(reverse(LIST))
    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))
