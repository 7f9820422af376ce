"""The pages of booking, as people use them without JavaScript."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.registers.labs.models import Booking, Outage, Qualification
from khcn.web.workspace.booking.week import read_week, week_of
from tests.factories import AgencyFactory, people_of, seat
from tests.factories.equipment import EquipmentFactory, moment, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def keeper(agency):
    return people_of(agency).clerk


@pytest.fixture
def guest():
    return seat("enterprise")


@pytest.fixture
def machine(agency):
    return EquipmentFactory(responsible=agency, needs_confirmation=True)


def typed(begins="08:00", ends="9h30", **more):
    return {"day": f"{moment(8):%d/%m/%Y}", "starts": begins, "ends": ends, "purpose": "Thử mẫu chè", **more}


def booked(machine, user, begins=8, ends=9, days=1, state="confirmed"):
    return Booking.objects.create(
        equipment=machine, user=user, purpose="Thử", state=state, **span(begins, ends, days)
    )


def test_slot_is_booked_confirmed_cancelled_through_the_pages(client, machine, keeper, guest):
    calendar = reverse("equipment_calendar", kwargs={"pk": machine.pk})
    client.force_login(guest)
    answer = client.post(calendar, typed(), follow=True)
    booking = Booking.objects.get()
    assert (booking.starts_at, booking.ends_at, booking.state) == (moment(8), moment(9.5), "requested")
    assert "Đã giữ chỗ 08:00–09:30" in answer.content.decode()
    client.force_login(keeper)
    assert "Chờ bạn xác nhận" in client.get(reverse("booking_list")).content.decode()
    client.post(reverse("booking_confirm", kwargs={"pk": booking.pk}))
    booking.refresh_from_db()
    assert booking.state == "confirmed"
    client.force_login(guest)
    cancel = reverse("booking_cancel", kwargs={"pk": booking.pk})
    assert client.get(cancel).status_code == 200
    booking.refresh_from_db()
    assert booking.state == "confirmed"
    client.post(cancel, {"reason": ""})
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_refusal_keeps_what_was_typed_and_names_free_slots(client, machine, keeper, guest):
    booked(machine, keeper)
    client.force_login(guest)
    answer = client.post(reverse("equipment_calendar", kwargs={"pk": machine.pk}), typed(ends="09:00"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đã có người đặt. Còn trống: 07:00–08:00" in page
    assert "Thử mẫu chè" in page


@pytest.mark.parametrize("time", ["25:00", "8:75", "tám giờ", "24:30"])
def test_wrong_time_is_told_at_its_field(client, machine, guest, time):
    client.force_login(guest)
    answer = client.post(reverse("equipment_calendar", kwargs={"pk": machine.pk}), typed(ends=time))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends"])


@pytest.mark.parametrize("week", ["2026-W48", "2026-11-25", "9999-12-31", "0001-01-01", "2026-W99", "x", ""])
def test_any_week_that_is_typed_gives_a_page(client, machine, guest, week):
    client.force_login(guest)
    assert (
        client.get(reverse("equipment_calendar", kwargs={"pk": machine.pk}), {"tuan": week}).status_code
        == 200
    )
    assert read_week(week, timezone.localdate()).weekday() == 0


def test_others_read_that_a_slot_is_taken_but_not_by_whom(client, machine, keeper, guest):
    booked(machine, keeper)
    calendar = reverse("equipment_calendar", kwargs={"pk": machine.pk})
    for who, told in ((keeper, True), (guest, False)):
        client.force_login(who)
        page = client.get(calendar, {"tuan": f"{moment(8):%Y-%m-%d}"}).content.decode()
        table = page[page.index("<tbody>") : page.index("</tbody>")]
        assert "Đã đặt" in table
        assert (str(keeper) in table) is told


def test_every_day_of_the_week_view_is_covered_once(machine, keeper):
    booked(machine, keeper, 8.25, 9)
    booked(machine, keeper, 9, 9.5)
    for day in week_of(machine, read_week(f"{moment(8):%Y-%m-%d}", timezone.localdate()), timezone.now()):
        assert sum(span.width for span in day.spans) == 2 * (machine.open_to - machine.open_from)
        assert [one.ends for one in day.spans[:-1]] == [one.starts for one in day.spans[1:]]


def test_calendar_asks_the_database_the_same_for_one_slot_and_ten(
    client, machine, guest, django_assert_max_num_queries
):
    calendar = reverse("equipment_calendar", kwargs={"pk": machine.pk})
    client.force_login(guest)
    for hour in range(7, 17):
        booked(machine, guest, hour, hour + 1)
    with django_assert_max_num_queries(12):
        client.get(calendar, {"tuan": f"{moment(8):%Y-%m-%d}"})


def test_outage_page_asks_before_it_cancels(client, machine, keeper, guest):
    booking = booked(machine, guest)
    client.force_login(keeper)
    page = reverse("outage_new", kwargs={"pk": machine.pk})
    form = {
        "day": f"{moment(8):%d/%m/%Y}",
        "starts": "7:00",
        "last": "",
        "ends": "12:00",
        "reason": "Thay đèn",
    }
    refused = client.post(page, form)
    assert refused.status_code == 422
    assert str(guest) in refused.content.decode()
    assert client.post(page, {**form, "cancel": "on"}).status_code == 302
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert "Thay đèn" in client.get(reverse("equipment_calendar", kwargs={"pk": machine.pk})).content.decode()
    client.post(reverse("outage_end", kwargs={"pk": Outage.objects.get().pk}))
    assert Outage.objects.get().ends_at <= timezone.now()


def test_keeper_qualifies_a_person_by_user_name_and_guest_may_not(client, machine, keeper, guest):
    page = reverse("qualification_new", kwargs={"pk": machine.pk})
    form = {"user": guest.username.upper(), "valid_from": "01/02/2026", "valid_to": "", "note": "Đã học"}
    client.force_login(guest)
    assert client.post(page, form).status_code == 403
    client.force_login(keeper)
    assert client.post(page, {**form, "user": "không-có"}).status_code == 422
    assert client.post(page, form).status_code == 302
    assert Qualification.objects.get().user == guest


def test_usage_is_told_and_summed_by_month_for_the_keepers(client, machine, keeper, guest):
    booking = booked(machine, guest, 8, 10, days=-40)
    client.force_login(guest)
    usage = reverse("booking_usage", kwargs={"pk": booking.pk})
    form = {"day": f"{moment(8, -40):%d/%m/%Y}", "starts": "8:00", "ends": "9:30", "note": ""}
    assert client.post(usage, form).status_code == 302
    report, year = reverse("booking_report"), moment(8, -40).year
    assert client.get(report, {"nam": year}).context["rows"] == []
    client.force_login(keeper)
    rows = client.get(report, {"nam": year}).context["rows"]
    assert [(row[0], row[3], row[4]) for row in rows] == [(machine.name, 1, 1.5)]
    book = client.get(report, {"nam": year, "dang": "xlsx"})
    cells = [cell.value for cell in openpyxl.load_workbook(BytesIO(book.content)).active[5]]
    assert cells[0] == machine.name
    assert cells[3:] == [1, 1.5]


def test_panel_is_there_for_bookable_equipment_alone(rf, machine, keeper):
    from khcn.kernel.registers.declaration import registers
    from khcn.web.workspace.booking.panel import week_of_record
    from tests.factories import actor_for

    request = rf.get("/")
    request.actor = actor_for(keeper)
    register = registers.get("thiet-bi")
    booked(machine, keeper)
    assert len(week_of_record(request, register, machine)[1]["coming"]) == 1
    machine.bookable = False
    assert week_of_record(request, register, machine) is None
