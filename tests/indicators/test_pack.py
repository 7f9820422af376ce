"""The pack's indicators stand complete, bind what exists, and give way to what people did."""

import shutil
from datetime import date
from decimal import Decimal

import pytest
import yaml
from django.utils import timezone

from khcn.indicators.cards import check_card
from khcn.indicators.formulas import parse
from khcn.indicators.formulas.units import unit
from khcn.indicators.models import Card, Indicator, Observation, StatCell, StatForm
from khcn.kernel.packs.models import LoadedPack
from khcn.kernel.packs.reader import Pack, read_pack
from khcn.kernel.registers.measure import facts
from khcn.plan.models import Target, TargetMeasure
from khcn.plan.pack import load_pack_once
from tests.conftest import ROOT
from tests.factories import UserFactory

FOLDERS = sorted(path for path in (ROOT / "packs").iterdir() if (path / "indicators.yaml").is_file())
FOLDER = ROOT / "packs" / "tuyen-quang"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

#: A ratio that grows is a growth; an increment and a milestone are counted.
KINDS = {
    "count": {"count"},
    "increment": {"increment"},
    "milestone": {"milestone"},
    "share": {"share"},
    "growth": {"growth"},
}
#: Readings that measure something else than the target's figure: shown, never compared with it.
OTHER_KIND = {("T10", "tang-gia-tri-chuyen-giao")}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(FOLDER)


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def any_pack(request) -> Pack:
    return read_pack(request.param)


@pytest.fixture
def loaded(db):
    assert load_pack_once(FOLDER) is True


@pytest.fixture
def release(tmp_path, loaded):
    """Load a changed copy of the pack."""

    def publish(change) -> None:
        folder = tmp_path / "tuyen-quang"
        if not folder.exists():
            shutil.copytree(FOLDER, folder)
        file = folder / "indicators.yaml"
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
        change(data)
        text = yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")
        assert load_pack_once(folder) is True

    return publish


def quantified(pack: Pack) -> dict[str, dict]:
    """Targets and variants with a figure, by their code in the database."""
    found = {row["code"]: row for row in pack.rows("targets", "targets")}
    for row in pack.rows("targets", "targets"):
        found |= {
            f"{row['code']}-{one['clause']}": {**one, "kind": row["kind"]} for one in row.get("variants", [])
        }
    return {code: row for code, row in found.items() if row["low"] is not None or row["high"] is not None}


def by_code(pack: Pack) -> dict[str, dict]:
    return {row["code"]: row for row in pack.rows("indicators", "indicators")}


def test_every_target_with_a_figure_has_a_fact_a_formula_an_import_or_an_agency_that_reports(pack):
    indicators, sources = by_code(pack), {}
    for row in pack.rows("indicators", "measures"):
        one = indicators[row["indicator"]]
        counts = one["source"] in ("fact", "formula", "import") or (
            one["source"] == "report" and one["owner"]
        )
        sources[row["target"]] = sources.get(row["target"], 0) + bool(counts)
    assert len(quantified(pack)) == 18
    assert [code for code in quantified(pack) if not sources.get(code)] == []


def test_every_reading_of_an_ambiguous_target_has_a_measure_and_none_of_them_governs(pack):
    measures = pack.rows("indicators", "measures")
    told = {}
    for row in measures:
        told.setdefault(row["target"], set()).update(row.get("reading", "").split("+"))
    ambiguous = {row["code"]: row for row in pack.rows("targets", "targets") if len(row["readings"]) > 1}
    group = ambiguous.pop("T3")
    for code, row in ambiguous.items():
        assert {reading["code"] for reading in row["readings"]} <= told[code], code
    for code in ("T3a", "T3b", "T3c"):
        assert {reading["code"] for reading in group["readings"]} <= told[code]
    assert [row for row in measures if row.get("governing") and row["target"] in ambiguous] == []


def test_every_fact_is_offered_by_a_register_in_the_unit_of_the_card(any_pack):
    offered = facts()
    told = [row for row in any_pack.rows("indicators", "indicators") if row["source"] == "fact"]
    assert [row["fact"] for row in told if row["fact"] not in offered] == []
    differing = {
        row["code"]: (row["unit"], str(offered[row["fact"]][1].unit))
        for row in told
        if unit(row["unit"]).dimensions != unit(str(offered[row["fact"]][1].unit)).dimensions
    }
    assert differing == {}


def test_a_fact_at_a_date_is_the_latest_and_a_fact_over_a_period_is_not(any_pack):
    offered = facts()
    for row in any_pack.rows("indicators", "indicators"):
        if row["source"] == "fact":
            latest = row.get("accumulation", "period") == "latest"
            assert latest == offered[row["fact"]][1].at_a_date, row["code"]


def test_kinds_of_measures_agree_with_their_targets(pack):
    indicators, targets = by_code(pack), quantified(pack)
    differing = [
        (row["target"], row["indicator"])
        for row in pack.rows("indicators", "measures")
        if row["target"] in targets
        and indicators[row["indicator"]]["kind"] not in KINDS[targets[row["target"]]["kind"]]
    ]
    assert set(differing) == OTHER_KIND


def test_every_formula_can_be_read(any_pack):
    for row in any_pack.rows("indicators", "indicators"):
        if row["source"] == "formula":
            assert parse(row["expression"]).names, row["code"]


def test_every_card_of_the_pack_would_be_accepted_from_a_person(loaded):
    for card in Card.objects.filter(state="in_force").select_related("indicator"):
        check_card(card)
    assert Card.objects.exclude(state="in_force", version=1).count() == 0
    assert Card.objects.count() == Indicator.objects.count() > 90


def test_the_three_baselines_stand_as_confirmed_values_of_the_old_province(loaded):
    told = Observation.objects.filter(state="confirmed").order_by("-value")
    assert [(row.indicator.code, row.value, row.territory.code) for row in told] == [
        ("tfp-dong-gop", Decimal("33.9"), "tuyen-quang-cu"),
        ("ty-trong-cong-nghiep", Decimal("18.9"), "tuyen-quang-cu"),
        ("chi-su-nghiep-khcn-so-nen", Decimal("0.2"), "tuyen-quang-cu"),
    ]
    average = told[1]
    assert (average.calendar, average.first_day, average.last_day) == (
        "average",
        date(2016, 1, 1),
        date(2020, 12, 31),
    )
    assert [row.confirmed_at is not None for row in told] == [True, True, True]
    assert average.source_note.endswith("(đã đọc văn bản)")


def test_what_was_read_only_in_the_press_stays_a_draft(loaded):
    drafts = Observation.objects.filter(state="draft").values_list(
        "indicator__code", "territory__code", "value"
    )
    assert ("pii-diem", "tuyen-quang-cu", Decimal("33.74")) in drafts
    assert ("kinh-te-so-thong-ke", "viet-nam", Decimal("12.67")) in drafts
    assert set(Observation.objects.values_list("origin", flat=True)) == {"import"}


def test_both_figures_for_the_budget_share_are_measured_in_four_ways_each(loaded):
    for code in ("T6", "T6-PL.3"):
        measures = TargetMeasure.objects.filter(target__code=code)
        assert [measure.governing for measure in measures] == [False] * 4
    baselines = TargetMeasure.objects.filter(target__code="T6").values_list("baseline__value", "comparable")
    assert set(baselines) == {(Decimal("0.2"), False)}


def test_loading_the_same_files_again_writes_nothing(loaded):
    def state():
        return (
            list(Card.objects.values_list("pk", "version", "state", "in_force_at")),
            list(Observation.objects.values_list("pk", "revision", "confirmed_at")),
            list(StatCell.objects.values_list("pk", flat=True)),
            Indicator.history.count(),
            TargetMeasure.history.count(),
        )

    before = state()
    LoadedPack.objects.update(fingerprint="")
    assert load_pack_once(FOLDER) is True
    assert state() == before


def test_a_new_definition_becomes_a_new_version_and_the_old_values_keep_theirs(release):
    def change(data):
        row = next(one for one in data["indicators"] if one["code"] == "tfp-dong-gop")
        row["decimals"] = 2

    release(change)
    versions = Card.objects.filter(indicator__code="tfp-dong-gop").order_by("version")
    assert [(card.version, card.state) for card in versions] == [(1, "replaced"), (2, "in_force")]
    assert versions[1].reason == "Gói dữ liệu thay định nghĩa."
    assert Observation.objects.get(indicator__code="tfp-dong-gop").card == versions[0]


def test_a_corrected_note_needs_no_new_version(release):
    def change(data):
        next(one for one in data["indicators"] if one["code"] == "pii-diem")["note"] = "Ghi chú mới."

    release(change)
    assert Card.objects.get(indicator__code="pii-diem").note == "Ghi chú mới."


def test_a_definition_that_people_wrote_is_left_alone(release):
    card = Card.objects.get(indicator__code="pii-diem")
    Card.objects.filter(pk=card.pk).update(in_force_by=UserFactory(), name="Tên người đặt")
    Indicator.objects.filter(code="pii-diem").update(name="Tên người đặt")

    def change(data):
        next(one for one in data["indicators"] if one["code"] == "pii-diem")["name"] = "Tên của gói"

    release(change)
    assert Card.objects.get(indicator__code="pii-diem").name == "Tên người đặt"
    assert Indicator.objects.get(code="pii-diem").name == "Tên người đặt"


def test_a_corrected_value_is_a_revision_if_confirmed_and_the_baseline_follows(release):
    def change(data):
        told = {row["indicator"]: row for row in data["values"]}
        told["tfp-dong-gop"]["value"] = 34.1
        told["pii-diem"]["value"] = 33.75

    release(change)
    revisions = Observation.objects.filter(indicator__code="tfp-dong-gop").order_by("revision")
    assert [(row.value, row.current, row.state) for row in revisions] == [
        (Decimal("33.9"), False, "confirmed"),
        (Decimal("34.1"), True, "confirmed"),
    ]
    assert revisions[1].replaces == revisions[0]
    assert TargetMeasure.objects.get(indicator__code="tfp-dong-gop").baseline == revisions[1]
    draft = Observation.objects.get(indicator__code="pii-diem")
    assert (draft.value, draft.revision) == (Decimal("33.75"), 1)


@pytest.mark.parametrize("deed", ["confirmed", "withdrawn", "corrected"])
def test_values_that_people_touched_are_left_alone(release, deed):
    row = Observation.objects.get(indicator__code="pii-diem")
    if deed == "confirmed":
        said = {"state": "confirmed", "confirmed_at": timezone.now(), "confirmed_by": UserFactory()}
        Observation.objects.filter(pk=row.pk).update(**said)
    elif deed == "withdrawn":
        Observation.objects.filter(pk=row.pk).update(withdrawn=True)
    else:
        Observation.objects.filter(pk=row.pk).update(current=False)
        old, row.pk, row.revision, row.value = row.pk, None, 2, Decimal(30)
        row.created_by, row.replaces_id = UserFactory(), old
        row.save()

    def state():
        told = Observation.objects.filter(indicator__code="pii-diem")
        return list(told.order_by("pk").values_list("pk", "value", "state", "current", "withdrawn"))

    before = state()

    def change(data):
        next(one for one in data["values"] if one["indicator"] == "pii-diem")["value"] = 50

    release(change)
    assert state() == before


def test_the_governing_measure_that_a_person_chose_stays(release):
    chosen = TargetMeasure.objects.get(indicator__code="sang-che-cap")
    chosen.governing, chosen.chosen_at, chosen.chosen_by = True, timezone.now(), UserFactory()
    chosen.save()

    def change(data):
        next(row for row in data["measures"] if row["indicator"] == "sang-che-nop")["governing"] = True

    release(change)
    governing = TargetMeasure.objects.filter(target__code="T7", governing=True)
    assert [measure.indicator.code for measure in governing] == ["sang-che-cap"]


def test_the_pack_may_change_its_mind_about_what_governs_where_nobody_chose(release):
    def first(data):
        next(row for row in data["measures"] if row["indicator"] == "sang-che-cap")["governing"] = True

    def second(data):
        first(data)
        told = {row["indicator"]: row for row in data["measures"]}
        told["sang-che-nop"]["governing"], told["sang-che-cap"]["governing"] = True, False

    release(first)
    release(second)
    governing = TargetMeasure.objects.filter(target__code="T7", governing=True)
    assert [measure.indicator.code for measure in governing] == ["sang-che-nop"]
    assert Target.objects.get(code="T7").measures.count() == 2


def test_forms_of_the_pack_are_loaded_with_their_cells(loaded, pack):
    told = {row["code"]: len(row["cells"]) for row in pack.rows("stat_forms", "forms")}
    assert {form.code: form.cells.count() for form in StatForm.objects.all()} == told
