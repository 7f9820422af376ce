"""What people may change about a plan, its targets and its parties."""

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.plan.domain import assign_party, edit_plan, edit_target
from tests.factories import AgencyFactory, PartyFactory, PlanFactory, TargetFactory, actor_for, seat

pytestmark = pytest.mark.django_db


def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


def test_editing_a_plan_tells_only_what_changed():
    plan = PlanFactory(short_title="Tên cũ", official_title="Nguyên văn")
    edit_plan(plan=plan, short_title=" Tên  mới ", visibility="public", territory_note="", by=coordinator())
    plan.refresh_from_db()
    assert (plan.short_title, plan.visibility, plan.official_title) == ("Tên mới", "public", "Nguyên văn")
    event = Event.objects.get(action="plan.update")
    assert event.before == {"short_title": "Tên cũ", "visibility": "internal"}
    assert event.after == {"short_title": "Tên mới", "visibility": "public"}


def test_saving_without_change_leaves_no_event():
    plan = PlanFactory()
    edit_plan(
        plan=plan, short_title=plan.short_title, visibility="internal", territory_note="", by=coordinator()
    )
    assert not Event.objects.filter(action="plan.update").exists()


@pytest.mark.parametrize(
    ("title", "visibility", "code"),
    [("  ", "internal", "title_missing"), ("A", "moi-nguoi", "plan.visibility")],
)
def test_plan_refuses_an_empty_title_and_an_unknown_visibility(title, visibility, code):
    with pytest.raises(DomainError) as refusal:
        edit_plan(
            plan=PlanFactory(), short_title=title, visibility=visibility, territory_note="", by=coordinator()
        )
    assert refusal.value.code == code


def test_target_gets_an_owner_and_keeps_its_figures():
    target, agency = TargetFactory(low=60), AgencyFactory(name="Thống kê tỉnh")
    edit_target(target=target, short_title="Ứng dụng", owner=agency, note="", by=coordinator())
    target.refresh_from_db()
    assert (target.owner, target.short_title, target.low) == (agency, "Ứng dụng", 60)
    assert "ung dung" in target.folded
    assert Event.objects.get(action="target.update").after["owner"] == "Thống kê tỉnh"


def test_matching_a_name_keeps_the_name_of_the_document():
    party, agency = PartyFactory(agency=None, name="Sở KHCN"), AgencyFactory()
    assign_party(party=party, agency=agency, by=coordinator())
    party.refresh_from_db()
    assert (party.agency, party.name, party.kind) == (agency, "Sở KHCN", "agency")
    assert Event.objects.get(action="party.assign").before == {"agency": None, "kind": "agency"}


def test_a_class_of_agencies_is_not_one_agency():
    party = PartyFactory(agency=None, kind="class")
    with pytest.raises(DomainError) as refusal:
        assign_party(party=party, agency=AgencyFactory(), by=coordinator())
    assert refusal.value.code == "party.is_class"
