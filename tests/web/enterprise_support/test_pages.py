"""Suspected double funding on screen: a panel, a list, and who sees them."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from khcn.kernel.registers.declaration import registers
from khcn.registers.enterprise_support.models import SupportGiven
from khcn.web.workspace.enterprise_support.panel import overlap_of_record
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two programmes that gave the same enterprise the same thing; the second record is internal."""
    register, by = registers.get("ho-tro-doanh-nghiep"), actor_for(seat("coordinator", AgencyFactory()))
    told = {"content": "technology", "year": 2024, "review": "open", "review_note": "", "amount": 1000}
    shared = sample(register, by=by, programme_name="Khuyến công mẫu", visibility="shared", **told)
    hidden = sample(register, by=by, programme_name="Quỹ mẫu", visibility="internal", **told)
    return shared, hidden


def request_of(rf, actor):
    request = rf.get("/")
    request.actor = actor
    return request


def test_panel_names_the_other_support(rf, pair):
    shared, hidden = pair
    request = request_of(rf, actor_for(seat("coordinator", AgencyFactory())))
    template, context = overlap_of_record(request, registers.of(shared), shared)
    assert [line.record for line in context["others"]] == [hidden]
    assert "Quỹ mẫu" in render_to_string(template, context)


def test_panel_is_silent_about_records_that_the_person_may_not_open(rf, pair):
    request = request_of(rf, actor_for(seat("reporter", AgencyFactory())))
    assert overlap_of_record(request, registers.of(pair[0]), pair[0]) is None


def test_panel_is_not_for_other_registers(rf, pair):
    request = request_of(rf, actor_for(seat("coordinator", AgencyFactory())))
    enterprise = pair[0].enterprise
    assert overlap_of_record(request, registers.of(enterprise), enterprise) is None


def test_list_shows_what_waits_and_on_demand_all(sign_in, pair):
    client = sign_in(seat("coordinator", AgencyFactory()))
    page = client.get(reverse("support_overlaps"))
    assert page.status_code == 200
    assert "cộng" in page.content.decode() and "2.000" in page.content.decode()
    SupportGiven.objects.update(review="different", review_note="Khác hạng mục")
    assert "Khuyến công mẫu" not in client.get(reverse("support_overlaps")).content.decode()
    assert "Khuyến công mẫu" in client.get(reverse("support_overlaps") + "?hien=tat-ca").content.decode()


def test_reporter_sees_no_group_with_a_hidden_record(sign_in, pair):
    page = sign_in(seat("reporter", AgencyFactory())).get(reverse("support_overlaps"))
    assert page.status_code == 200
    assert "Khuyến công mẫu" not in page.content.decode()


def test_public_is_refused(sign_in, pair):
    assert sign_in(seat("public", AgencyFactory())).get(reverse("support_overlaps")).status_code == 403


def test_list_asks_the_database_little(sign_in, pair, django_assert_max_num_queries):
    client = sign_in(seat("coordinator", AgencyFactory()))
    with django_assert_max_num_queries(12):
        client.get(reverse("support_overlaps"))
