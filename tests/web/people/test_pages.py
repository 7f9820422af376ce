"""Pages of people: who may open them, what they change, and how many questions they ask the database."""

import re
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from khcn.kernel.accounts.models import Membership, User
from khcn.kernel.audit.models import Event
from tests.factories import AgencyFactory, UserFactory, seat

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/nguoi-dung/"


@pytest.fixture
def admin():
    return seat("admin", user=UserFactory(full_name="Quản Trị Viên"))


@pytest.fixture
def as_admin(sign_in, admin):
    return sign_in(admin)


@pytest.fixture
def lan():
    agency = AgencyFactory(name="Sở Thử nghiệm Lan")
    user = UserFactory(username="lan.nguyen", full_name="Nguyễn Thị Lan", title="Chuyên viên")
    return seat("reporter", agency, user=user, valid_from=date(2024, 1, 1))


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def names(response):
    return re.findall(rf'href="{LIST}\d+/">([^<]+)</a>', response.content.decode())


def test_list_finds_people_without_marks_and_by_role_agency_and_state(as_admin, lan, admin):
    locked = UserFactory(full_name="Trần Văn Khoá", is_active=False)
    seatless = UserFactory(full_name="Lê Chưa Giao")
    agency = lan.memberships.get().agency
    assert names(as_admin.get(LIST, {"q": "nguyen lan"})) == ["Nguyễn Thị Lan"]
    assert names(as_admin.get(LIST, {"q": "LAN.ng"})) == ["Nguyễn Thị Lan"]
    assert names(as_admin.get(LIST, {"role": "reporter"})) == ["Nguyễn Thị Lan"]
    assert names(as_admin.get(LIST, {"agency": agency.pk})) == ["Nguyễn Thị Lan"]
    assert names(as_admin.get(LIST, {"state": "khoa"})) == [str(locked)]
    assert names(as_admin.get(LIST, {"state": "khong-vai-tro"})) == [str(seatless)]
    assert str(locked) not in names(as_admin.get(LIST))
    assert len(names(as_admin.get(LIST, {"state": "tat-ca"}))) == 4
    assert "Không có người dùng nào khớp" in text_of(as_admin.get(LIST, {"q": "không có ai"}))


def test_role_that_has_ended_no_longer_finds_the_person(as_admin, lan):
    lan.memberships.update(valid_to=date(2024, 12, 31))
    assert names(as_admin.get(LIST, {"role": "reporter"})) == []


def test_list_sorts_by_last_sign_in(as_admin, lan, admin):
    User.objects.filter(pk=lan.pk).update(last_login=timezone.now())
    User.objects.filter(pk=admin.pk).update(last_login=datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")))
    assert names(as_admin.get(LIST, {"sap-xep": "lan-cuoi"}))[0] == str(admin)
    assert names(as_admin.get(LIST, {"sap-xep": "-lan-cuoi"}))[0] == str(lan)


def test_workbook_holds_the_rows_that_the_filter_shows(as_admin, lan):
    response = as_admin.get(LIST, {"q": "lan", "dang": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Nguyễn Thị Lan" in cells
    assert any("Cán bộ báo cáo – Sở Thử nghiệm Lan" in cell for cell in cells)
    assert "Quản Trị Viên" not in cells


def test_list_asks_the_same_number_of_questions_for_one_and_fifty(as_admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as few:
        as_admin.get(LIST)
    agency = AgencyFactory()
    for _turn in range(50):
        seat("reporter", agency)
    with django_assert_max_num_queries(12) as many:
        as_admin.get(LIST)
    assert len(many) <= len(few)


@pytest.mark.parametrize("role", ["coordinator", "leader", "reporter", "approver", "public"])
def test_people_are_managed_by_administrators_only(sign_in, lan, role):
    client = sign_in(seat(role, AgencyFactory()))
    held = lan.memberships.get()
    pages = [
        LIST,
        f"{LIST}them/",
        f"{LIST}{lan.pk}/",
        f"{LIST}{lan.pk}/sua/",
        f"{LIST}{lan.pk}/vai-tro/them/",
        f"{LIST}{lan.pk}/giao-lai/",
        f"{LIST}{lan.pk}/khoa/",
        f"{LIST}{lan.pk}/mo-khoa/",
        f"{LIST}{lan.pk}/go-hai-lop/",
        f"/quan-tri/vai-tro/{held.pk}/ket-thuc/",
        "/quan-tri/quyen/",
    ]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 403, page
        assert "Nguyễn Thị Lan" not in response.content.decode()
    assert client.post(f"{LIST}{lan.pk}/lien-ket/").status_code == 403
    assert client.post(f"{LIST}{lan.pk}/khoa/", {"reason": "x"}).status_code == 403
    lan.refresh_from_db()
    assert lan.is_active


def test_new_account_shows_a_link_once_with_which_the_person_sets_the_password(as_admin, client):
    fields = {"username": "binh", "full_name": "Trần Văn Bình", "title": "", "email": "", "language": "vi"}
    page = as_admin.post(f"{LIST}them/", fields)
    link = re.search(r"http://testserver(/tai-khoan/mat-khau/dat-lai/[^<\s]+)", page.content.decode())[1]
    assert "no-store" in page.headers["Cache-Control"]
    assert mail.outbox == []
    client.logout()
    form = client.get(link, follow=True)
    new = {"password1": "cay-da-ben-song", "password2": "cay-da-ben-song"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    assert User.objects.get(username="binh").check_password("cay-da-ben-song")


def test_link_goes_by_mail_when_a_mail_server_is_set(as_admin, settings):
    settings.EMAIL_HOST = "thu.example.vn"
    fields = {
        "username": "binh",
        "full_name": "Trần Văn Bình",
        "email": "binh@tinh.example.vn",
        "language": "vi",
    }
    page = as_admin.post(f"{LIST}them/", fields)
    assert "Đã gửi liên kết tới binh@tinh.example.vn" in text_of(page)
    (letter,) = mail.outbox
    assert letter.to == ["binh@tinh.example.vn"]
    assert "Kính gửi Trần Văn Bình" in letter.body
    assert "/tai-khoan/mat-khau/dat-lai/" in letter.body


def test_taken_name_is_refused_at_its_field_and_nothing_typed_is_lost(as_admin, lan):
    fields = {"username": "LAN.nguyen", "full_name": "Người Khác", "email": "", "language": "vi"}
    page = as_admin.post(f"{LIST}them/", fields)
    assert page.status_code == 422
    assert "Tên đăng nhập “LAN.nguyen” đã thuộc về tài khoản khác." in text_of(page)
    assert 'value="Người Khác"' in page.content.decode()


def test_name_with_spaces_or_marks_is_refused_in_vietnamese(as_admin):
    page = as_admin.post(f"{LIST}them/", {"username": "lan nguyen", "full_name": "Lan", "language": "vi"})
    assert page.status_code == 422
    assert "Tên đăng nhập chỉ gồm chữ" in text_of(page)


def test_person_page_shows_seats_with_dates_and_factor(as_admin, lan, django_assert_max_num_queries):
    Authenticator.objects.create(user=lan, type="totp", data={"secret": "KHONG-HIEN"})
    with django_assert_max_num_queries(12):
        page = text_of(as_admin.get(f"{LIST}{lan.pk}/"))
    for word in ("Cán bộ báo cáo", "Sở Thử nghiệm Lan", "01/01/2024", "đang bật", "Gỡ xác thực hai lớp"):
        assert word in page
    assert "KHONG-HIEN" not in page


def test_seat_is_given_and_ended_through_the_forms(as_admin):
    person, agency = UserFactory(), AgencyFactory()
    fields = {"role": "approver", "agency": agency.pk, "valid_from": "01/03/2025", "valid_to": ""}
    assert as_admin.post(f"{LIST}{person.pk}/vai-tro/them/", fields).url == f"{LIST}{person.pk}/"
    held = person.memberships.get()
    assert (held.role, held.agency, held.valid_from, held.valid_to) == (
        "approver",
        agency,
        date(2025, 3, 1),
        None,
    )
    as_admin.post(f"/quan-tri/vai-tro/{held.pk}/ket-thuc/", {"on": "31/12/2026"})
    held.refresh_from_db()
    assert held.valid_to == date(2026, 12, 31)


def test_wrong_date_is_refused_with_an_example(as_admin, lan):
    page = as_admin.post(f"{LIST}{lan.pk}/vai-tro/them/", {"role": "expert", "valid_from": "31/02/2025"})
    assert page.status_code == 422
    assert "Hãy nhập ngày/tháng/năm, ví dụ 27/03/2023." in text_of(page)


def test_last_administrator_is_told_why_nothing_was_changed(as_admin, admin):
    page = as_admin.post(f"{LIST}{admin.pk}/khoa/", {"reason": "Thử"})
    assert page.status_code == 422
    assert "Đây là quản trị cuối cùng của hệ thống" in text_of(page)
    admin.refresh_from_db()
    assert admin.is_active


def test_handing_over_through_the_form(as_admin, lan):
    coming = UserFactory()
    as_admin.post(f"{LIST}{lan.pk}/giao-lai/", {"to_user": coming.pk, "on": "01/07/2026"})
    assert Membership.objects.get(user=coming).valid_from == date(2026, 7, 1)
    assert Event.objects.filter(action="user.hand_over").exists()


def test_profile_changes_the_own_name_and_language_but_nothing_else(sign_in, lan):
    client = sign_in(lan)
    fields = {"full_name": "Nguyễn Lan", "title": "Trưởng phòng", "language": "en", "username": "quantri"}
    response = client.post("/ho-so/", fields)
    assert response.cookies["django_language"].value == "en"
    lan.refresh_from_db()
    assert (lan.full_name, lan.language, lan.username) == ("Nguyễn Lan", "en", "lan.nguyen")


def test_person_without_any_seat_sees_the_own_profile(sign_in):
    page = sign_in(UserFactory()).get("/ho-so/")
    assert page.status_code == 200
    assert "Bạn chưa được giao vai trò nào." in text_of(page)


def test_rights_page_names_every_right_with_its_sentence(as_admin, django_assert_max_num_queries):
    from khcn.kernel.access import rights

    as_admin.get("/quan-tri/quyen/")  # content types are remembered from now on
    with django_assert_max_num_queries(12):
        page = as_admin.get("/quan-tri/quyen/").content.decode()
    for right in rights():
        assert right.name in page
        assert right.sentence.split("\n")[0][:40] in page
    manage = page[page.index("Quản trị tạo tài khoản") :]
    assert re.findall(r"(toàn bộ|một phần|không)<", manage)[:8] == ["toàn bộ"] + ["không"] * 7


def test_account_is_corrected_through_the_form(as_admin, lan):
    page = as_admin.get(f"{LIST}{lan.pk}/sua/").content.decode()
    assert 'value="lan.nguyen"' in page
    fields = {"username": "lan.tran", "full_name": "Trần Thị Lan", "title": "", "email": "", "language": "vi"}
    assert as_admin.post(f"{LIST}{lan.pk}/sua/", fields).url == f"{LIST}{lan.pk}/"
    lan.refresh_from_db()
    assert (lan.username, lan.full_name, lan.title) == ("lan.tran", "Trần Thị Lan", "")
