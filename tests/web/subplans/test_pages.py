from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from khcn.kernel.territory.models import Unit
from khcn.plan.models import SubPlan
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TaskFactory, people_of, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def lead():
    return AgencyFactory(name="Sở Thử nghiệm Lâm nghiệp")


@pytest.fixture
def task(plan, lead):
    return PartyFactory(agency=lead, task=TaskFactory(plan=plan)).task


@pytest.fixture
def people(lead):
    return people_of(lead)


def page(name, plan, **more):
    return reverse(name, kwargs={"plan": plan.code, **more})


def filled(task, **more):
    return {
        "symbol": "12/KH-SLN",
        "issued_on": "20/01/2026",
        "title": "Kế hoạch năm 2026",
        "year": "2026",
        "covers": [task.pk],
        **more,
    }


def test_clerk_records_and_corrects_the_plan_of_the_own_agency(sign_in, plan, task, lead, people):
    browser = sign_in(people.clerk)
    answer = browser.post(page("subplan_new", plan), filled(task, agency=lead.pk))
    assert answer.status_code == 302, answer.text
    subplan = SubPlan.objects.get()
    assert (subplan.agency, list(subplan.covers.all())) == (lead, [task])
    assert task.short_title in browser.get(answer.url).text
    browser.post(page("subplan_edit", plan, pk=subplan.pk), filled(task, title="Kế hoạch sửa đổi"))
    subplan.refresh_from_db()
    assert subplan.title == "Kế hoạch sửa đổi"


def test_nobody_records_for_another_agency_except_the_coordinator(sign_in, plan, task, lead, people):
    url = page("subplan_new", plan)
    assert sign_in(people.stranger).post(url, filled(task, agency=lead.pk)).status_code == 422
    assert sign_in(seat("leader", AgencyFactory())).get(url).status_code == 403
    assert not SubPlan.objects.exists()
    coordinator = seat("coordinator", AgencyFactory())
    assert sign_in(coordinator).post(url, filled(task, agency=lead.pk)).status_code == 302
    edit = page("subplan_edit", plan, pk=SubPlan.objects.get().pk)
    assert sign_in(people.stranger).get(edit).status_code == 403


def test_outsiders_see_nothing_even_of_a_public_plan(sign_in, client, plan):
    plan.visibility = "public"
    plan.save()
    url = page("subplan_list", plan)
    assert client.get(url).status_code == 302
    assert sign_in(seat("public")).get(url).status_code == 403


def test_same_document_twice_lands_at_its_field(sign_in, plan, task, lead, people):
    browser = sign_in(people.clerk)
    for status in (302, 422):
        answer = browser.post(page("subplan_new", plan), filled(task, agency=lead.pk))
        assert answer.status_code == status
    assert "Hãy mở kế hoạch đó để sửa" in answer.text


def test_coverage_lists_agencies_and_communes_with_filters(sign_in, plan, task, lead, people):
    unit = Unit.objects.create(code="xa-thu", level="commune", name="Xã Thử Nghiệm")
    commune = AgencyFactory(name="Ủy ban nhân dân xã Thử Nghiệm", territory=unit, kind="ubnd-xa")
    browser = sign_in(people.clerk)
    url = page("subplan_list", plan)

    def names(query):
        return [row.agency for row in browser.get(url + query).context["page"].object_list]

    assert names("") == [lead]
    assert names("?phan=xa") == [commune]
    assert names("?tinh-trang=co") == []
    assert names("?q=lam nghiep") == [lead]
    assert names("?q=khong co") == []
    assert names("?sap-xep=-chu-tri") == [lead]
    text = browser.get(url).text
    assert task.short_title in text


def test_workbook_tells_documents_and_tasks(sign_in, plan, task, lead, people):
    subplan = SubPlan.objects.create(
        plan=plan, agency=lead, symbol="12/KH-SLN", issued_on=timezone.localdate(), title="Kế hoạch"
    )
    subplan.covers.add(task)
    answer = sign_in(people.clerk).get(f"{page('subplan_list', plan)}?dang=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    row = [cell.value for cell in sheet[5]]
    assert row[:3] == [lead.name, 1, 1]
    assert "12/KH-SLN" in row[3] and row[4] == task.no


def test_empty_plan_has_a_page(sign_in, plan, people):
    assert sign_in(people.clerk).get(page("subplan_list", plan)).status_code == 200


@pytest.mark.parametrize("count", [1, 50])
def test_pages_stay_within_the_query_budget(
    sign_in, plan, lead, task, people, count, django_assert_max_num_queries
):
    for number in range(count):
        agency = AgencyFactory()
        one = PartyFactory(agency=agency, task=TaskFactory(plan=plan)).task
        subplan = SubPlan.objects.create(
            plan=plan, agency=agency, symbol=f"{number}/KH", issued_on=timezone.localdate(), title="Kế hoạch"
        )
        subplan.covers.add(one)
    browser = sign_in(people.clerk)
    for url in (
        page("subplan_list", plan),
        page("subplan_new", plan),
        page("subplan_detail", plan, pk=subplan.pk),
    ):
        with django_assert_max_num_queries(12):
            assert browser.get(url).status_code == 200
