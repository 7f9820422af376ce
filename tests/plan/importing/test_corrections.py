"""What a person changes in a document under review."""

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.plan.importing.domain import (
    EditedElsewhere,
    add_item,
    choose_plan,
    confirm_import,
    correct_item,
    drop_item,
    restore_item,
)
from khcn.plan.models import Plan, Target, Task
from tests.factories import AgencyFactory, PlanFactory
from tests.plan.importing.texts import plan_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(read):
    AgencyFactory(code="so-thu", name="Sở Thử nghiệm")
    return read(plan_text())


def test_a_correction_goes_into_the_plan(row, by):
    row = correct_item(plan_import=row, path="targets/0", values={"low": 61}, revision=row.revision, by=by)
    assert row.corrected["targets"][0]["checked"] is True
    confirm_import(plan_import=row, by=by)
    assert Target.objects.filter(low=61).exists()
    assert Event.objects.filter(action="plan_import.correct").count() == 1


def test_two_people_at_one_item_do_not_overwrite_each_other(row, by):
    correct_item(plan_import=row, path="targets/0", values={"low": 61}, revision=0, by=by)
    with pytest.raises(EditedElsewhere) as conflict:
        correct_item(plan_import=row, path="targets/0", values={"low": 62}, revision=0, by=by)
    assert conflict.value.code == "edited_elsewhere"
    assert conflict.value.current["low"] == 61
    row.refresh_from_db()
    assert row.corrected["targets"][0]["low"] == 61


def test_two_people_at_two_items_do_not_disturb_each_other(row, by):
    correct_item(plan_import=row, path="targets/0", values={"low": 61}, revision=0, by=by)
    after = correct_item(plan_import=row, path="tasks/0", values={"output": "Báo cáo"}, revision=0, by=by)
    assert (after.corrected["targets"][0]["low"], after.corrected["tasks"][0]["output"]) == (61, "Báo cáo")


def test_a_dropped_item_stays_out_until_it_is_taken_back(row, by):
    drop_item(plan_import=row, path="tasks/1", by=by)
    row = drop_item(plan_import=row, path="tasks/2", by=by)
    assert row.corrected["difference"]["counts"]["tasks"] == {"new": 1}
    row = restore_item(plan_import=row, path="tasks/2", by=by)
    confirm_import(plan_import=row, by=by)
    assert list(Task.objects.values_list("no", flat=True)) == ["1", "3"]


def test_what_the_reading_missed_can_be_added(row, by):
    row.corrected["unparsed"].append({"reason": "Không hiểu", "span": [0, 12]})
    row.save()
    target = {
        "text": "Có 5 sàn giao dịch công nghệ",
        "clause": "I.2",
        "operator": "ge",
        "low": 5,
        "high": None,
        "unit": "sàn",
        "horizon": {"kind": "by", "year": 2030},
        "baseline": None,
    }
    row = add_item(plan_import=row, name="targets", values=target, by=by, unparsed=0)
    assert row.corrected["unparsed"][0]["dropped"] is True
    confirm_import(plan_import=row, by=by)
    added = Target.objects.get(unit="sàn")
    assert (added.low, added.span_start, added.kind) == (5, 0, "count")


def test_a_retyped_party_looks_for_its_agency(row, by):
    parties = [{"name": "Sở thử nghiệm", "kind": "agency"}]
    row = correct_item(plan_import=row, path="tasks/1", values={"lead": parties}, revision=0, by=by)
    assert row.corrected["tasks"][1]["lead"][0]["agency"] == "so-thu"


def test_the_plan_may_be_chosen_by_a_person(row, by):
    other = PlanFactory(symbol="99/KH-UBND")
    row = choose_plan(plan_import=row, plan=other, by=by)
    assert confirm_import(plan_import=row, by=by) == other
    assert Plan.objects.count() == 1


def test_a_place_that_does_not_exist_is_refused(row, by):
    for path in ("tasks/99", "tasks/²", "nhiem-vu/0", "tasks/"):
        with pytest.raises(DomainError) as refusal:
            drop_item(plan_import=row, path=path, by=by)
        assert refusal.value.code == "no_such_item"


def test_after_confirming_nothing_is_corrected(row, by):
    confirm_import(plan_import=row, by=by)
    with pytest.raises(DomainError) as refusal:
        correct_item(plan_import=row, path="targets/0", values={"low": 1}, revision=99, by=by)
    assert refusal.value.code == "not_in_review"
