from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.agency_reports.models import Obstacle
from tests.factories import AgencyFactory, PartyFactory, actor_for, people_of, seat

pytestmark = pytest.mark.django_db
LIST = "/vuong-mac/"


@pytest.fixture
def lead():
    return AgencyFactory(name="Sở Thử nghiệm Lâm nghiệp")


@pytest.fixture
def task(lead):
    return PartyFactory(agency=lead).task


@pytest.fixture
def people(lead):
    return people_of(lead)


@pytest.fixture
def coordinator():
    return seat("coordinator", AgencyFactory())


def hinder(task, agency, **more):
    fields = {
        "title": "Chưa có kinh phí đối ứng",
        "proposal": "Bổ sung 500 triệu đồng",
        "level": "province",
        "raised_on": timezone.localdate() - timedelta(days=20),
        **more,
    }
    return Obstacle.objects.create(plan=task.plan, task=task, agency=agency, **fields)


def test_list_filters_by_state_level_agency_and_words(sign_in, task, lead, coordinator):
    other = AgencyFactory(name="Sở Thử nghiệm Nội vụ")
    hinder(task, lead, due_on=timezone.localdate() - timedelta(days=1))
    hinder(task, other, title="Thiếu nhân lực", level="ministry")
    browser = sign_in(coordinator)

    def titles(query):
        page = browser.get(LIST + query).context["page"]
        return {one.title for one in page.object_list}

    both = {"Chưa có kinh phí đối ứng", "Thiếu nhân lực"}
    assert titles("") == both
    assert titles("?trang-thai=overdue") == {"Chưa có kinh phí đối ứng"}
    assert titles("?cap=ministry") == {"Thiếu nhân lực"}
    assert titles(f"?co-quan={other.code}") == {"Thiếu nhân lực"}
    assert titles("?q=kinh phi doi ung") == {"Chưa có kinh phí đối ứng"}
    assert titles("?trang-thai=bogus&cap=bogus&sap-xep=bogus&page=99") == both
    assert titles("?trang-thai=closed") == set()


@pytest.mark.parametrize("order", ["han", "-han", "cap", "-cap", "co-quan", "ngay-neu", "-ngay-neu"])
def test_every_order_works(sign_in, task, lead, coordinator, order):
    hinder(task, lead)
    assert sign_in(coordinator).get(f"{LIST}?sap-xep={order}").status_code == 200


def test_agency_sees_its_own_only(sign_in, task, lead, people):
    mine = hinder(task, lead)
    foreign = hinder(task, AgencyFactory(), title="Của đơn vị khác")
    browser = sign_in(people.clerk)
    text = browser.get(LIST).text
    assert mine.title in text and foreign.title not in text
    assert browser.get(f"{LIST}{foreign.pk}/").status_code == 404
    assert sign_in(people.stranger).get(f"{LIST}{mine.pk}/").status_code == 404


def test_outsiders_have_no_list(sign_in, client):
    assert client.get(LIST).status_code == 302
    assert sign_in(seat("enterprise")).get(LIST).status_code == 403


def test_workbook_holds_the_filtered_rows(sign_in, task, lead, coordinator):
    hinder(task, lead, title="=1+1 không phải công thức")
    answer = sign_in(coordinator).get(f"{LIST}?dang=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet["A5"].value == "=1+1 không phải công thức"
    assert sheet["A5"].data_type == "s"
    assert sheet["B5"].value == lead.name


def test_clerk_raises_from_a_task_and_coordinator_answers(sign_in, task, lead, people, coordinator):
    browser = sign_in(people.clerk)
    url = f"{reverse('obstacle_new')}?nhiem-vu={task.pk}"
    assert task.short_title in browser.get(url).text
    answer = browser.post(
        url, {"title": "Thiếu vốn", "proposal": "Cấp vốn", "level": "province", "due_on": "05/12/2999"}
    )
    obstacle = Obstacle.objects.get()
    assert answer.url == f"{LIST}{obstacle.pk}/"
    assert (obstacle.task, obstacle.agency, obstacle.due_on) == (task, lead, date(2999, 12, 5))
    assert browser.post(answer.url, {"answer": "Tự trả lời"}).status_code == 403
    steering = sign_in(coordinator)
    assert steering.post(answer.url, {"answer": " "}).status_code == 422
    assert steering.post(answer.url, {"answer": "Đã bố trí."}).status_code == 302
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.answer) == ("answered", "Đã bố trí.")
    assert steering.post(answer.url, {"answer": "Lần hai"}).status_code in (409, 422)


def test_agency_edits_while_open_and_closes_when_solved(sign_in, task, lead, people):
    obstacle = hinder(task, lead)
    browser = sign_in(people.clerk)
    url = f"{LIST}{obstacle.pk}/"
    answer = browser.post(
        f"{url}sua/", {"title": "Thiếu vốn đối ứng", "proposal": "Cấp vốn", "level": "council"}
    )
    assert answer.status_code == 302
    assert browser.get(f"{url}giai-quyet/").status_code == 405
    assert sign_in(people.stranger).post(f"{url}giai-quyet/").status_code == 404
    assert sign_in(people.clerk).post(f"{url}giai-quyet/").status_code == 302
    obstacle.refresh_from_db()
    assert (obstacle.title, obstacle.state) == ("Thiếu vốn đối ứng", "closed")
    assert browser.get(f"{url}sua/").status_code == 403


def test_person_with_two_agencies_says_which(sign_in, task, lead, people):
    second = AgencyFactory()
    seat("approver", second, user=people.clerk)
    browser = sign_in(people.clerk)
    form = {"title": "Thiếu vốn", "proposal": "Cấp vốn", "level": "province"}
    url = f"{reverse('obstacle_new')}?nhiem-vu={task.pk}"
    assert browser.post(url, form).status_code == 422
    browser.post(url, form | {"agency": second.pk})
    assert Obstacle.objects.get().agency == second
    assert actor_for(people.clerk).seats_as("reporter", "approver") == {lead.pk, second.pk}


def test_without_any_plan_the_page_says_so(sign_in):
    answer = sign_in(seat("reporter", AgencyFactory())).get(reverse("obstacle_new"))
    assert answer.status_code == 409


@pytest.mark.parametrize("count", [1, 50])
def test_list_and_page_stay_within_the_query_budget(
    sign_in, task, lead, coordinator, people, count, django_assert_max_num_queries
):
    rows = [hinder(task, lead, title=f"Vướng mắc {number}") for number in range(count)]
    for user in (coordinator, people.clerk):
        browser = sign_in(user)
        with django_assert_max_num_queries(12):
            assert browser.get(LIST).status_code == 200
        with django_assert_max_num_queries(12):
            assert browser.get(f"{LIST}{rows[0].pk}/").status_code == 200
        with django_assert_max_num_queries(12):
            assert browser.get(reverse("obstacle_new")).status_code == 200
