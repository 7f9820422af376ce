"""The page of a record, entering, changing, moving and withdrawing it, suggestions, help."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.audit.models import Event
from khcn.kernel.documents.domain import attach
from khcn.kernel.documents.models import Document
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record
from khcn.registers.directory.models import Organisation, Person
from khcn.web.links import url_of
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TO_CHUC = registers.get("to-chuc")
CHUYEN_GIA = registers.get("chuyen-gia")
NEW = "/so-dang-ky/to-chuc/moi/"


@pytest.fixture
def agency():
    return AgencyFactory(name="Sở Thử nghiệm A", code="so-a")


@pytest.fixture
def coordinator(agency):
    return seat("coordinator", agency)


@pytest.fixture
def clerk(agency):
    return seat("reporter", agency)


@pytest.fixture
def tea(coordinator):
    values = {
        "name": "Hợp tác xã Chè Mẫu", "kind": "cooperative", "valid_from": date(2020, 5, 1), "phone": "0900 000 000",
        "visibility": "public", "employees": 1234,
    }  # fmt: skip
    return add_record(TO_CHUC, by=actor_for(coordinator), values=values)


def sent(**values):
    return {"trang-thai-hien-nay": "active", "visibility": "shared", "kind": "enterprise", **values}


def test_page_shows_values_state_and_what_is_missing(sign_in, coordinator, tea):
    answer = sign_in(coordinator).get(url_of(tea))
    told = {one.label: one.text for part in answer.context["sections"] for one in part["values"]}
    assert (told["Số lao động"], told["Ngày thành lập"], told["Loại hình"]) == (
        "1.234", "01/05/2020", "Hợp tác xã, liên hiệp hợp tác xã",
    )  # fmt: skip
    assert answer.context["state"].label == "Đang hiệu lực"
    assert "mã số thuế; mã định danh" in answer.context["sections"][0]["missing"]


def test_public_reads_public_fields_of_public_records_alone(client, coordinator, tea):
    page = client.get(url_of(tea)).content.decode()
    assert "Hợp tác xã Chè Mẫu" in page
    assert "0900 000 000" not in page
    Organisation.objects.update(visibility="shared")
    assert client.get(url_of(tea)).status_code == 404


def test_other_agency_reads_without_internal_fields_and_changes_nothing(sign_in, tea, coordinator):
    person = add_record(
        CHUYEN_GIA,
        by=actor_for(coordinator),
        values={"name": "Chuyên gia Mẫu số 1", "email": "rieng@example.vn"},
    )
    client = sign_in(seat("reporter", AgencyFactory()))
    page = client.get(url_of(person))
    assert (page.status_code, "rieng@example.vn" in page.content.decode()) == (200, False)
    assert client.get(url_of(person) + "sua/").status_code == 403
    assert client.post(url_of(tea) + "rut/", {"reason": "x"}).status_code == 403
    assert client.get(reverse("record_history", args=["directory.person", person.pk])).status_code == 404


def test_person_without_consent_is_not_there_for_the_public(client):
    person = Person.objects.create(name="Chuyên gia Mẫu số 2", state="active", visibility="public")
    assert client.get(url_of(person)).status_code == 404


def test_merged_record_leads_to_the_one_that_is_kept(sign_in, coordinator, tea):
    old = Organisation.objects.create(name="Cũ", kind="other", state="withdrawn", merged_into=tea)
    client = sign_in(coordinator)
    assert client.get(url_of(old))["Location"] == url_of(tea)
    assert client.get(url_of(old), {"xem": "goc"}).status_code == 200


def test_expired_record_says_so(sign_in, coordinator, tea):
    Organisation.objects.update(valid_to=timezone.localdate() - timedelta(days=3))
    page = sign_in(coordinator).get(url_of(tea))
    assert page.context["time"].label == "Đã hết hạn"
    assert "đã hết hạn 3 ngày" in page.context["validity"]


def test_new_record_is_entered_in_the_state_it_has_elsewhere(sign_in, coordinator):
    answer = sign_in(coordinator).post(
        NEW, sent(**{"name": "Công ty Mẫu", "trang-thai-hien-nay": "ended", "valid_from": "01/02/2020"})
    )
    one = Organisation.objects.get()
    assert answer["Location"] == url_of(one)
    assert (one.state, one.valid_from, one.source) == ("ended", date(2020, 2, 1), "typed")
    assert Event.objects.filter(action="record.add").count() == 1


def test_choice_left_empty_takes_its_usual_value(sign_in, coordinator):
    client = sign_in(coordinator)
    assert client.get(NEW).context["form"].initial["visibility"] == "shared"
    client.post(NEW, sent(name="Công ty Mẫu", visibility=""))
    assert Organisation.objects.get().visibility == "shared"


def test_refused_form_keeps_what_was_typed_and_tells_at_the_field(sign_in, coordinator):
    answer = sign_in(coordinator).post(
        NEW, sent(name="Công ty Mẫu", tax_code="0100109107", territory="Xã Không Có")
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"tax_code", "territory"}
    assert 'value="Xã Không Có"' in answer.content.decode()
    assert Organisation.objects.count() == 0


def test_likely_duplicate_is_shown_before_it_is_entered(sign_in, coordinator, tea):
    client = sign_in(coordinator)
    values = sent(name="HTX chè mẫu", kind="cooperative")
    answer = client.post(NEW, values)
    assert (answer.status_code, [one["name"] for one in answer.context["same"]]) == (
        422,
        ["Hợp tác xã Chè Mẫu"],
    )
    assert client.post(NEW, {**values, "ban-ghi-khac": "on"}).status_code == 302
    assert Organisation.objects.count() == 2


def test_clerk_enters_records_of_the_own_agency(sign_in, clerk, agency):
    client = sign_in(clerk)
    assert client.get(NEW).context["form"].initial["responsible"] == agency
    client.post(NEW, sent(name="Công ty Mẫu"))
    assert Organisation.objects.get().responsible == agency


def test_public_and_unknown_may_not_enter(client, sign_in):
    assert client.get(NEW).status_code == 302
    assert sign_in(seat("public")).get(NEW).status_code == 403
    assert client.get("/so-dang-ky/khong-co/").status_code == 404


def test_edit_keeps_its_reason_and_writes_only_what_changed(sign_in, coordinator, tea):
    client = sign_in(coordinator)
    form = client.get(url_of(tea) + "sua/").context["form"]
    values = {name: form[name].value() or "" for name in TO_CHUC.fields}
    client.post(
        url_of(tea) + "sua/",
        {**values, "valid_from": "01/05/2020", "phone": "0911", "ly-do": "Theo công văn mẫu"},
    )
    tea.refresh_from_db()
    event = Event.objects.get(action="record.edit")
    assert (tea.phone, tea.employees, event.after) == ("0911", 1234, {"phone": "0911"})
    assert tea.history.first().history_change_reason == "Theo công văn mẫu"


def test_move_asks_for_day_and_reason_and_is_told_in_the_chain(sign_in, coordinator, tea):
    client = sign_in(coordinator)
    address = url_of(tea) + "chuyen/end/"
    assert client.post(address, {"tu-ngay": "01/03/2024"}).status_code == 422
    assert client.post(address, {"tu-ngay": "01/03/2024", "ly-do": "Giải thể"}).status_code == 302
    page = client.get(url_of(tea))
    assert [(one["name"], one["change"].on) for one in page.context["chain"]] == [
        ("Đã kết thúc", date(2024, 3, 1)), ("Đang hiệu lực", date(2020, 5, 1)),
    ]  # fmt: skip
    assert client.get(address).status_code == 403
    assert client.get(url_of(tea) + "chuyen/khong-co/").status_code == 404


def test_withdraw_and_confirm(sign_in, coordinator, tea):
    client = sign_in(coordinator)
    assert client.get(url_of(tea) + "xac-nhan/").status_code == 405
    client.post(url_of(tea) + "xac-nhan/")
    tea.refresh_from_db()
    assert tea.confirmed_on == timezone.localdate()
    assert client.post(url_of(tea) + "rut/", {"reason": ""}).status_code == 422
    assert client.post(url_of(tea) + "rut/", {"reason": "Nhập nhầm"}).status_code == 302
    assert "Đã rút khỏi sổ" in client.get(url_of(tea)).content.decode()


def test_records_that_point_here_are_counted_and_linked(
    sign_in, coordinator, tea, django_assert_max_num_queries
):
    for number in range(7):
        values = {"name": f"Chuyên gia Mẫu số {number}", "organisation": tea}
        add_record(CHUYEN_GIA, by=actor_for(coordinator), values=values)
    client = sign_in(coordinator)
    client.get(url_of(tea))
    with django_assert_max_num_queries(12):
        related = client.get(url_of(tea)).context["related"]
    (people,) = [one for one in related["links"] if one.register is CHUYEN_GIA]
    assert people.count == 7
    assert client.get(people.brief_url).content.decode().count("Chuyên gia Mẫu số") == 5
    assert len(client.get(people.list_url).context["rows"]) == 7


def test_address_prefills_the_form_with_records_that_the_person_sees(sign_in, coordinator, clerk, tea):
    address = f"/so-dang-ky/chuyen-gia/moi/?organisation={tea.pk}"
    assert sign_in(coordinator).get(address).context["form"].initial["organisation"] == tea
    Organisation.objects.update(visibility="internal")
    assert "organisation" not in sign_in(clerk).get(address).context["form"].initial


def suggested(client, **asked):
    return [one["value"] for one in client.get("/so-dang-ky/chuyen-gia/goi-y/", asked).json()["rows"]]


def test_suggestions_are_among_what_the_person_sees(sign_in, coordinator, clerk, tea):
    assert suggested(sign_in(coordinator), truong="organisation", q="che") == [
        f"Hợp tác xã Chè Mẫu [#{tea.pk}]"
    ]
    Organisation.objects.update(visibility="internal")
    assert suggested(sign_in(clerk), truong="organisation", q="che") == []


def test_suggestions_for_a_field_that_is_no_record_are_not_there(sign_in, coordinator):
    client = sign_in(coordinator)
    for field in ("name", "state", "khong-co", "organisation__name"):
        assert client.get("/so-dang-ky/chuyen-gia/goi-y/", {"truong": field}).status_code == 404


def test_typing_a_known_name_shows_it(sign_in, client, coordinator, tea):
    asked = {"giong": "1", "name": "che mau"}
    assert client.get("/so-dang-ky/to-chuc/goi-y/", asked).status_code == 404
    assert (
        "Hợp tác xã Chè Mẫu" in sign_in(coordinator).get("/so-dang-ky/to-chuc/goi-y/", asked).content.decode()
    )


def test_every_register_explains_itself(sign_in, coordinator):
    client = sign_in(coordinator)
    for one in registers:
        page = client.get(f"/so-dang-ky/{one.code}/huong-dan/")
        assert page.status_code == 200, one.code
        assert all(one.label_of(name) in str(page.context["sections"]) for name in one.fields)


def test_every_register_has_its_list_and_form(sign_in, coordinator):
    client = sign_in(coordinator)
    for one in registers:
        assert client.get(f"/so-dang-ky/{one.code}/").status_code == 200, one.code
        assert client.get(f"/so-dang-ky/{one.code}/", {"dem": "1"}).status_code == 200, one.code
        assert client.get(f"/so-dang-ky/{one.code}/moi/").status_code == (403 if one.readonly else 200), (
            one.code
        )


def test_documents_of_a_public_record_stay_inside(client, sign_in, coordinator, clerk, tea):
    document = Document.objects.create(kind="khac", summary="Bản quét giấy tờ của chủ hộ")
    attachment = attach(record=tea, by=actor_for(coordinator), document=document)
    address = reverse("document_detail", args=[document.pk])
    assert client.get(address).status_code == 302
    assert sign_in(clerk).get(address).status_code == 404
    assert sign_in(coordinator).get(address).status_code == 200
    assert "Bản quét giấy tờ" in sign_in(coordinator).get(url_of(tea)).content.decode()
    tea.responsible = clerk.memberships.get().agency
    tea.save()
    assert sign_in(clerk).get(address).status_code == 200, attachment
