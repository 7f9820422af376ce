"""Lists of registers: filters, search, order, pages, the day asked for, files, and who sees what."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record, withdraw_record
from khcn.kernel.registers.models import SavedView
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db
TO_CHUC = registers.get("to-chuc")
CHUYEN_GIA = registers.get("chuyen-gia")
LIST = "/so-dang-ky/to-chuc/"


@pytest.fixture
def agency():
    return AgencyFactory(name="Sở Thử nghiệm A")


@pytest.fixture
def coordinator(agency):
    return seat("coordinator", agency)


@pytest.fixture
def add(coordinator):
    def add(name, kind="enterprise", **values):
        state = values.pop("state", "")
        return add_record(
            TO_CHUC, by=actor_for(coordinator), values={"name": name, "kind": kind, **values}, state=state
        )

    return add


def names(answer):
    assert answer.status_code == 200
    return [row.record.name for row in answer.context["rows"]]


def test_search_needs_no_marks_and_filters_narrow(sign_in, coordinator, add):
    add("Công ty Chè Mẫu", size="small")
    add("Hợp tác xã Cam Mẫu", "cooperative")
    client = sign_in(coordinator)
    assert names(client.get(LIST, {"q": "che mau"})) == ["Công ty Chè Mẫu"]
    assert names(client.get(LIST, {"kind": "cooperative"})) == ["Hợp tác xã Cam Mẫu"]
    assert names(client.get(LIST, {"size": "trong"})) == ["Hợp tác xã Cam Mẫu"]
    assert names(client.get(LIST, {"kind": "vo-nghia"})) == ["Công ty Chè Mẫu", "Hợp tác xã Cam Mẫu"]


def test_search_that_breaks_databases_finds_nothing(sign_in, coordinator, add):
    add("Công ty Mẫu")
    client = sign_in(coordinator)
    for typed in ("\x00", "a\x00b", "%", "'", "_" * 300):
        assert client.get(LIST, {"q": typed}).status_code == 200
    for name in ("predecessor", "territory", "valid_from-tu", "page", "sap-xep", "nhom", "tai-ngay"):
        assert client.get(LIST, {name: "s\x00'%"}).status_code == 200, name


def test_conditions_in_force_are_chips_that_lift_them(sign_in, coordinator, add):
    add("Công ty Mẫu")
    answer = sign_in(coordinator).get(LIST, {"kind": "enterprise", "q": "mau"})
    assert [(one["label"], one["url"]) for one in answer.context["active"]] == [
        ("“mau”", "?kind=enterprise"), ("Loại hình: Doanh nghiệp", "?q=mau"),
    ]  # fmt: skip


def test_tabs_part_records_by_what_they_are_today(sign_in, coordinator, add):
    today = timezone.localdate()
    add("Còn hiệu lực")
    add("Sắp hết", valid_from=date(2020, 1, 1), valid_to=today)
    add("Đã hết", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    gone = add("Nhập nhầm")
    withdraw_record(TO_CHUC, gone, by=actor_for(coordinator), reason="Nhập nhầm")
    client = sign_in(coordinator)
    told = {
        tab: names(client.get(LIST, {"nhom": tab}))
        for tab in ("", "hieu-luc", "sap-het-han", "het-hieu-luc", "da-rut")
    }
    assert told == {
        "": ["Còn hiệu lực", "Đã hết", "Sắp hết"],
        "hieu-luc": ["Còn hiệu lực", "Sắp hết"],
        "sap-het-han": ["Sắp hết"],
        "het-hieu-luc": ["Đã hết"],
        "da-rut": ["Nhập nhầm"],
    }


def test_list_of_a_day_shows_what_was_in_force_in_the_state_of_that_day(sign_in, coordinator, add):
    tea = add("Hợp tác xã Chè Mẫu", valid_from=date(2020, 5, 1))
    move_record(TO_CHUC, tea, "end", by=actor_for(coordinator), on=date(2024, 3, 1), reason="Giải thể")
    client = sign_in(coordinator)
    then = client.get(LIST, {"tai-ngay": "2024-02-29"})
    assert [(row.record.name, row.state.label) for row in then.context["rows"]] == [
        ("Hợp tác xã Chè Mẫu", "Đang hiệu lực")
    ]
    assert "tại ngày 29/02/2024" in then.content.decode()
    assert names(client.get(LIST, {"tai-ngay": "01/03/2024"})) == []
    assert names(client.get(LIST, {"tai-ngay": "29/02/2024", "state": "ended"})) == []
    told = json.loads(
        b"".join(client.get(LIST, {"tai-ngay": "29/02/2024", "dang": "json"}).streaming_content)
    )
    assert [one["state"] for one in told["records"]] == ["active"]


def test_pages_lead_forth_and_back_through_all_rows(sign_in, coordinator, add):
    for number in range(120):
        add(f"Đơn vị {number:03}", valid_from=date(2020, 1, 1 + number % 5) if number % 3 else None)
    client = sign_in(coordinator)
    for order in ("", "-ten", "valid_from", "-valid_from"):
        first = client.get(LIST, {"sap-xep": order})
        second = client.get(LIST + first.context["next_url"])
        third = client.get(LIST + second.context["next_url"])
        every = [*names(first), *names(second), *names(third)]
        assert (len(every), len(set(every)), third.context["next_url"]) == (120, 120, "")
        assert names(client.get(LIST + third.context["previous_url"])) == names(second)


def test_public_sees_public_records_and_public_fields_alone(client, coordinator, add):
    add("Công khai", visibility="public", leader="NGƯỜI-ĐỨNG-ĐẦU", size="small")
    add("Chia sẻ")
    answer = client.get(LIST)
    assert names(answer) == ["Công khai"]
    assert {"leader", "size", "responsible", "visibility"} & set(answer.context["form"].fields) == set()
    assert names(client.get(LIST, {"size": "large"})) == ["Công khai"], (
        "a field that is not public does not filter"
    )
    told = b"".join(client.get(LIST, {"dang": "csv"}).streaming_content).decode()
    assert "Công khai" in told
    assert "NGƯỜI-ĐỨNG-ĐẦU" not in told


def test_public_finds_nobody_without_consent(client, sign_in, coordinator):
    for name, consent in (("Chuyên gia Mẫu số 1", True), ("Chuyên gia Mẫu số 2", False)):
        add_record(
            CHUYEN_GIA, by=actor_for(coordinator),
            values={"name": name, "visibility": "public", "consent": consent, "consent_on": date(2026, 1, 1)},
        )  # fmt: skip
    assert names(client.get("/so-dang-ky/chuyen-gia/")) == ["Chuyên gia Mẫu số 1"]
    assert len(names(sign_in(coordinator).get("/so-dang-ky/chuyen-gia/"))) == 2


def test_agency_sees_shared_records_of_others_but_not_internal_ones(sign_in, coordinator, add):
    add("Nội bộ", visibility="internal")
    add("Chia sẻ")
    stranger = seat("reporter", AgencyFactory())
    assert names(sign_in(stranger).get(LIST)) == ["Chia sẻ"]


def test_facets_count_values_only_when_asked(sign_in, coordinator, add):
    add("Một")
    add("Hai")
    add("Ba", "cooperative")
    client = sign_in(coordinator)
    assert client.get(LIST).context["facets"] is None
    told = {
        one["label"]: [(row["label"], row["count"]) for row in one["rows"]]
        for one in client.get(LIST, {"dem": "1"}).context["facets"]
    }
    assert told["Loại hình"] == [("Doanh nghiệp", "2"), ("Hợp tác xã, liên hiệp hợp tác xã", "1")]


def test_saved_view_belongs_to_its_owner_and_is_shared_by_staff_alone(sign_in, coordinator, agency):
    client = sign_in(coordinator)
    client.post(
        reverse("view_save", args=["to-chuc"]),
        {"ten": "Của tôi", "query": "kind=science&page=sxx&dang=xlsx", "chung": "1"},
    )
    view = SavedView.objects.get()
    assert (view.query, view.shared) == ("kind=science", True)
    other = sign_in(seat("reporter", agency))
    assert [one["view"].name for one in other.get(LIST).context["views"]] == ["Của tôi"]
    assert other.post(reverse("view_delete", args=[view.pk])).status_code == 404
    assert sign_in(coordinator).post(reverse("view_delete", args=[view.pk])).status_code == 302
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("count", [1, 50])
def test_list_keeps_its_query_budget(sign_in, coordinator, add, count, django_assert_max_num_queries):
    for number in range(count):
        add(f"Đơn vị {number}")
    client = sign_in(coordinator)
    with django_assert_max_num_queries(12):
        assert len(names(client.get(LIST))) == count


@pytest.mark.parametrize("format", ["xlsx", "csv", "json", "in"])
def test_file_holds_the_filtered_list(sign_in, coordinator, add, format):
    add("Công ty Mẫu")
    answer = sign_in(coordinator).get(LIST, {"dang": format, "kind": "science"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert b"M\xe1\xba\xabu" not in body.replace("Mẫu Excel".encode(), b"") or format == "xlsx"


def test_index_counts_what_is_in_force_and_finds_registers_without_marks(
    sign_in, client, coordinator, add, django_assert_max_num_queries
):
    add("Còn")
    add("Hết", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    inside = sign_in(coordinator)
    with django_assert_max_num_queries(12):
        answer = inside.get("/so-dang-ky/", {"q": "to chuc doanh nghiep"})
    told = {
        one["register"].code: one["count"] for group in answer.context["groups"] for one in group["registers"]
    }
    assert told["to-chuc"] == 1
    with django_assert_max_num_queries(12):
        inside.get("/so-dang-ky/")


def test_every_icon_is_in_the_sprite():
    sprite = Path(finders.find("khcn/icons.svg")).read_text()
    assert [one.code for one in registers if f'id="{one.icon}"' not in sprite] == []


def test_register_without_public_fields_asks_the_public_to_sign_in(client):
    closed = next((one for one in registers if one.restricted), None)
    if closed is None:
        pytest.skip("no restricted register is declared")
    answer = client.get(f"/so-dang-ky/{closed.code}/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
