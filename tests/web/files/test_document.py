import io
from datetime import date

import pytest

from khcn.kernel.documents.domain import attach, register_document, store_file
from tests.factories import AgencyFactory, PlanFactory, TaskFactory, UserFactory, actor_for, people_of
from tests.kernel.documents import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return people_of(AgencyFactory())


@pytest.fixture
def decision(people):
    return register_document(
        kind="QĐ",
        symbol="12/QĐ-UBND",
        issued_on=date(2024, 3, 1),
        issuer="Ủy ban nhân dân tỉnh Thử Nghiệm",
        signer="Nguyễn Văn Mẫu",
        summary="Về việc kết thúc nhiệm vụ",
        by=actor_for(people.clerk),
    )


def put(decision, people, record, name="Quyết định.pdf"):
    by = actor_for(people.clerk)
    file = store_file(content=io.BytesIO(samples.pdf()), name=name, by=by)
    return attach(record=record, document=decision, file=file, name=name, by=by)


def page(client, decision):
    return client.get(f"/van-ban/{decision.pk}/")


def test_page_tells_the_particulars_and_where_the_document_is_attached(sign_in, people, decision):
    task = TaskFactory(short_title="Xây dựng sàn giao dịch công nghệ")
    attachment = put(decision, people, task)
    text = page(sign_in(people.stranger), decision).content.decode()
    for told in ("12/QĐ-UBND", "01/03/2024", "Nguyễn Văn Mẫu", "Về việc kết thúc nhiệm vụ", "Quyết định"):
        assert told in text
    assert "Xây dựng sàn giao dịch công nghệ" in text
    assert f"/tai-lieu/{attachment.pk}/" in text


def test_document_is_closed_to_those_who_see_none_of_its_records(sign_in, people, decision):
    put(decision, people, TaskFactory(plan=PlanFactory(visibility="internal")))
    assert page(sign_in(people.stranger), decision).status_code == 200
    assert page(sign_in(UserFactory()), decision).status_code == 404


def test_document_not_yet_attached_is_seen_by_the_person_who_entered_it(sign_in, people, decision):
    assert page(sign_in(people.clerk), decision).status_code == 200
    assert page(sign_in(people.stranger), decision).status_code == 404


def test_only_visible_records_and_files_are_listed(sign_in, people, decision):
    put(decision, people, TaskFactory(short_title="Nhiệm vụ mở", plan=PlanFactory(visibility="public")))
    closed = PlanFactory(visibility="internal")
    hidden = put(decision, people, TaskFactory(short_title="Nhiệm vụ kín", plan=closed), "kín.pdf")
    assert "Nhiệm vụ kín" in page(sign_in(people.clerk), decision).content.decode()
    outside = page(sign_in(UserFactory()), decision).content.decode()
    assert "Nhiệm vụ mở" in outside
    assert "Nhiệm vụ kín" not in outside and f"/tai-lieu/{hidden.pk}/" not in outside


def test_number_of_queries_does_not_grow_with_the_records(
    sign_in, people, decision, django_assert_max_num_queries
):
    client = sign_in(people.clerk)
    for _ in range(20):
        put(decision, people, TaskFactory())
    page(client, decision)
    with django_assert_max_num_queries(11):
        page(client, decision)
