from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from khcn.kernel.agencies.models import Agency, Succession
from khcn.kernel.audit.models import Event
from tests.factories import AgencyFactory, PartyFactory, people_of, seat, succeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory(name="Sở Khoa học và Công nghệ"))


def test_directory_needs_a_signed_in_person(client):
    answer = client.get(reverse("agency_list"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_list_is_searched_without_marks_and_in_decomposed_unicode(sign_in, coordinator):
    AgencyFactory(name="Sở Nông nghiệp và Môi trường", short_name="Sở NN&MT")
    client = sign_in(coordinator)
    for typed in ("nong nghiep", "No\u0302ng nghie\u0323\u0302p", "NN&MT"):
        answer = client.get(reverse("agency_list"), {"q": typed})
        assert [one.name for one in answer.context["page"]] == ["Sở Nông nghiệp và Môi trường"], typed


def test_ended_agencies_have_their_own_tab(sign_in, coordinator):
    old = AgencyFactory(valid_to=date(2025, 2, 28))
    client = sign_in(coordinator)
    assert old not in client.get(reverse("agency_list")).context["page"].object_list
    assert old in client.get(reverse("agency_list"), {"nhom": "cu"}).context["page"].object_list


@pytest.mark.parametrize("count", [1, 50])
def test_list_keeps_its_query_budget(sign_in, coordinator, count, django_assert_max_num_queries):
    AgencyFactory.create_batch(count, parent=AgencyFactory())
    client = sign_in(coordinator)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("agency_list")).status_code == 200


def test_workbook_holds_the_list_and_no_formula(sign_in, coordinator):
    AgencyFactory(name="=HYPERLINK(1)", code="la")
    answer = sign_in(coordinator).get(reverse("agency_list"), {"dang": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.column == 2]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert all(cell.data_type == "s" for cell in cells if cell.value)


def test_detail_tells_who_carries_on_and_what_was_named(sign_in, coordinator, django_assert_max_num_queries):
    old, new = AgencyFactory(name="Sở Kế hoạch và Đầu tư"), AgencyFactory(name="Sở Tài chính")
    succeed(old, new, date(2025, 3, 1), legal_basis="Nghị quyết thử nghiệm")
    task = PartyFactory(agency=old).task
    client = sign_in(coordinator)
    page = client.get(reverse("agency_detail", kwargs={"code": old.code})).content.decode()
    assert "nay do" in page
    assert "Sở Tài chính" in page
    with django_assert_max_num_queries(12):
        heir = client.get(reverse("agency_detail", kwargs={"code": new.code})).content.decode()
    assert task.short_title in heir
    assert "văn bản ghi Sở Kế hoạch và Đầu tư" in heir


def test_split_agency_asks_a_person(sign_in, coordinator):
    district, commune = AgencyFactory(), AgencyFactory()
    succeed(district, commune, date(2025, 7, 1), kind="split")
    answer = sign_in(coordinator).get(reverse("agency_detail", kwargs={"code": district.code}))
    assert answer.context["heritage"].ask == [commune]
    assert "Chưa rõ cơ quan nào tiếp nhận" in answer.content.decode()


@pytest.mark.parametrize("name", ["agency_edit", "agency_rename", "succession_new"])
def test_only_those_who_steer_change_the_directory(sign_in, name):
    agency = AgencyFactory()
    answer = sign_in(people_of(agency).clerk).get(reverse(name, kwargs={"code": agency.code}))
    assert answer.status_code == 403


def test_renaming_keeps_the_old_name_and_leaves_a_trail(sign_in, coordinator):
    agency = AgencyFactory(name="Sở Cũ")
    data = {"name": "Sở Mới", "short_name": "SM", "on": "01/03/2025", "legal_basis": "", "note": ""}
    answer = sign_in(coordinator).post(reverse("agency_rename", kwargs={"code": agency.code}), data)
    assert answer.status_code == 302
    agency.refresh_from_db()
    assert (agency.name, agency.aliases) == ("Sở Mới", ["Sở Cũ"])
    event = Event.objects.get(action="agency.rename")
    assert (event.before["name"], event.after["name"]) == ("Sở Cũ", "Sở Mới")


def test_refused_succession_keeps_what_was_typed(sign_in, coordinator):
    agency = AgencyFactory(valid_from=date(2025, 7, 1))
    data = {"kind": "dissolve", "effective_on": "01/07/2025", "note": "Ghi chú dài đã gõ"}
    answer = sign_in(coordinator).post(reverse("succession_new", kwargs={"code": agency.code}), data)
    assert answer.status_code == 422
    assert "Ghi chú dài đã gõ" in answer.content.decode()
    assert "phải sau ngày cơ quan bắt đầu hoạt động (01/07/2025)" in answer.content.decode()
    assert Succession.objects.count() == 0


def test_dissolved_agency_is_closed_the_day_before(sign_in, coordinator):
    agency = AgencyFactory()
    data = {"kind": "dissolve", "effective_on": "01/07/2025"}
    sign_in(coordinator).post(reverse("succession_new", kwargs={"code": agency.code}), data)
    assert Agency.objects.get(pk=agency.pk).valid_to == date(2025, 6, 30)


def test_confirming_needs_the_document(sign_in, coordinator):
    edge = succeed(AgencyFactory(), AgencyFactory(), date(2025, 3, 1))
    address = reverse("succession_confirm", kwargs={"pk": edge.pk})
    client = sign_in(coordinator)
    assert client.post(address, {"legal_basis": " "}).status_code == 422
    assert client.post(address, {"legal_basis": "Nghị quyết 05/NQ-HĐND"}).status_code == 302
    edge.refresh_from_db()
    assert (edge.confirmation, edge.legal_basis) == ("confirmed", "Nghị quyết 05/NQ-HĐND")
