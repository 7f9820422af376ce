"""Pages of independent experts and of the publication of an acceptance dossier: officers alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.operations.st_tasks.models import ExpertOpinion
from tests.factories import st_tasks as make
from tests.operations.st_tasks.packs import bare

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.players()


def test_an_officer_asks_and_records(client, people):
    task = make.task("selection", rules=bare())
    client.force_login(people.officer)
    where = {"pk": task.pk}
    today = {"on": f"{timezone.localdate():%d/%m/%Y}"}
    answer = client.post(
        reverse("task_opinion_ask", kwargs=where), {"about": "selection", "name": "Bà Mẫu", **today}
    )
    assert answer.status_code == 302
    one = ExpertOpinion.objects.get()
    page = client.get(reverse("task_opinions", kwargs=where)).content.decode()
    assert "Bà Mẫu" in page
    assert "chưa đủ" in page
    told = {"text": "Nên thực hiện.", **today}
    client.post(reverse("task_opinion_record", kwargs=where | {"opinion": one.pk}), told)
    assert "Nên thực hiện." in client.get(f"/nhiem-vu-khcn/{task.pk}/?phan=chuyen-gia").content.decode()


def test_an_officer_notes_the_publication(client, people):
    task = make.task("acceptance", rules=bare())
    client.force_login(people.officer)
    told = {"on": f"{timezone.localdate():%d/%m/%Y}"}
    answer = client.post(reverse("task_publish_dossier", kwargs={"pk": task.pk}), told)
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.acceptance_published_on is not None


def test_the_public_page_names_the_host_from_the_day_of_publication_on(client, people):
    call = make.call(code="dot-mau", published_at=timezone.now())
    task = make.task(
        "approved", rules=bare(), call=call, host=make.organisation(), valid_from=timezone.localdate()
    )
    client.force_login(people.officer)
    where = reverse("task_publish_result", kwargs={"pk": task.pk})
    early = client.post(where, {"on": f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"})
    assert early.status_code == 422
    assert (
        "Công ty Mẫu số 1"
        not in client.get(reverse("public_call", kwargs={"code": call.code})).content.decode()
    )
    assert client.post(where, {"on": f"{timezone.localdate():%d/%m/%Y}"}).status_code == 302
    assert (
        "Công ty Mẫu số 1" in client.get(reverse("public_call", kwargs={"code": call.code})).content.decode()
    )


@pytest.mark.parametrize(
    "name", ["task_opinions", "task_opinion_ask", "task_publish_dossier", "task_publish_result"]
)
def test_applicants_see_none_of_it(client, people, name):
    task = make.task("selection", rules=bare())
    make.application(owner=people.applicant, purpose="dossier", state="chosen", of=task)
    client.force_login(people.applicant)
    assert client.get(reverse(name, kwargs={"pk": task.pk})).status_code in (403, 404)
