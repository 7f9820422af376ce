"""What somebody may try who is not meant to know, to change, or to write twice."""

import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record, withdraw_record
from khcn.registers.directory.models import Organisation, Person
from khcn.web.links import url_of
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")
LIST, NEW = "/so-dang-ky/to-chuc/", "/so-dang-ky/to-chuc/moi/"


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def coordinator(agency):
    return seat("coordinator", agency)


@pytest.fixture
def clerk(agency):
    return seat("reporter", agency)


@pytest.fixture
def tea(coordinator):
    values = {
        "name": "Hợp tác xã Chè Mẫu",
        "kind": "cooperative",
        "visibility": "public",
        "identifier": "DD-7",
    }
    return add_record(TO_CHUC, by=actor_for(coordinator), values=values)


def posted(client, address, **changes):
    """The form as a browser sends it back, with some fields filled in anew."""
    page = client.get(address)
    form, hidden = page.context["form"], page.context.get("hidden")
    values = {name: form[name].value() for name in form.fields}
    told = {name: value for name, value in values.items() if value not in (None, [], "")}
    for name, value in told.items():
        told[name] = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value
    state = {"trang-thai-hien-nay": "active"} if "trang-thai-hien-nay" in form.fields else {}
    return {**told, **state, **({hidden[0]: hidden[1]} if hidden else {}), **changes}


# --- Keys and dates that are not public -----------------------------------------------------------


def test_suggestions_name_the_public_no_key_that_is_not_public(client, sign_in, coordinator, tea):
    asked = {"truong": "organisation", "q": "che"}
    public = client.get("/so-dang-ky/chuyen-gia/goi-y/", asked).json()["rows"]
    assert [one["value"] for one in public] == [f"Hợp tác xã Chè Mẫu [#{tea.pk}]"]
    inside = sign_in(coordinator).get("/so-dang-ky/chuyen-gia/goi-y/", asked).json()["rows"]
    assert [one["value"] for one in inside] == ["Hợp tác xã Chè Mẫu [DD-7]"]


def test_public_finds_nothing_by_a_key_that_is_not_public(client, sign_in, coordinator, tea):
    asked = {"organisation": "DD-7"}
    assert "organisation" in client.get("/so-dang-ky/chuyen-gia/", asked).context["form"].errors
    assert not sign_in(coordinator).get("/so-dang-ky/chuyen-gia/", asked).context["form"].errors


def test_days_left_are_not_told_where_the_last_day_is_not_public(
    client, sign_in, coordinator, tea, monkeypatch
):
    Organisation.objects.update(valid_to=timezone.localdate() + timedelta(days=12))
    assert "valid_to" in TO_CHUC.fields
    inside = sign_in(coordinator).get(LIST).context["rows"][0].time
    assert inside.label == "Còn 12 ngày"
    monkeypatch.setattr(type(TO_CHUC), "public", tuple(one for one in TO_CHUC.public if one != "valid_to"))
    client.logout()
    assert client.get(LIST).context["rows"][0].time is None
    assert client.get(url_of(tea)).context["time"] is None


# --- Two people, two clicks -----------------------------------------------------------------------


def test_change_of_another_person_is_not_overwritten_unseen(sign_in, coordinator, tea):
    client, address = sign_in(coordinator), url_of(tea) + "sua/"
    mine = posted(client, address, leader="Người thứ nhất")
    edit_record(TO_CHUC, tea, by=actor_for(coordinator), values={"phone": "0911"})
    answer = client.post(address, mine)
    tea.refresh_from_db()
    assert (answer.status_code, tea.leader, tea.phone) == (422, "", "0911")
    assert "sau khi bạn mở biểu mẫu" in answer.content.decode()
    again = {**mine, answer.context["hidden"][0]: answer.context["hidden"][1]}
    assert client.post(address, again).status_code == 302
    tea.refresh_from_db()
    assert tea.leader == "Người thứ nhất"


def test_form_sent_twice_makes_one_record(sign_in, coordinator):
    client = sign_in(coordinator)
    told = posted(client, NEW, name="Công ty Mẫu", kind="enterprise")
    first = client.post(NEW, told)
    second = client.post(NEW, told)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, first["Location"])
    assert Organisation.objects.count() == 1
    third = client.post(
        NEW, {**posted(client, NEW, name="Công ty Mẫu", kind="enterprise"), "ban-ghi-khac": "on"}
    )
    assert (third.status_code, Organisation.objects.count()) == (302, 2)


def test_refused_form_may_be_corrected_and_sent_again(sign_in, coordinator, tea):
    edit_record(TO_CHUC, tea, by=actor_for(coordinator), values={"tax_code": "0100109106"})
    client = sign_in(coordinator)
    told = posted(
        client, NEW, name="Nhà máy Khác", kind="enterprise", tax_code="0100109106", **{"ban-ghi-khac": "on"}
    )
    assert client.post(NEW, told).status_code == 422
    assert client.post(NEW, {**told, "tax_code": ""}).status_code == 302


def test_withdrawn_record_is_no_longer_changed(sign_in, coordinator, tea):
    client = sign_in(coordinator)
    withdraw_record(TO_CHUC, tea, by=actor_for(coordinator), reason="Nhập nhầm")
    for address in ("sua/", "rut/", "chuyen/end/", "tai-lieu/"):
        assert client.get(url_of(tea) + address).status_code == 409, address
    assert client.post(url_of(tea) + "xac-nhan/").status_code == 409


def test_record_that_points_at_something_hidden_can_still_be_edited(sign_in, coordinator, clerk, agency, tea):
    values = {"name": "Người Mẫu", "organisation": tea, "responsible": agency}
    person = add_record(CHUYEN_GIA, by=actor_for(coordinator), values=values)
    Organisation.objects.update(visibility="internal")
    client, address = sign_in(clerk), url_of(person) + "sua/"
    told = posted(client, address)
    words = client.get(address).context["form"]["organisation"]
    shown = words.field.prepare_value(words.value())
    assert client.post(address, {**told, "organisation": shown, "speciality": "Chè"}).status_code == 302
    assert Person.objects.get(pk=person.pk).organisation_id == tea.pk
    told = posted(client, address)
    assert client.post(address, {**told, "organisation": f"#{tea.pk}"}).status_code == 422


# --- Strange input --------------------------------------------------------------------------------


@pytest.mark.parametrize("told", ["#" + "9" * 5000, "#" + "9" * 30, "a\x00b", "#\x00", "[" * 300])
def test_filter_that_names_no_record_is_told_at_its_field(client, tea, told):
    answer = client.get("/so-dang-ky/chuyen-gia/", {"organisation": told})
    assert (answer.status_code, "organisation" in answer.context["form"].errors) == (200, True)


@pytest.mark.parametrize("address", ["/so-dang-ky/to-chuc/thong-ke/", f"/so-lieu/{TO_CHUC.facts[0].code}/"])
def test_day_before_every_record_is_told_instead_of_failing(client, address):
    for day in ("0001-01-01", "31/12/1949"):
        answer = client.get(address, {"tai-ngay": day})
        assert (answer.status_code, "tai-ngay" in answer.context["form"].errors) == (200, True)


def test_letters_with_loose_marks_are_the_same_letters(sign_in, coordinator, tea):
    edit_record(TO_CHUC, tea, by=actor_for(coordinator), values={"leader": "Nguyễn Mẫu"})
    loose = unicodedata.normalize("NFD", "Hợp tác xã Chè Mẫu")
    client = sign_in(coordinator)
    assert [row.record.pk for row in client.get(LIST, {"q": loose}).context["rows"]] == [tea.pk]
    client.post(NEW, posted(client, NEW, name=loose, kind="other", **{"ban-ghi-khac": "on"}))
    assert Organisation.objects.filter(name="Hợp tác xã Chè Mẫu").count() == 2


def test_name_with_markup_is_shown_as_text(client, coordinator):
    values = {"name": "<script>alert(1)</script>", "kind": "other", "visibility": "public"}
    one = add_record(TO_CHUC, by=actor_for(coordinator), values=values)
    for address in (
        LIST,
        url_of(one),
        LIST + "?dang=in",
        LIST + "?dem=1",
        "/so-dang-ky/to-chuc/?q=<script>alert(1)",
    ):
        assert "<script>alert" not in client.get(address).content.decode(), address
