"""The feed for calendar programs, and its secret address."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from khcn.kernel.duties.feeds import create_feed
from khcn.kernel.duties.models import FeedKey
from khcn.kernel.registers.declaration import registers
from khcn.registers.directory.models import Organisation, Person
from tests.factories import AgencyFactory, actor_for, people_of
from tests.factories.duties import DutyRuleFactory, duty_of

pytestmark = pytest.mark.django_db
PAGE = "/lich-nghia-vu/dang-ky/"


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return people_of(agency).clerk


@pytest.fixture
def record(agency):
    return Organisation.objects.create(name="Công ty Mẫu số 1", kind="enterprise", responsible=agency)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def address(clerk):
    _key, token = create_feed(by=actor_for(clerk))
    return f"/lich/{token}.ics"


def parts(response, name="VEVENT"):
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk(name)


def test_duty_is_an_all_day_event_with_alarms_and_a_stable_name(client, address, record, today):
    rule = DutyRuleFactory(legal_basis="Quy định mẫu", alert_days=[90, 60, 30])
    duty = duty_of(record, today + timedelta(days=40), rule=rule, period="2025")
    (event,) = parts(client.get(address))
    assert event["UID"] == f"nghia-vu-{duty.pk}@127.0.0.1"
    assert event["SUMMARY"] == "Nộp hồ sơ gia hạn: Công ty Mẫu số 1 (2025)"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        duty.due_on,
        duty.due_on + timedelta(days=1),
    )
    assert event["DESCRIPTION"].endswith("Căn cứ: Quy định mẫu (cần xác nhận)")
    assert [alarm.decoded("TRIGGER").days for alarm in event.walk("VALARM")] == [-90, -60, -30]
    assert [one["UID"] for one in parts(client.get(address))] == [event["UID"]]


def test_done_duty_is_marked_and_silent(client, address, record, today):
    duty_of(record, today, done_on=today)
    (event,) = parts(client.get(address))
    assert event["SUMMARY"] == "[Đã làm] Nộp hồ sơ gia hạn: Công ty Mẫu số 1"
    assert event.walk("VALARM") == []


def test_tasks_instead_of_events(client, address, record, today):
    duty_of(record, today)
    duty_of(record, today + timedelta(days=1), done_on=today)
    waiting, done = parts(client.get(f"{address}?dang=viec"), "VTODO")
    assert (waiting["STATUS"], done["STATUS"]) == ("NEEDS-ACTION", "COMPLETED")
    assert waiting.decoded("DUE") == today


def test_people_and_records_of_restricted_registers_are_not_named(
    client, address, agency, record, today, monkeypatch
):
    person = Person.objects.create(name="Người Thử Nghiệm", responsible=agency)
    duty_of(person, today, rule=DutyRuleFactory(register="chuyen-gia"))
    duty_of(record, today)
    monkeypatch.setattr(type(registers.get("to-chuc")), "restricted", True)
    body = client.get(address).content.decode()
    assert body.count("SUMMARY:Nộp hồ sơ gia hạn\r\n") == 2
    assert "Người Thử Nghiệm" not in body
    assert "Công ty Mẫu" not in body


def test_feed_needs_no_session_but_an_active_owner(client, address, clerk):
    assert client.get(address).status_code == 200
    clerk.is_active = False
    clerk.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/lich/x.ics", "/lich/.ics", f"/lich/{'a' * 43}.ics", "/lich/ư.ics"])
def test_wrong_address_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_address_is_shown_once_works_and_is_revoked(sign_in, client, clerk, record, today):
    duty_of(record, today)
    sign_in(clerk)
    made = client.post(PAGE, {"gom": "tat-ca"})
    address = made.context["address"]
    assert address.startswith("http://testserver/lich/")
    assert made.headers["Cache-Control"] == "no-store"
    assert len(parts(client.get(address))) == 1
    again = client.get(PAGE)
    assert address not in again.content.decode()
    key = FeedKey.objects.get()
    assert key.read_on == today
    client.post(f"{PAGE}{key.pk}/thu-hoi/")
    assert client.get(address).status_code == 404


def test_feed_of_an_agency_is_chosen_among_those_one_sees(sign_in, client, clerk, agency):
    sign_in(clerk)
    stranger = AgencyFactory()
    assert client.post(PAGE, {"gom": stranger.code}).context["form"].errors
    assert client.post(PAGE, {"gom": agency.code}).context["address"]
    assert FeedKey.objects.get().agency == agency


def test_address_of_another_person_is_not_revoked(sign_in, client, address, agency):
    sign_in(people_of(agency).approver)
    assert client.post(f"{PAGE}{FeedKey.objects.get().pk}/thu-hoi/").status_code == 404
    assert client.get(address).status_code == 200
