"""The team page ties people to the directory, and tells judges why they are refused."""

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import Sheet
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def draft(owner):
    return make.application(owner=owner, purpose="dossier", of=make.task("calling", call=make.call()))


def url(application, name="application_team", **more):
    return reverse(name, kwargs={"pk": application.pk, **more})


def asked(**over):
    return {"name": "Người Mẫu Một", "email": "", "role": "leader", "degree_year": "2010"} | over


def test_a_leader_is_chosen_by_orcid_though_the_list_does_not_show_the_person(draft, owner, sign_in):
    expert = make.person(orcid=ORCID)
    assert sign_in(owner).post(url(draft), asked(person=ORCID)).status_code == 302
    assert draft.team.get(role="leader").person == expert


def test_names_of_people_who_are_not_listed_are_not_found(draft, owner, sign_in):
    hidden = make.person("Người Không Công Khai")
    client = sign_in(owner)
    for told in (hidden.name, f"#{hidden.pk}", f"{hidden.name} [#{hidden.pk}]"):
        answer = client.post(url(draft), asked(person=told))
        assert (answer.status_code, "Không tìm thấy" in answer.content.decode()) == (422, True)
    listed = make.person(
        "Người Công Khai", visibility="public", consent=True, consent_on=timezone.localdate()
    )
    assert client.post(url(draft), asked(person=listed.name)).status_code == 302
    assert draft.team.get(role="leader").person == listed


def test_a_member_is_tied_later_and_who_is_tied_stays_found(draft, owner, sign_in):
    member, expert = make.team_member(draft, name="Người Mẫu Một"), make.person(orcid=ORCID)
    client, page = sign_in(owner), url(draft, "application_member_person", member=member.pk)
    assert page in client.get(url(draft, "application_edit")).content.decode()
    assert client.post(page, {"person": ORCID}).status_code == 302
    expert.orcid = ""
    expert.save()
    again = client.get(page).content.decode()
    assert f"Người Mẫu Một [#{expert.pk}]" in again
    assert client.post(page, {"person": f"Người Mẫu Một [#{expert.pk}]"}).status_code == 302
    member.refresh_from_db()
    assert member.person == expert
    assert sign_in(UserFactory()).get(page).status_code == 404


def test_a_judge_is_refused_on_the_page_with_a_sentence(draft, owner, sign_in):
    judge, expert = UserFactory(), make.person(orcid=ORCID)
    council = make.council(members=(judge,), dossiers=(draft,))
    council.seats.update(person=expert)
    Sheet.objects.create(
        item=council.items.get(), seat=council.seats.get(), kind="ballot", handed_in_at=timezone.now(), seal="x"
    )  # fmt: skip
    answer = sign_in(owner).post(url(draft), asked(person=ORCID))
    assert (answer.status_code, "không độc lập" in answer.content.decode()) == (422, True)
    begun = sign_in(judge).post(reverse("dossier_new", kwargs={"pk": draft.task_id}), {})
    assert "Bạn đã chấm" in begun.content.decode()
