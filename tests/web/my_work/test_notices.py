import pytest
from django.urls import reverse

from khcn.kernel.notices.domain import notify
from khcn.kernel.notices.models import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return UserFactory(full_name="Hoàng Thị Lan")


def tell(user, title="Đến hạn báo cáo quý", **more):
    return notify(users=[user], kind="x", title=title, mail=False, **more)[0]


def test_list_shows_own_notices_unread_first(sign_in, lan):
    read, new = tell(lan, "Tin đã đọc"), tell(lan, "Tin chưa đọc")
    later = tell(lan, "Tin đọc sau cùng")
    tell(UserFactory(), "Tin của người khác")
    client = sign_in(lan)
    for notice in (read, later):
        client.get(f"/thong-bao/{notice.pk}/")
    text = client.get("/thong-bao/").content.decode()
    assert "Tin của người khác" not in text
    assert text.index(new.title) < text.index(later.title) < text.index(read.title)
    assert text.count("Chưa đọc") == 1


def test_empty_list_says_what_will_come_here(sign_in, lan):
    text = sign_in(lan).get("/thong-bao/").content.decode()
    assert "Chưa có thông báo" in text and "Đánh dấu tất cả" not in text


def test_opening_marks_as_read_and_goes_where_it_points(sign_in, lan):
    notice = tell(lan, url="/thong-bao/?page=1")
    response = sign_in(lan).get(f"/thong-bao/{notice.pk}/")
    assert (response.status_code, response["Location"]) == (302, "/thong-bao/?page=1")
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize(
    "url",
    ["https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)", "", "thong-bao/"],
)
def test_opening_never_leaves_the_site(sign_in, lan, url):
    response = sign_in(lan).get(f"/thong-bao/{tell(lan, url=url).pk}/")
    assert (response.status_code, response["Location"]) == (302, "/thong-bao/")


def test_notice_of_another_person_does_not_exist(sign_in, lan):
    notice = tell(UserFactory())
    assert sign_in(lan).get(f"/thong-bao/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_all_as_read_touches_only_own_notices(sign_in, lan):
    tell(lan), tell(lan), tell(UserFactory())
    response = sign_in(lan).post("/thong-bao/da-doc/", follow=True)
    assert "Đã đánh dấu 2 thông báo" in response.content.decode()
    assert Notice.objects.filter(read_at=None).count() == 1
    assert sign_in(lan).get("/thong-bao/da-doc/").status_code == 405


@pytest.mark.parametrize("path", ["/thong-bao/", "/thong-bao/1/", "/viec-cua-toi/"])
def test_someone_not_signed_in_is_asked_to_sign_in(client, path):
    response = client.get(path)
    assert response.status_code == 302 and response["Location"].startswith(reverse("account_login"))


def test_long_lists_have_pages_and_a_fixed_number_of_queries(sign_in, lan, django_assert_max_num_queries):
    for number in range(45):
        tell(lan, f"Tin số {number}")
    client = sign_in(lan)
    with django_assert_max_num_queries(12):
        text = client.get("/thong-bao/?page=3").content.decode()
    assert "Tin số 0<" in text and "Tin số 44<" not in text


def test_text_of_a_notice_is_shown_as_text(sign_in, lan):
    tell(lan, "<script>alert(1)</script>", body="<img src=x>")
    text = sign_in(lan).get("/thong-bao/").content.decode()
    assert "<script>alert" not in text and "<img src=x>" not in text
