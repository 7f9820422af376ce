import io
from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.http import urlencode

from khcn.agency_reports.models import Obstacle
from khcn.kernel.documents.domain import attach, attach_upload, detach, register_document
from khcn.kernel.documents.models import Attachment
from khcn.kernel.documents.queries import attachments_by_record
from khcn.kernel.documents.storage import path_of
from tests.factories import AgencyFactory, PlanFactory, TaskFactory, UserFactory, actor_for, people_of, seat
from tests.kernel.documents import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return people_of(AgencyFactory())


@pytest.fixture
def attach_to(people):
    def put(record, name="Biên bản nghiệm thu.pdf", content=None, by=None):
        content = io.BytesIO(content or samples.pdf())
        return attach_upload(record=record, content=content, name=name, by=actor_for(by or people.clerk))

    return put


def obstacle_of(agency, by) -> Obstacle:
    return Obstacle.objects.create(
        plan=PlanFactory(),
        agency=agency,
        title="Thiếu kinh phí",
        proposal="Bổ sung dự toán",
        level="province",
        raised_on=date(2024, 5, 2),
        created_by=by,
    )


def agency_of(user):
    return user.memberships.get().agency


def address(attachment) -> str:
    return f"/tai-lieu/{attachment.pk}/"


def test_download_carries_name_type_and_protection(sign_in, people, attach_to):
    attachment = attach_to(TaskFactory())
    response = sign_in(people.stranger).get(address(attachment))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == path_of(attachment.file).read_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n%20nghi%E1%BB%87m%20thu.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"
    assert response["ETag"] == f'"{attachment.file.sha256}"'


def test_unchanged_content_is_not_sent_again(sign_in, people, attach_to):
    attachment = attach_to(TaskFactory())
    client = sign_in(people.clerk)
    response = client.get(address(attachment), headers={"If-None-Match": f'"{attachment.file.sha256}"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "content", "inside"),
    [("a.pdf", samples.pdf(), True), ("a.png", samples.PNG, True), ("a.docx", samples.word(), False)],
)
def test_only_pictures_and_pdf_may_be_shown_inside(sign_in, people, attach_to, name, content, inside):
    attachment = attach_to(TaskFactory(), name, content)
    client = sign_in(people.clerk)
    assert client.get(address(attachment))["Content-Disposition"].startswith("attachment")
    shown = client.get(address(attachment) + "?xem=1")
    assert shown["Content-Disposition"].startswith("inline" if inside else "attachment")
    assert shown["Content-Security-Policy"].startswith("sandbox")


def test_attachment_of_a_public_plan_is_for_everyone(client, attach_to):
    attachment = attach_to(PlanFactory(visibility="public"))
    response = client.get(address(attachment))
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=300")


def test_someone_not_signed_in_is_asked_to_sign_in_whether_or_not_it_exists(client, attach_to):
    attachment = attach_to(PlanFactory(visibility="internal"))
    for path in (address(attachment), "/tai-lieu/987654/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (
            302,
            f"{reverse('account_login')}?{urlencode({'next': path})}",
        )


def test_every_attachment_is_closed_to_those_who_may_not_see_its_record(sign_in, people, attach_to):
    """Each stranger tries every id in turn; only what belongs to records she sees is given."""
    own = agency_of(people.clerk)
    closed = [
        attach_to(obstacle_of(own, people.clerk)),
        attach_to(people.clerk),
    ]
    open_to_staff = [attach_to(TaskFactory(plan=PlanFactory(visibility="internal")))]
    everything = closed + open_to_staff

    def answers(user):
        client = sign_in(user)
        return [client.get(address(one)).status_code for one in everything]

    assert answers(people.clerk) == [200, 200, 200]
    assert answers(people.stranger) == [404, 404, 200]
    assert answers(seat("coordinator", AgencyFactory())) == [200, 404, 200]
    assert answers(seat("enterprise")) == [404, 404, 404]
    assert answers(seat("expert")) == [404, 404, 404]
    assert answers(UserFactory()) == [404, 404, 404]
    assert answers(seat("admin")) == [200, 200, 200]


def test_attachment_of_a_kind_without_view_right_is_closed(sign_in, people, attach_to):
    attachment = attach_to(ContentType.objects.get_for_model(Attachment))
    assert sign_in(people.clerk).get(address(attachment)).status_code == 404


def test_removed_attachment_is_gone_for_all_but_the_administrator(sign_in, people, attach_to):
    attachment = attach_to(TaskFactory())
    detach(attachment=attachment, by=actor_for(people.clerk), reason="Gửi nhầm")
    assert sign_in(people.clerk).get(address(attachment)).status_code == 404
    assert sign_in(seat("admin")).get(address(attachment)).status_code == 200


def test_attachment_without_a_file_has_nothing_to_download(sign_in, people):
    document = register_document(kind="CV", symbol="5/SKHCN", by=actor_for(people.clerk))
    attachment = attach(record=TaskFactory(), document=document, by=actor_for(people.clerk))
    assert sign_in(people.clerk).get(address(attachment)).status_code == 404


def test_content_lost_on_disk_is_told_in_a_sentence(sign_in, people, attach_to):
    attachment = attach_to(TaskFactory())
    path_of(attachment.file).unlink()
    response = sign_in(people.clerk).get(address(attachment))
    assert response.status_code == 409
    assert "không còn trên máy chủ" in response.content.decode()


def test_only_reading_is_allowed_on_the_download(sign_in, people, attach_to):
    assert sign_in(people.clerk).post(address(attach_to(TaskFactory()))).status_code == 405


def test_removing_asks_for_a_reason_and_goes_back_to_the_record(sign_in, people, attach_to):
    task = TaskFactory()
    attachment = attach_to(task)
    client = sign_in(people.clerk)
    assert "Gỡ “Biên bản nghiệm thu.pdf”" in client.get(address(attachment) + "go/").content.decode()
    assert client.post(address(attachment) + "go/", {"reason": " "}).status_code == 422
    response = client.post(address(attachment) + "go/", {"reason": "Gửi nhầm bản nháp"})
    assert response.status_code == 302
    attachment.refresh_from_db()
    assert attachment.removed_at is not None


def test_removing_is_for_the_person_who_attached_it_and_for_coordinators(sign_in, people, attach_to):
    attachment = attach_to(TaskFactory())
    assert sign_in(people.stranger).post(address(attachment) + "go/", {"reason": "x"}).status_code == 403
    assert sign_in(people.approver).post(address(attachment) + "go/", {"reason": "x"}).status_code == 403
    assert sign_in(UserFactory()).post(address(attachment) + "go/", {"reason": "x"}).status_code == 404
    assert Attachment.objects.filter(removed_at=None).count() == 1
    coordinator = seat("coordinator", AgencyFactory())
    assert sign_in(coordinator).post(address(attachment) + "go/", {"reason": "x"}).status_code == 302


def test_the_person_who_attached_it_may_remove_it_until_the_next_day(people, attach_to, sign_in):
    attachment = attach_to(TaskFactory())
    old = attachment.added_at.replace(year=attachment.added_at.year - 1)
    Attachment.objects.filter(pk=attachment.pk).update(added_at=old)
    assert sign_in(people.clerk).post(address(attachment) + "go/", {"reason": "x"}).status_code == 403


def test_attachments_of_many_records_take_one_query(people, attach_to, django_assert_num_queries):
    tasks = [TaskFactory() for _ in range(3)]
    for task in tasks:
        attach_to(task)
    actor = actor_for(people.clerk)
    attachments_by_record(tasks, actor)
    with django_assert_num_queries(1):
        found = attachments_by_record(tasks, actor)
        assert [[str(row) for row in found[task.pk]] for task in tasks] == [["Biên bản nghiệm thu.pdf"]] * 3
        assert all(row.removable for rows in found.values() for row in rows)
