"""The pack fills an empty platform, and gives way to what people did afterwards."""

import shutil

import pytest
from django.utils import timezone

from khcn.kernel.packs.models import LoadedPack
from khcn.plan.models import Duty, Finding, Party, Plan, ReportingDuty, Section, Target, Task, TaskYear
from khcn.plan.pack import load_pack_once
from tests.conftest import ROOT
from tests.factories import UserFactory

PACK = ROOT / "packs" / "tuyen-quang"

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    assert load_pack_once(PACK) is True
    return Plan.objects.get()


def test_the_plan_of_the_pack_stands_complete(loaded):
    assert loaded.code == "57-kh-ubnd-2023"
    assert (loaded.from_year, loaded.to_year) == (2022, 2030)
    assert Task.objects.filter(plan=loaded).count() == 18
    assert Duty.objects.filter(plan=loaded).count() == 14
    codes = set(Target.objects.filter(plan=loaded).values_list("code", flat=True))
    assert {f"T{number}" for number in range(1, 16)} <= codes
    yearly = ReportingDuty.objects.filter(frequency="yearly").values_list("due_month", "due_day")
    assert (12, 5) in yearly
    once = ReportingDuty.objects.filter(frequency="once").values_list("year", flat=True)
    assert set(once) == {2025, 2030}
    assert Section.objects.get(plan=loaded, path="II.2").parent.path == "II"


def test_parties_bear_the_name_of_the_plans_date(loaded):
    lead = Party.objects.get(task__no="11", role="lead")
    assert (lead.name, lead.agency.code) == ("Sở Thông tin và Truyền thông", "so-tttt")
    group = Party.objects.get(task__no="16", role="coordinating", agency_class__code="ubnd-huyen-tp")
    assert (group.kind, group.agency) == ("class", None)


def test_the_second_figure_for_a_promise_does_not_govern(loaded):
    variant = Target.objects.get(code="T6-PL.3")
    assert (variant.governing, variant.parent.code, variant.low) == (False, "T6", 1)
    assert Target.objects.get(code="T6").governing is True


def test_every_task_has_an_instance_for_each_of_its_years(loaded):
    yearly = TaskYear.objects.filter(task__no="1")
    assert [instance.year for instance in yearly] == list(range(2022, 2031))
    assert {instance.due_on.strftime("%m-%d") for instance in yearly} == {"12-05"}
    assert TaskYear.objects.filter(task__no="7").last().year == 2025


def test_the_same_files_are_loaded_once(loaded):
    before = Party.objects.count(), TaskYear.objects.count(), Task.history.count()
    assert load_pack_once(PACK) is False
    LoadedPack.objects.update(fingerprint="")
    assert load_pack_once(PACK) is True
    assert (Party.objects.count(), TaskYear.objects.count(), Task.history.count()) == before


def test_a_new_release_corrects_untouched_rows_and_keeps_edited_ones(loaded, tmp_path):
    edited, untouched = Task.objects.get(no="1"), Task.objects.get(no="4")
    edited.short_title = "Tên do chuyên viên đặt"
    edited._history_user = UserFactory()
    edited.save()
    release = tmp_path / "tuyen-quang"
    shutil.copytree(PACK, release)
    file = release / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    changed = text.replace(untouched.short_title, "Tên mới của bản phát hành sau")
    file.write_text(changed.replace("Hoàn thiện quy định", "Rà soát quy định"), encoding="utf-8")

    assert load_pack_once(release) is True
    edited.refresh_from_db()
    untouched.refresh_from_db()
    assert edited.short_title == "Tên do chuyên viên đặt"
    assert untouched.short_title == "Tên mới của bản phát hành sau"


def test_a_settled_finding_stays_settled(loaded):
    finding = Finding.objects.filter(plan=loaded, origin="pack").first()
    if finding is None:
        pytest.skip("the pack has no findings yet")
    finding.state, finding.reason, finding.settled_at = "settled", "Theo Nghị quyết.", timezone.now()
    finding.title = "Tên sau khi xử lý"
    finding.save()
    LoadedPack.objects.update(fingerprint="")
    load_pack_once(PACK)
    finding.refresh_from_db()
    assert (finding.state, finding.title) == ("settled", "Tên sau khi xử lý")
