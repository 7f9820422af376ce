import pytest
from django.urls import reverse

from khcn.kernel.audit.domain import record_event
from tests.factories import AgencyFactory, PlanFactory, TaskFactory, people_of, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


def test_search_finds_tasks_targets_and_agencies_without_marks(sign_in, coordinator):
    TaskFactory(short_title="Phát triển nguồn gen cây dược liệu")
    AgencyFactory(name="Sở Y tế")
    client = sign_in(coordinator)
    assert (
        "Phát triển nguồn gen" in client.get(reverse("search"), {"q": "duoc lieu nguon gen"}).content.decode()
    )
    assert "Sở Y tế" in client.get(reverse("search"), {"q": "so y te"}).content.decode()


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "_" * 300, "'; --", "\x00abc"])
def test_odd_searches_answer_calmly(sign_in, coordinator, typed):
    assert sign_in(coordinator).get(reverse("search"), {"q": typed}).status_code == 200


def test_public_search_shows_public_plans_only(sign_in):
    TaskFactory(short_title="Nhiệm vụ mở", plan=PlanFactory(visibility="public"))
    TaskFactory(short_title="Nhiệm vụ nội bộ")
    page = sign_in(seat("public")).get(reverse("search"), {"q": "nhiem vu"}).content.decode()
    assert "Nhiệm vụ mở" in page
    assert "Nhiệm vụ nội bộ" not in page


def test_history_tells_before_and_after_to_staff_only(sign_in, coordinator):
    agency = AgencyFactory(name="Sở Mới")
    record_event("agency.rename", agency, before={"name": "Sở Cũ"}, after={"name": "Sở Mới"})
    address = reverse("record_history", kwargs={"model": "agencies.agency", "pk": agency.pk})
    page = sign_in(coordinator).get(address).content.decode()
    assert "Đổi tên cơ quan" in page
    assert "Sở Cũ" in page
    assert sign_in(seat("public")).get(address).status_code == 404


@pytest.mark.parametrize("model", ["accounts.user", "khong.co", "x", "sessions.session"])
def test_history_of_other_things_is_not_there(sign_in, coordinator, model):
    address = reverse("record_history", kwargs={"model": model, "pk": 999})
    assert sign_in(coordinator).get(address).status_code == 404


def test_audit_trail_is_for_the_administrator(sign_in):
    record_event("agency.add", AgencyFactory())
    assert sign_in(seat("admin")).get(reverse("audit_list")).status_code == 200
    assert sign_in(people_of(AgencyFactory()).clerk).get(reverse("audit_list")).status_code == 403


def test_what_nobody_verified_is_on_one_page(sign_in, coordinator):
    AgencyFactory(name="Sở Chưa Chắc", confirmation="to_confirm")
    assert "Sở Chưa Chắc" in sign_in(coordinator).get(reverse("to_confirm")).content.decode()
