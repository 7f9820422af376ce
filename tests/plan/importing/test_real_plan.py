"""The plan of Tuyên Quang over the skeleton of its data pack, in full; needs ../shared."""

import re
from datetime import date

import pytest
from django.utils import timezone

from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.errors import DomainError
from khcn.plan.importing.domain import confirm_import
from khcn.plan.importing.summary import warnings
from khcn.plan.models import (
    Duty,
    Finding,
    FundingSource,
    LegalBasis,
    Milestone,
    Party,
    PlanText,
    ReportingDuty,
    Section,
    Target,
    Task,
)

pytestmark = pytest.mark.django_db

LEADS = {
    "1": ["skhcn"],
    "2": ["so-ban-nganh", "ubnd-huyen-tp"],
    "3": ["so-khdt"],
    "4": ["so-khdt"],
    **{str(no): ["skhcn"] for no in range(5, 11)},
    "11": ["so-tttt"],
    **{str(no): ["so-nnptnt"] for no in range(12, 15)},
    "15": ["so-noi-vu"],
    "16": ["so-gddt"],
    "17": ["so-cong-thuong"],
    "18": ["hiep-hoi-doanh-nghiep"],
}


@pytest.fixture
def imported(pack, bring_in, real_plan):
    return bring_in(real_plan)


def meant(parties):
    return [party.agency.code if party.agency else party.agency_class.code for party in parties]


def test_nothing_is_left_unmatched_or_unread(pack, read, real_plan):
    row = read(real_plan)
    assert row.plan == pack
    told = warnings(row.corrected)
    assert (told["unmatched"], told["unparsed"]) == (0, 0)
    counts = row.corrected["difference"]["counts"]
    assert counts["tasks"] == {"attached": 18}
    assert counts["duties"] == {"attached": 14}
    assert "new" not in counts["targets"]


def test_eighteen_tasks_keep_their_leads_and_get_their_wording(imported):
    tasks = Task.objects.filter(plan=imported.plan).prefetch_related("parties")
    assert [task.no for task in tasks] == [str(no) for no in range(1, 19)]
    for task in tasks:
        leads = task.parties.filter(role="lead").select_related("agency", "agency_class")
        assert meant(leads) == LEADS[task.no], task.no
        assert len(task.official_text) > 60, task.no
        assert task.source.version == 1, task.no
    assert tasks.get(no="7").to_year == 2025
    assert tasks.get(no="4").schedule == "until"


def test_parties_bear_the_names_of_the_document(imported):
    names = set(Party.objects.filter(task__no="12", role="lead").values_list("name", flat=True))
    assert names == {"Sở Nông nghiệp và PTNT"}


def test_all_targets_of_the_skeleton_get_their_sentence(imported):
    targets = {target.code: target for target in Target.objects.filter(plan=imported.plan)}
    promised = [f"T{number}" for number in range(1, 16) if number != 3] + ["T2a", "T3a", "T3b", "T3c"]
    assert [code for code in promised if not targets[code].official_text] == []
    assert len(targets) == len(promised) + 2, "only the group T3 and the second figure of T6 stand besides"
    words = {
        "T1": "TFP",
        "T8": "kinh tế số",
        "T13": "Quỹ",
        "T14": "ươm tạo",
        "T3b": "nhân văn",
        "T4": "ứng dụng",
    }
    for code, word in words.items():
        assert word in targets[code].official_text, code
    base = {
        code: (targets[code].baseline_value, bool(targets[code].baseline_text)) for code in ("T1", "T2", "T6")
    }
    assert [float(value) for value, _text in base.values()] == [33.9, 18.9, 0.2]
    assert all(text for _value, text in base.values())
    assert targets["T2"].unit == "% GRDP"


def test_duties_reports_funding_and_bases_stand(imported):
    plan = imported.plan
    assert Duty.objects.filter(plan=plan).exclude(official_text="").count() == 14
    reports = set(
        ReportingDuty.objects.filter(plan=plan).values_list("frequency", "due_month", "due_day", "year")
    )
    assert {("yearly", 12, 5, None), ("once", 12, 31, 2025), ("once", 12, 31, 2030)} <= reports
    assert FundingSource.objects.filter(plan=plan).exclude(official_text="").count() == 4
    assert LegalBasis.objects.get(plan=plan, symbol="569/QĐ-TTg").issued_on == date(2022, 5, 11)
    assert Section.objects.filter(plan=plan, source=None).values_list("path", flat=True).get() == "PL"


def test_findings_of_the_code_join_those_of_the_pack(imported):
    findings = Finding.objects.filter(plan=imported.plan)
    budget = findings.get(code="ty-le-chi-ngan-sach")
    assert [place["clause"] for place in budget.places if "start" in place] == ["II.2", "PL.3"]
    assert not findings.filter(origin="code", code__startswith="contradictory-figures").exists()
    assert not findings.filter(origin="code", code__startswith="shares").exists()


def test_importing_it_twice_changes_nothing(imported, read, real_plan, by):
    before = Task.history.count(), Party.objects.count(), Finding.objects.count()
    again = read(real_plan)
    assert again.corrected["difference"]["same_text"] is True
    with pytest.raises(DomainError) as refusal:
        confirm_import(plan_import=again, by=by)
    assert refusal.value.code == "same_text"
    assert (Task.history.count(), Party.objects.count(), Finding.objects.count()) == before
    assert PlanText.objects.count() == 1


def changed(text: str) -> str:
    """Task 1 reworded, task 17 taken out, a task 18 put in its place, 18 becoming 19 in no number."""
    reworded = text.replace("nhất là các chính sách nhằm", "trong đó ưu tiên các chính sách nhằm", 1)
    start = re.search(r"\n\t17\n", reworded).start()
    end = re.search(r"\n\t18\n", reworded).start()
    added = (
        "\n\t17\n\tTổ chức ngày hội sáng chế không chuyên của tỉnh.\n\tSở Giáo dục và Đào tạo\n"
        "\tSở Khoa học và Công nghệ\n\tHằng năm\n"
    )
    return reworded[:start] + added + reworded[end:]


def test_a_changed_second_version_keeps_updates_milestones_and_settled_findings(
    imported, bring_in, by, real_plan
):
    plan = imported.plan
    first, removed = Task.objects.get(plan=plan, no="1"), Task.objects.get(plan=plan, no="17")
    agency = first.parties.get(role="lead").agency
    update = TaskUpdate.objects.create(
        task=first, agency=agency, as_of=date(2026, 6, 1), declared="met", result="Ban hành hai nghị quyết."
    )
    milestone = Milestone.objects.create(task=removed, title="Tập huấn", due_on=date(2026, 9, 1))
    finding = Finding.objects.get(plan=plan, code="ty-le-chi-ngan-sach")
    finding.state, finding.reason, finding.settled_at = "settled", "Theo công văn.", timezone.now()
    finding.save()

    text = real_plan.read_text(encoding="utf-8")
    assert changed(text) != text
    bring_in(changed(text), name="ke-hoach-57-sua.txt")

    first.refresh_from_db()
    removed.refresh_from_db()
    finding.refresh_from_db()
    assert "ưu tiên" in first.official_text
    assert first.updates.get() == update
    assert (removed.withdrawn, removed.milestones.get()) == (True, milestone)
    added = Task.objects.get(plan=plan, no="17")
    assert "ngày hội" in added.official_text
    assert meant(added.parties.filter(role="lead")) == ["so-gddt"]
    assert finding.state == "settled"
    assert Task.objects.filter(plan=plan, withdrawn=False).count() == 18
    assert PlanText.objects.filter(plan=plan).count() == 2
    assert Target.objects.filter(plan=plan, withdrawn=True).count() == 0
