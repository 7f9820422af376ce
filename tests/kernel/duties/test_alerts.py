"""Reminders: one notice a person and day, nothing twice, nothing lost after days off."""

from datetime import date, timedelta

import pytest

from khcn.kernel.duties.alerts import alert
from khcn.kernel.duties.models import Duty
from khcn.kernel.notices.models import Notice
from khcn.kernel.registers.declaration import registers
from khcn.registers.directory.models import Organisation, Person
from tests.factories import AgencyFactory, people_of, seat, succeed
from tests.factories.duties import DutyRuleFactory, duty_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def record(agency):
    return Organisation.objects.create(name="Công ty Mẫu số 1", kind="enterprise", responsible=agency)


def due(record, days, **values):
    return duty_of(record, TODAY + timedelta(days=days), **{"alert_on": TODAY, **values})


def told():
    return {(one.user_id, one.title) for one in Notice.objects.all()}


def test_people_of_the_agency_and_coordinators_get_one_notice_for_all_duties(record, agency):
    people, coordinator = people_of(agency), seat("coordinator", AgencyFactory())
    for days in (-1, 7, 30):
        due(record, days)
    alert(TODAY)
    title = "3 nghĩa vụ đến hạn, trong đó 1 quá hạn"
    assert told() == {(one.pk, title) for one in (people.clerk, people.approver, coordinator)}
    body = Notice.objects.filter(user=people.clerk).get().body
    assert body.splitlines()[0] == "14/06/2026 (quá hạn 1 ngày làm việc): Nộp hồ sơ gia hạn: Công ty Mẫu số 1"


def test_second_round_of_the_day_tells_nothing(record, agency):
    people_of(agency)
    due(record, 7)
    alert(TODAY)
    count = Notice.objects.count()
    alert(TODAY)
    assert (count, Notice.objects.count()) == (2, 2)


def test_each_reminder_comes_on_its_day_and_the_late_one_once(record, agency):
    people = people_of(agency)
    duty_of(record, TODAY + timedelta(days=30), alert_on=TODAY)
    days = []
    for number in range(60):
        alert(TODAY + timedelta(days=number))
        if (count := Notice.objects.filter(user=people.clerk).count()) > len(days):
            days += [number] * (count - len(days))
    assert days == [0, 23, 31]


def test_after_days_off_a_duty_is_told_of_once(record, agency):
    people = people_of(agency)
    duty = duty_of(record, TODAY - timedelta(days=5), alert_on=TODAY - timedelta(days=40))
    alert(TODAY)
    assert Notice.objects.filter(user=people.clerk).count() == 1
    duty.refresh_from_db()
    assert duty.alert_on is None


def test_closed_duties_are_silent(record, agency):
    people_of(agency)
    due(record, 7, done_on=TODAY)
    due(record, 7, waived_on=TODAY, outcome="Công văn")
    due(record, 7, cancelled_on=TODAY)
    alert(TODAY)
    assert told() == set()


def test_stranger_and_people_who_left_hear_nothing(record, agency):
    seat("reporter", AgencyFactory())
    seat("reporter", agency, valid_to=TODAY - timedelta(days=1))
    gone = seat("reporter", agency)
    gone.is_active = False
    gone.save()
    due(record, 7)
    alert(TODAY)
    assert told() == set()


def test_heir_of_the_agency_is_told(record, agency):
    heir = AgencyFactory()
    succeed(agency, heir, TODAY - timedelta(days=1))
    clerk = people_of(heir).clerk
    due(record, 7)
    alert(TODAY)
    assert (clerk.pk, "1 nghĩa vụ đến hạn") in told()


def test_duty_of_a_person_is_told_without_the_name(agency):
    assert registers.get("chuyen-gia").consent or registers.get("chuyen-gia").personal
    clerk = people_of(agency).clerk
    person = Person.objects.create(name="Người Thử Nghiệm", responsible=agency)
    due(person, 7, rule=DutyRuleFactory(register="chuyen-gia"))
    alert(TODAY)
    assert Notice.objects.get(user=clerk).body == "22/06/2026 (còn 5 ngày làm việc): Nộp hồ sơ gia hạn"


def test_long_lists_are_cut(record, agency):
    clerk = people_of(agency).clerk
    for _number in range(12):
        due(record, 7)
    alert(TODAY)
    lines = Notice.objects.get(user=clerk).body.splitlines()
    assert (len(lines), lines[-1]) == (11, "… và 2 nghĩa vụ khác.")


def test_duty_waits_for_its_next_reminder(record, agency):
    duty = due(record, 30)
    alert(TODAY)
    assert Duty.objects.get(pk=duty.pk).alert_on == TODAY + timedelta(days=23)
