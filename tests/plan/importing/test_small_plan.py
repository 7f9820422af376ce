"""A plan nobody knew, then a second version of it: what is new, kept, changed and gone."""

from datetime import date

import pytest
from django.utils import timezone

from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError
from khcn.plan.importing.domain import confirm_import, discard_import
from khcn.plan.models import Finding, Milestone, Party, Plan, PlanText, ReportingDuty, Section, Target, Task
from tests.factories import AgencyFactory
from tests.plan.importing.texts import DATABASE, FIRST, SCHOOLS, SECOND, STARTUP, TRACING_REWORDED, plan_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies():
    return AgencyFactory(code="so-thu", name="Sở Thử nghiệm"), AgencyFactory(code="so-do", name="Sở Đo lường")


@pytest.fixture
def first(agencies, bring_in):
    return bring_in(plan_text())


def texts_of(plan):
    return list(Task.objects.filter(plan=plan, withdrawn=False).values_list("no", "official_text"))


def test_an_unknown_plan_is_created_with_all_it_says(first):
    plan = first.plan
    assert (plan.code, plan.symbol, plan.issued_on) == ("18-kh-ubnd-2024", "18/KH-UBND", date(2024, 4, 15))
    assert (plan.from_year, plan.to_year) == (2024, 2030)
    assert [no for no, _text in texts_of(plan)] == ["1", "2", "3"]
    share = Target.objects.get(plan=plan, low=60)
    assert (share.operator, share.unit, share.horizon, share.year, share.kind) == (
        "gt",
        "%",
        "by",
        2030,
        "share",
    )
    assert "nhiệm vụ khoa học được ứng dụng" in share.official_text
    assert Section.objects.get(plan=plan, path="I.2").parent.path == "I"
    yearly = ReportingDuty.objects.get(plan=plan)
    assert (yearly.frequency, yearly.due_month, yearly.due_day) == ("yearly", 12, 5)


def test_every_item_keeps_its_sentence(first):
    text = PlanText.objects.get(plan=first.plan).text
    for task in Task.objects.filter(plan=first.plan):
        assert task.official_text in text[task.span_start : task.span_end]
        assert task.source.version == 1


def test_names_become_agencies(first, agencies):
    lead = Party.objects.get(task__no="1", role="lead")
    assert (lead.agency, lead.name) == (agencies[0], "Sở Thử nghiệm")


def test_a_name_nobody_knows_stays_a_name(bring_in):
    plan = bring_in(plan_text()).plan
    lead = Party.objects.get(task__plan=plan, task__no="1", role="lead")
    assert (lead.name, lead.agency, lead.kind) == ("Sở Thử nghiệm", None, "agency")


def test_yearly_instances_are_due_when_the_plan_asks_for_reports(first):
    task = Task.objects.get(plan=first.plan, no="1")
    assert [(one.year, one.due_on) for one in task.years.all()] == [
        (year, date(year, 12, 5)) for year in (2024, 2025, 2026)
    ]


def test_the_same_text_says_so_and_changes_nothing(first, read, by):
    again = read(plan_text(), name="ban-sao.txt")
    assert again.plan == first.plan
    assert again.corrected["difference"]["same_text"] is True
    before = Event.objects.count()
    with pytest.raises(DomainError) as refusal:
        confirm_import(plan_import=again, by=by)
    assert refusal.value.code == "same_text"
    assert PlanText.objects.count() == 1
    assert Event.objects.count() == before


def test_confirming_twice_imports_once(first, by):
    assert confirm_import(plan_import=first, by=by) == first.plan
    assert PlanText.objects.filter(plan=first.plan).count() == 1


def test_a_second_version_shows_its_difference(first, read):
    second = read(plan_text(SECOND, share="65"))
    difference = second.corrected["difference"]
    assert difference["counts"]["tasks"] == {"new": 1, "changed": 2, "gone": 1}
    assert difference["counts"]["targets"] == {"changed": 1, "unchanged": 1}
    reworded = next(one for one in difference["changes"] if "truy xuất" in one["title"])
    told = {field["label"]: (field["old"], field["new"]) for field in reworded["fields"]}
    assert told["nguyên văn"][1] == TRACING_REWORDED
    assert told["số thứ tự"] == ("2", "3")
    share = next(one for one in difference["changes"] if one["name"] == "targets")
    assert ("60", "65") in {(field["old"], field["new"]) for field in share["fields"]}


def test_a_second_version_keeps_what_people_added(first, bring_in, by, agencies):
    plan = first.plan
    tracing, schools = Task.objects.get(plan=plan, no="2"), Task.objects.get(plan=plan, no="3")
    update = TaskUpdate.objects.create(
        task=tracing, agency=agencies[1], as_of=date(2024, 12, 1), declared="met", result="Đã dán 40 mã."
    )
    milestone = Milestone.objects.create(task=schools, title="Vòng chung kết", due_on=date(2025, 5, 1))
    held = Party.objects.get(task__no="1", task__plan=plan, role="lead")
    held.taken_over_by, held.taken_over_on = agencies[1], date(2025, 3, 1)
    held.save()
    tracing.short_title = "Truy xuất nguồn gốc"
    tracing.save()

    bring_in(plan_text(SECOND, share="65"))

    tracing.refresh_from_db()
    schools.refresh_from_db()
    assert (tracing.no, tracing.official_text) == ("3", TRACING_REWORDED)
    assert tracing.short_title == "Truy xuất nguồn gốc"
    assert tracing.updates.get() == update
    assert (schools.withdrawn, schools.milestones.get()) == (True, milestone)
    assert [text for _no, text in texts_of(plan)] == [STARTUP, DATABASE, TRACING_REWORDED]
    held.refresh_from_db()
    assert (held.task.no, held.taken_over_by) == ("2", agencies[1])
    assert Party.objects.get(task=tracing, role="lead").agency == agencies[0]
    assert Target.objects.get(plan=plan, kind="share").low == 65
    assert PlanText.objects.get(plan=plan, version=2).text.count("|") == plan_text(SECOND).count("|")


def test_a_task_that_comes_back_is_no_longer_withdrawn(first, bring_in):
    bring_in(plan_text(SECOND))
    bring_in(plan_text((*SECOND, FIRST[2])))
    schools = Task.objects.get(plan=first.plan, official_text=SCHOOLS)
    assert (schools.withdrawn, schools.no) == (False, "4")


def test_an_edit_by_hand_survives_a_text_that_did_not_change_there(first, bring_in, read):
    share = Target.objects.get(plan=first.plan, low=60)
    share.low = 62
    share.save()
    second = read(plan_text(SECOND))
    fields = [f for one in second.corrected["difference"]["changes"] for f in one["fields"]]
    assert not any(f["new"] == "60" and f["taken"] for f in fields)
    bring_in(plan_text(SECOND))
    share.refresh_from_db()
    assert share.low == 62


def test_when_the_text_changed_too_the_difference_shows_both_and_the_text_wins(first, read, by):
    share = Target.objects.get(plan=first.plan, low=60)
    share.low = 62
    share.save()
    second = read(plan_text(share="65"))
    change = next(one for one in second.corrected["difference"]["changes"] if one["name"] == "targets")
    low = next(field for field in change["fields"] if field["new"] == "65")
    assert (low["old"], low["by_hand"], low["taken"]) == ("62", True, True)
    confirm_import(plan_import=second, by=by)
    share.refresh_from_db()
    assert share.low == 65


def test_a_settled_finding_stays_settled_in_the_next_version(first, bring_in):
    expired = Finding.objects.create(
        plan=first.plan,
        code="schedule-expired-x",
        kind="expired",
        origin="code",
        title="Hết hạn",
        state="settled",
        reason="Đã tổng kết.",
        settled_at=timezone.now(),
    )
    expired.tasks.add(Task.objects.get(plan=first.plan, no="1"))
    bring_in(plan_text(SECOND))
    expired.refresh_from_db()
    assert (expired.state, expired.title) == ("settled", "Hết hạn")


def test_a_finding_that_the_new_text_cures_is_marked_gone(bring_in):
    ownerless = (("Khảo sát nhu cầu công nghệ của hợp tác xã", "", "", "2024-2030"), *FIRST)
    plan = bring_in(plan_text(ownerless)).plan
    missing = Finding.objects.get(plan=plan, code__startswith="owner-missing")
    assert (missing.kind, missing.gone, missing.tasks.get().no) == ("gap", False, "1")
    bring_in(
        plan_text((("Khảo sát nhu cầu công nghệ của hợp tác xã", "Sở Thử nghiệm", "", "2024-2030"), *FIRST))
    )
    missing.refresh_from_db()
    assert missing.gone is True


def test_the_audit_tells_how_much_was_brought_in(first):
    event = Event.objects.get(action="plan.import")
    assert event.after["counts"]["tasks"] == {"new": 3}
    assert event.after["version"] == 1


def test_a_discarded_import_can_no_longer_be_confirmed(agencies, read, by):
    row = read(plan_text())
    discard_import(plan_import=row, by=by)
    with pytest.raises(DomainError) as refusal:
        confirm_import(plan_import=row, by=by)
    assert refusal.value.code == "not_in_review"
    assert not Plan.objects.exists()


def test_a_refusal_in_the_middle_leaves_nothing_half_written(agencies, read, by):
    row = read(plan_text())
    row.corrected["targets"][0] |= {"operator": "between", "low": 60, "high": None}
    row.save()
    with pytest.raises(DomainError) as refusal:
        confirm_import(plan_import=row, by=by)
    assert refusal.value.code == "item_invalid"
    assert not Plan.objects.exists()
    assert not PlanText.objects.exists()


def test_decomposed_letters_are_read_as_the_same_text(first, read):
    import unicodedata

    again = read(unicodedata.normalize("NFD", plan_text()), name="go-dau-roi.txt")
    assert again.corrected["difference"]["same_text"] is True
