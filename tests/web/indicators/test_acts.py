"""Defining, telling, correcting, confirming, publishing and forecasting from the pages."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from khcn.indicators.models import Card, Decision, Indicator, Observation
from khcn.kernel.documents.models import Document
from khcn.kernel.jobs.models import Job
from tests.factories import AgencyFactory, people_of, seat
from tests.factories.indicators import card_of, forecast, indicator, observation, province, series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today_is_fixed():
    with time_machine.travel(datetime(2025, 6, 15, 3, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def owner(db):
    return AgencyFactory()


@pytest.fixture
def people(owner):
    return people_of(owner)


@pytest.fixture
def coordinator(sign_in):
    return sign_in(seat("coordinator", AgencyFactory()))


@pytest.fixture
def one(owner):
    return indicator("mau", name="Chỉ số mẫu", unit="%", owner=owner)


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def card_values(**more):
    return {
        "name": "Chỉ số mới", "unit": "%", "kind": "level", "upward": "on", "accumulation": "period",
        "calendar": "statistical", "source": "typed", "frequency": "yearly", "decimals": "1", "rule": "own",
        "confirmation": "confirmed", **more,
    }  # fmt: skip


# --- Definition ---------------------------------------------------------------------------------


def test_new_indicator_is_drafted_looked_at_and_put_in_force(coordinator):
    about = {"code": "moi", "group": "target", "visibility": "public"}
    answer = coordinator.post("/chi-so/them/", card_values(**about, territory=province().pk))
    assert (answer.status_code, answer.url) == (302, "/chi-so/moi/dinh-nghia/")
    assert "Bản đầu tiên, chưa áp dụng" in text(coordinator.get(answer.url))
    assert coordinator.post(answer.url, {"ap-dung": "1"}).url == "/chi-so/moi/"
    made = Indicator.objects.get(code="moi")
    assert (made.visibility, card_of(made).name, card_of(made).territory) == (
        "public",
        "Chỉ số mới",
        province(),
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "Có dấu"}, "code"), ({"code": "them"}, "code"), ({"name": ""}, "name"), ({"kind": "share"}, "numerator"),
        ({"source": "formula", "expression": "[khong-co]"}, "expression"), ({"lower": "chín"}, "lower"),
        ({"source": "fact"}, "fact"), ({"decimals": "99999"}, "decimals"),
    ],
)  # fmt: skip
def test_slips_of_a_definition_stand_at_their_field(coordinator, values, field):
    given = {"code": "moi", "group": "target", "visibility": "public", **card_values(), **values}
    answer = coordinator.post("/chi-so/them/", given)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert Indicator.objects.count() == 0


def test_second_version_shows_what_changes_and_asks_why(coordinator, one):
    here = "/chi-so/mau/dinh-nghia/"
    assert coordinator.post(here, card_values(unit="điểm", name="Chỉ số mẫu")).url == here
    told = text(coordinator.get(here))
    assert ("Bản 2 đang soạn khác bản 1" in told, "<del>%</del>" in told, "<ins>điểm</ins>" in told) == (
        True,
        True,
        True,
    )
    assert "Hãy ghi lý do thay định nghĩa" in text(coordinator.post(here, {"ap-dung": "1"}), 422)
    assert card_of(one).version == 1
    coordinator.post(here, {"ap-dung": "1", "ap-dung-reason": "Đổi cách tính"})
    assert (card_of(one).version, card_of(one).reason) == (2, "Đổi cách tính")
    assert "Đổi cách tính" in text(coordinator.get("/chi-so/mau/dinh-nghia/2/"))
    assert "Đã được thay" in text(coordinator.get("/chi-so/mau/dinh-nghia/1/"))
    assert coordinator.get("/chi-so/mau/dinh-nghia/9/").status_code == 404


def test_number_with_a_comma_and_a_day_are_read(coordinator, one):
    values = card_values(
        lower="1.234,5", accumulation="cumulative", counted_from="2021-01-01", territory=province().pk
    )
    coordinator.post("/chi-so/mau/dinh-nghia/", values)
    draft = Card.objects.get(version=2)
    assert (str(draft.lower), draft.counted_from) == ("1234.50000000", date(2021, 1, 1))


def test_owner_and_visibility_are_changed_on_a_page_of_their_own(coordinator, one):
    form = coordinator.get("/chi-so/mau/sua/").context["form"]
    assert form["owner"].value() == one.owner.pk
    assert (
        coordinator.post("/chi-so/mau/sua/", {"group": "other", "visibility": "public", "owner": ""}).url
        == "/chi-so/mau/"
    )
    one.refresh_from_db()
    assert (one.group, one.visibility, one.owner) == ("other", "public", None)


def test_decision_is_noted_with_its_document(coordinator, one):
    paper = Document.objects.create(kind="TB", symbol="12/TB-UBND")
    told = {"question": "Hỏi?", "answer": "Đáp", "decided_on": "2025-06-01", "decided_by": "Sở Mẫu"}
    assert coordinator.post("/chi-so/mau/quyet-dinh/", {**told, "document": "99/TB"}).status_code == 422
    assert coordinator.post("/chi-so/mau/quyet-dinh/", {**told, "document": "12/tb-ubnd"}).status_code == 302
    assert Decision.objects.get().document == paper


# --- Figures ------------------------------------------------------------------------------------


def figure(**more):
    return {
        "year": "2024",
        "territory": province().pk,
        "value": "18,9",
        "vintage": "final",
        "source_note": "Niên giám mẫu",
        **more,
    }


def test_clerk_tells_approver_confirms_leader_publishes(sign_in, people, one):
    assert "Ghi số liệu" in text(sign_in(people.clerk).get("/chi-so/mau/"))
    answer = sign_in(people.clerk).post("/chi-so/mau/so-lieu/them/", figure())
    row = Observation.objects.get()
    here = f"/chi-so/mau/so-lieu/{row.pk}/"
    assert (answer.url, str(row.value), row.first_day) == (here, "18.90000000", date(2024, 1, 1))
    assert "Xác nhận</button>" not in text(sign_in(people.clerk).get(here))
    assert "Xác nhận</button>" in text(sign_in(people.approver).get(here))
    sign_in(people.approver).post(f"{here}xac-nhan/")
    told = text(sign_in(seat("leader", AgencyFactory())).get(here))
    assert ("Công bố</button>" in told, "Đính chính" in told) == (True, False)
    sign_in(seat("leader", AgencyFactory())).post(f"{here}cong-bo/")
    row.refresh_from_db()
    assert row.state == "published"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": ""}, "value"), ({"value": "mười"}, "value"), ({"year": ""}, "year"), ({"source_note": ""}, "source_note"),
        ({"year": "2025"}, "last_day"), ({"first_day": "2024-01-01"}, "last_day"), ({"territory": "0"}, "territory"),
        ({"document": "khong-co"}, "document"), ({"numerator": "1"}, "denominator"), ({"year": "99999"}, "year"),
    ],
)  # fmt: skip
def test_slips_of_a_figure_stand_at_their_field_and_nothing_typed_is_lost(
    sign_in, people, one, values, field
):
    answer = sign_in(people.clerk).post("/chi-so/mau/so-lieu/them/", figure(note="Ghi chú dài", **values))
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert ("Ghi chú dài" in answer.content.decode(), Observation.objects.count()) == (True, 0)


def test_second_figure_of_the_year_is_refused_on_the_page(sign_in, people, one):
    observation(one, 2024, 5)
    assert "Hãy đính chính số đó" in text(
        sign_in(people.clerk).post("/chi-so/mau/so-lieu/them/", figure()), 422
    )


def test_part_of_a_year_and_a_mean_are_told_by_their_days(sign_in, people, one):
    client = sign_in(people.clerk)
    for first, last in (("2024-01-01", "2024-06-30"), ("2016-01-01", "2020-12-31")):
        client.post("/chi-so/mau/so-lieu/them/", figure(year="", first_day=first, last_day=last))
    assert sorted(Observation.objects.values_list("calendar", flat=True)) == ["average", "statistical"]


def test_correcting_begins_with_what_was_told_and_keeps_it(sign_in, people, one):
    row = observation(one, 2024, "18.9", "published")
    client = sign_in(people.clerk)
    here = f"/chi-so/mau/so-lieu/{row.pk}/"
    form = client.get(f"{here}dinh-chinh/").context["form"]
    assert (form["value"].value(), form["year"].value()) == ("18,9", 2024)
    assert client.post(f"{here}dinh-chinh/", figure(value="19")).status_code == 422
    answer = client.post(f"{here}dinh-chinh/", figure(value="19", reason="Niên giám sửa"))
    told = text(client.get(answer.url))
    assert ("Bản 1" in told, "Niên giám sửa" in told, "Các bản của số này" in told) == (True, True, True)
    assert "Đã được đính chính" in text(client.get(here))


def test_withdrawing_asks_why(sign_in, people, one):
    row = observation(one, 2024)
    client = sign_in(people.approver)
    here = f"/chi-so/mau/so-lieu/{row.pk}/"
    assert client.post(f"{here}rut/", {"reason": ""}).status_code == 422
    client.post(f"{here}rut/", {"reason": "Ghi nhầm"})
    assert "Ghi nhầm" in text(client.get(here))
    assert "Ghi nhầm" in text(client.get("/chi-so/mau/"))


def test_acts_that_are_not_hers_are_refused(sign_in, people, one):
    row = observation(one, 2024, state="draft")
    stranger = sign_in(people.stranger)
    here = f"/chi-so/mau/so-lieu/{row.pk}/"
    told = [
        stranger.post(address, given).status_code
        for address, given in (
            (f"{here}xac-nhan/", {}), (f"{here}cong-bo/", {}), (f"{here}rut/", {"reason": "x"}), (f"{here}dinh-chinh/", figure(reason="x")),
            ("/chi-so/mau/so-lieu/them/", figure(year="2023")), ("/chi-so/mau/dinh-nghia/", card_values()),
            ("/chi-so/them/", card_values()), ("/chi-so/mau/quyet-dinh/", {}), ("/chi-so/mau/du-bao/", {"den-nam": "2030"}),
        )
    ]  # fmt: skip
    assert told == [403] * 9
    row.refresh_from_db()
    assert (row.state, row.withdrawn, Observation.objects.count()) == ("draft", False, 1)


def test_figure_of_another_indicator_is_not_there(coordinator, one):
    row = observation(indicator("khac"), 2024)
    assert coordinator.get(f"/chi-so/mau/so-lieu/{row.pk}/").status_code == 404


# --- Forecasts ----------------------------------------------------------------------------------


def test_forecast_is_ordered_for_a_year_to_come(coordinator, one):
    assert coordinator.post("/chi-so/mau/du-bao/", {"den-nam": "2030"}).url == "/chi-so/mau/#du-bao"
    assert Job.objects.get().arguments["until"] == 2030
    for year in ("", "2025", "2041", "nhiều", "-1", "²"):
        assert coordinator.post("/chi-so/mau/du-bao/", {"den-nam": year}).status_code == 409, year
    assert Job.objects.count() == 1


def test_forecast_is_accepted_with_a_word(coordinator, one):
    series(one, {2021: 1, 2022: 2, 2023: 3, 2024: 4})
    made = forecast(one, {2025: 5}, given={year: f"{year - 2020}.00000000" for year in range(2021, 2025)})
    assert "Chấp nhận dự báo" in text(coordinator.get("/chi-so/mau/"))
    coordinator.post(f"/chi-so/mau/du-bao/{made.pk}/chap-nhan/", {"note": "Hợp lý"})
    made.refresh_from_db()
    assert (made.state, made.note) == ("accepted", "Hợp lý")
    assert coordinator.post(f"/chi-so/mau/du-bao/{made.pk}/chap-nhan/").status_code == 409
