"""The conditions of the leader on the page of validity, and the department's choice of the person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import st_tasks as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    now = timezone.now()
    call = make.call(opened_on=now.date(), opening_at=now, closes_at=now, opening_minutes="1")
    made = make.application(
        of=make.task("opening", call=call), purpose="dossier", state="sent", call=call, organisation=make.organisation()
    )  # fmt: skip
    make.team_member(made, role="leader", name="Người Mẫu Một")
    return made


def url(dossier, name):
    return reverse(name, kwargs={"code": dossier.call.code, "pk": dossier.pk})


def test_a_leader_of_the_same_name_as_one_who_is_busy_is_to_be_looked_at(dossier, sign_in):
    client = sign_in(make.players().officer)
    make.task("running", leader_name="Người mẫu MỘT", name="Nhiệm vụ đang chạy")
    page = client.get(url(dossier, "call_validity")).content.decode()
    assert ("người cùng tên đang làm chủ nhiệm" in page, "chưa gắn với danh bạ" in page) == (True, True)
    assert page.count("Cần kiểm tra</span>") >= 4


def test_the_officer_chooses_among_people_of_the_same_name_and_sees_what_follows(dossier, sign_in):
    busy, other = make.person(), make.person("Người Khác")
    make.task("running", leader=busy, leader_name=busy.name, name="Nhiệm vụ đang chạy")
    client = sign_in(make.players().officer)
    form = client.get(url(dossier, "call_leader")).content.decode()
    assert (f"[#{busy.pk}]" in form, f"[#{other.pk}]" in form) == (True, False)
    answer = client.post(url(dossier, "call_leader"), {"same": busy.pk, "person": ""}, follow=True)
    page = answer.content.decode()
    assert ("đang làm chủ nhiệm nhiệm vụ “Nhiệm vụ đang chạy”" in page, "Không đạt" in page) == (True, True)
    client.post(url(dossier, "call_leader"), {"person": f"{other.name} [#{other.pk}]"})
    assert dossier.team.get(role="leader").person == other
    client.post(url(dossier, "call_leader"), {"person": ""})
    assert dossier.team.get(role="leader").person is None


def test_a_dossier_that_is_not_opened_has_no_such_page(dossier, sign_in):
    people = make.players()
    assert sign_in(people.other).get(url(dossier, "call_leader")).status_code == 403
    type(dossier.call).objects.update(opened_on=None)
    assert sign_in(people.officer).get(url(dossier, "call_leader")).status_code == 404


def test_the_page_of_validity_keeps_within_its_queries(dossier, sign_in, django_assert_max_num_queries):
    client = sign_in(make.players().officer)
    client.get(url(dossier, "call_validity"))
    with django_assert_max_num_queries(16):
        client.get(url(dossier, "call_validity"))
