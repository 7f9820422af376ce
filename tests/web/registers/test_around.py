"""Around the pages of records: the index, who took a list, the way to a proof, the page of nothing."""

from datetime import date

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.documents.domain import attach
from khcn.kernel.documents.models import Document
from khcn.kernel.registers.declaration import Activity, registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.activity_ledger.models import ActivityEntry
from khcn.web.links import url_of
from tests.factories import AgencyFactory, PlanFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


def rows(answer):
    return {row["register"].code: row for group in answer.context["groups"] for row in group["registers"]}


def test_registers_that_belong_to_another_stand_under_it(sign_in, coordinator):
    found = rows(sign_in(coordinator).get("/so-dang-ky/"))
    children = {one.code for one in registers if one.parent}
    assert children and not children & found.keys()
    assert {child.code for row in found.values() for child in row["below"]} == children


def test_search_finds_a_register_that_belongs_to_another_and_names_that(sign_in, coordinator):
    answer = sign_in(coordinator).get("/so-dang-ky/", {"q": "doanh nghiep khcn nam"})
    assert rows(answer)["doanh-nghiep-khcn-nam"]["above"].code == "doanh-nghiep-khcn"
    assert "Ghi theo từng bản ghi của sổ" in answer.content.decode()


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_list_taken_by_somebody_signed_in_is_told_once(sign_in, client, coordinator, format):
    values = {"name": "Công ty Mẫu", "kind": "enterprise", "visibility": "public"}
    add_record(TO_CHUC, by=actor_for(coordinator), values=values)
    asked = {"dang": format, "kind": "enterprise"}
    client.get("/so-dang-ky/to-chuc/", asked)
    assert Event.objects.filter(action="record.export").count() == 0
    inside = sign_in(coordinator)
    inside.head("/so-dang-ky/to-chuc/", asked)
    inside.get("/so-dang-ky/to-chuc/", asked)
    event = Event.objects.get(action="record.export")
    assert event.after == {"register": "to-chuc", "format": format, "count": 1, "filter": "kind=enterprise"}
    assert event.actor_id == coordinator.pk


def test_records_behind_a_number_taken_as_a_file_are_told(sign_in, coordinator):
    fact = TO_CHUC.facts[0].code
    sign_in(coordinator).get(f"/so-lieu/{fact}/", {"dang": "xlsx"})
    event = Event.objects.get(action="record.export")
    assert (event.after["register"], event.after["count"], fact in event.after["filter"]) == (
        "to-chuc",
        0,
        True,
    )


@pytest.fixture
def entry(monkeypatch, coordinator):
    for one in registers:
        monkeypatch.setattr(one, "activities", ())
    monkeypatch.setattr(CHUYEN_GIA, "activities", (Activity("research", date="consent_on"),))
    firm = add_record(
        TO_CHUC, by=actor_for(coordinator), values={"name": "Công ty Mẫu", "kind": "enterprise"}
    )
    values = {"name": "Người Mẫu", "organisation": firm, "consent_on": date(2026, 5, 4)}
    expert = add_record(CHUYEN_GIA, by=actor_for(coordinator), values=values)
    return ActivityEntry.objects.get(proof_id=expert.pk), expert


def test_entry_of_the_ledger_leads_to_its_proof(sign_in, coordinator, entry):
    assert f'href="{url_of(entry[1])}"' in sign_in(coordinator).get(url_of(entry[0])).content.decode()


def test_proof_that_is_not_shared_is_not_named_beside_the_entry(sign_in, entry):
    type(entry[1]).objects.update(visibility="internal")
    page = sign_in(seat("reporter", AgencyFactory())).get(url_of(entry[0])).content.decode()
    assert ("không chia sẻ với bạn" in page, url_of(entry[1]) in page) == (True, False)


def test_nothing_found_offers_to_sign_in_and_come_back(client, sign_in, coordinator):
    told = client.get("/so-dang-ky/to-chuc/99/?xem=goc&a=b")
    assert "?next=%2Fso-dang-ky%2Fto-chuc%2F99%2F%3Fxem%3Dgoc%26a%3Db" in told.content.decode()
    assert "?next=" not in sign_in(coordinator).get("/so-dang-ky/to-chuc/99/").content.decode()


def test_page_with_documents_takes_twelve_queries(sign_in, coordinator, django_assert_max_num_queries):
    PlanFactory()
    one = add_record(TO_CHUC, by=actor_for(coordinator), values={"name": "Công ty Mẫu", "kind": "enterprise"})
    document = Document.objects.create(kind="khac", summary="Bản quét mẫu")
    attach(record=one, by=actor_for(coordinator), document=document)
    client = sign_in(coordinator)
    client.get(url_of(one))
    with django_assert_max_num_queries(12):
        assert "Bản quét mẫu" in client.get(url_of(one)).content.decode()
