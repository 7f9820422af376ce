import uuid

import pytest

from khcn.kernel.jobs.domain import start
from khcn.kernel.jobs.models import Job, JobState
from tests.factories import UserFactory, actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return UserFactory(full_name="Hoàng Thị Lan")


@pytest.fixture
def job(lan):
    return start("thu", title="Đọc văn bản kế hoạch", by=actor_for(lan), url="/thong-bao/")


def now_is(job, state, **fields):
    Job.objects.filter(pk=job.pk).update(state=state, **fields)


def page(client, job, **headers):
    return client.get(f"/cong-viec/{job.pk}/", headers=headers)


def test_running_work_is_looked_up_each_second_with_and_without_scripts(sign_in, lan, job):
    now_is(job, JobState.RUNNING, done=3, total=12, message="Đang đọc Phụ lục")
    response = page(sign_in(lan), job)
    text = response.content.decode()
    assert "Đọc văn bản kế hoạch" in text and "Đang đọc Phụ lục" in text
    assert 'hx-trigger="every 1s"' in text and '<meta http-equiv="refresh"' in text
    assert 'value="3"' in text and 'max="12"' in text
    assert response["Cache-Control"] == "private, no-store"


def test_htmx_gets_the_changing_part_alone(sign_in, lan, job):
    text = page(sign_in(lan), job, HX_Request="true").content.decode()
    assert text.lstrip().startswith('<div id="cong-viec"') and "<html" not in text


def test_finished_work_is_no_longer_looked_up_and_links_to_its_result(sign_in, lan, job):
    now_is(job, JobState.DONE)
    text = page(sign_in(lan), job).content.decode()
    assert "hx-trigger" not in text and "http-equiv" not in text
    assert 'href="/thong-bao/">' in text and "Mở kết quả" in text


def test_result_outside_of_the_site_is_not_linked(sign_in, lan, job):
    now_is(job, JobState.DONE, url="//xau.example/")
    assert "xau.example" not in page(sign_in(lan), job).content.decode()


def test_failed_work_tells_why_and_can_be_tried_again(sign_in, lan, job):
    now_is(job, JobState.FAILED, message="Tệp không có Phụ lục.")
    client = sign_in(lan)
    text = page(client, job).content.decode()
    assert "Tệp không có Phụ lục." in text and "Thử lại" in text
    response = client.post(f"/cong-viec/{job.pk}/thu-lai/")
    assert (response.status_code, response["Location"]) == (302, f"/cong-viec/{job.pk}/")
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_work_that_goes_on_is_not_started_twice(sign_in, lan, job):
    response = sign_in(lan).post(f"/cong-viec/{job.pk}/thu-lai/")
    assert response.status_code == 409 and "không cần thử lại" in response.content.decode()


def test_only_the_starter_and_the_administrator_see_it(sign_in, lan, job, client):
    assert page(client, job).status_code == 302
    assert page(sign_in(UserFactory()), job).status_code == 404
    assert sign_in(UserFactory()).post(f"/cong-viec/{job.pk}/thu-lai/").status_code == 404
    assert sign_in(lan).get(f"/cong-viec/{uuid.uuid4()}/").status_code == 404
    assert page(sign_in(seat("admin")), job).status_code == 200
