"""The packs bind what exists; loading one gives way to what people did."""

import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from khcn.indicators.cards import check_card
from khcn.indicators.formulas import parse
from khcn.indicators.formulas.units import unit
from khcn.indicators.models import Card, Indicator, Observation, StatCell, StatForm
from khcn.indicators.pack import load_indicators
from khcn.indicators.signals import figures_changed
from khcn.kernel.packs.loader import load_kernel
from khcn.kernel.packs.models import LoadedPack
from khcn.kernel.packs.reader import Pack, read_pack
from khcn.kernel.registers.measure import facts
from khcn.plan.models import TargetMeasure
from khcn.plan.pack import load_pack_once
from khcn.plan.pack.measures import load_measures
from tests.conftest import ROOT
from tests.factories import UserFactory
from tests.factories.plans import TargetFactory

FOLDER = ROOT / "packs" / "tuyen-quang"
FOLDERS = sorted(path for path in (ROOT / "packs").iterdir() if (path / "indicators.yaml").is_file())

#: Readings that measure something else than the target's figure: shown, never compared with it.
OTHER_KIND = {("T10", "tang-gia-tri-chuyen-giao")}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(FOLDER)


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def any_pack(request) -> Pack:
    return read_pack(request.param)


def quantified(pack: Pack) -> dict[str, Row]:
    """Targets and variants with a figure, by their code in the database."""
    found = {row["code"]: row for row in pack.rows("targets", "targets")}
    for row in pack.rows("targets", "targets"):
        found |= {
            f"{row['code']}-{one['clause']}": {**one, "kind": row["kind"]} for one in row.get("variants", [])
        }
    return {code: row for code, row in found.items() if row["low"] is not None or row["high"] is not None}


def by_code(pack: Pack) -> dict[str, Row]:
    return {row["code"]: row for row in pack.rows("indicators", "indicators")}


# What the packs say


def test_every_target_with_a_figure_has_a_fact_a_formula_an_import_or_an_agency_that_reports(pack):
    indicators, measured = by_code(pack), set()
    for row in pack.rows("indicators", "measures"):
        one = indicators[row["indicator"]]
        if one["source"] in ("fact", "formula", "import") or (one["source"] == "report" and one["owner"]):
            measured.add(row["target"])
    assert len(quantified(pack)) == 18
    assert [code for code in quantified(pack) if code not in measured] == []


def test_every_reading_of_an_ambiguous_target_has_a_measure_and_none_of_them_governs(pack):
    measures = pack.rows("indicators", "measures")
    told: dict[str, set[str]] = {}
    for row in measures:
        told.setdefault(row["target"], set()).update(row.get("reading", "").split("+"))
    ambiguous = {row["code"]: row for row in pack.rows("targets", "targets") if len(row["readings"]) > 1}
    group = ambiguous.pop("T3")
    for code, row in ambiguous.items():
        assert {reading["code"] for reading in row["readings"]} <= told[code], code
    for code in ("T3a", "T3b", "T3c"):
        assert {reading["code"] for reading in group["readings"]} <= told[code]
    assert [row for row in measures if row.get("governing") and row["target"] in ambiguous] == []


def test_kinds_of_measures_agree_with_their_targets(pack):
    indicators, targets = by_code(pack), quantified(pack)
    differing = {
        (row["target"], row["indicator"])
        for row in pack.rows("indicators", "measures")
        if row["target"] in targets and indicators[row["indicator"]]["kind"] != targets[row["target"]]["kind"]
    }
    assert differing == OTHER_KIND


def test_every_fact_is_offered_by_a_register_in_the_unit_of_the_card(any_pack):
    offered = facts()
    told = [row for row in any_pack.rows("indicators", "indicators") if row["source"] == "fact"]
    assert [row["fact"] for row in told if row["fact"] not in offered] == []
    assert [
        (row["code"], row["unit"], str(offered[row["fact"]][1].unit))
        for row in told
        if unit(row["unit"]).dimensions != unit(str(offered[row["fact"]][1].unit)).dimensions
    ] == []


def test_a_fact_at_a_date_is_the_latest_and_a_fact_over_a_period_is_not(any_pack):
    offered = facts()
    for row in any_pack.rows("indicators", "indicators"):
        if row["source"] == "fact":
            latest = row.get("accumulation", "period") == "latest"
            assert latest == offered[row["fact"]][1].at_a_date, row["code"]


def test_every_formula_can_be_read(any_pack):
    for row in any_pack.rows("indicators", "indicators"):
        if row["source"] == "formula":
            assert parse(row["expression"]).names, row["code"]


def test_ten_forms_have_sixty_cells_or_more_filled_by_what_exists(pack):
    offered, indicators = facts(), by_code(pack)
    forms = pack.rows("stat_forms", "forms")
    cells = [cell for form in forms for cell in form["cells"]]
    bound = [cell for cell in cells if "filled_by" not in cell]
    assert (len(forms), len(bound) >= 60) == (10, True)
    assert [cell["fact"] for cell in bound if "fact" in cell and cell["fact"] not in offered] == []
    assert [
        (cell["row"], cell["unit"])
        for cell in bound
        if cell["unit"] != (str(offered[cell["fact"]][1].unit) if "fact" in cell else indicators[cell["indicator"]]["unit"])
    ] == []  # fmt: skip


def test_what_nobody_has_read_waits_for_confirmation(any_pack):
    rows = any_pack.rows("indicators", "indicators") + any_pack.rows("indicators", "values")
    rows += any_pack.rows("stat_forms", "forms")
    assert {row["status"] for row in rows if row["basis_mark"] in ("memory", "analogy")} == {"to_confirm"}


# The first province's pack in the database


@pytest.mark.django_db
def test_the_pack_of_the_first_province_stands_whole_and_loading_it_again_writes_nothing(pack):
    def state():
        return (
            list(Card.objects.values_list("pk", "version", "state", "in_force_at")),
            list(Observation.objects.values_list("pk", "revision", "confirmed_at")),
            list(StatCell.objects.values_list("pk", flat=True)),
            list(TargetMeasure.objects.values_list("pk", "baseline")),
            Indicator.history.count(),
            TargetMeasure.history.count(),
        )

    assert load_pack_once(FOLDER) is True
    before = state()
    LoadedPack.objects.update(fingerprint="")
    assert load_pack_once(FOLDER) is True
    assert state() == before
    assert set(Card.objects.values_list("version", "state")) == {(1, "in_force")}
    for card in Card.objects.select_related("indicator"):
        check_card(card)
    baselines()
    four_ways_for_both_budget_shares()
    told = {row["code"]: len(row["cells"]) for row in pack.rows("stat_forms", "forms")}
    assert {form.code: form.cells.count() for form in StatForm.objects.all()} == told


def baselines() -> None:
    told = Observation.objects.filter(state="confirmed").order_by("-value")
    assert [(row.indicator.code, row.value, row.territory.code) for row in told] == [
        ("tfp-dong-gop", Decimal("33.9"), "tuyen-quang-cu"),
        ("ty-trong-cong-nghiep", Decimal("18.9"), "tuyen-quang-cu"),
        ("chi-su-nghiep-khcn-so-nen", Decimal("0.2"), "tuyen-quang-cu"),
    ]
    average = told[1]
    assert (average.calendar, average.first_day.year, average.last_day.year) == ("average", 2016, 2020)
    assert average.source_note.endswith("(đã đọc văn bản)")
    drafts = Observation.objects.filter(state="draft").values_list("indicator__code", "territory__code")
    assert ("kinh-te-so-thong-ke", "viet-nam") in drafts


def four_ways_for_both_budget_shares() -> None:
    for code in ("T6", "T6-PL.3"):
        measures = TargetMeasure.objects.filter(target__code=code)
        assert [measure.governing for measure in measures] == [False] * 4
    told = TargetMeasure.objects.filter(target__code="T6").values_list("baseline__value", "comparable")
    assert set(told) == {(Decimal("0.2"), False)}


# What loading does, on the small pack


@pytest.fixture
def load(db):
    """Loads the small pack as changed by `change`, which keeps what earlier calls changed."""
    pack = read_pack(ROOT / "packs" / "tinh-mau")
    load_kernel(pack)
    said = copy.deepcopy({key: dict(value) for key, value in pack.sections.items()})
    said["indicators"]["values"][0] |= {"status": "confirmed", "basis_mark": "secondary"}
    target = TargetFactory(code="T7", plan__code="ke-hoach-mau")
    for code, governs in (("sang-che-cap", True), ("lao-dong", False)):
        baseline = {"indicator": "lao-dong", "to": date(2025, 12, 31), "territory": "tinh-mau"}
        row = {"target": "T7", "indicator": code, "governing": governs, "baseline": baseline}
        said["indicators"]["measures"].append(row)

    def loading(change=lambda said: None) -> None:
        change(said)
        changed = replace(pack, sections=copy.deepcopy(said))
        load_indicators(changed)
        load_measures(changed, target.plan)

    loading()
    return loading


def definition(said, code="lao-dong") -> Row:
    return next(row for row in said["indicators"]["indicators"] if row["code"] == code)


def value(said) -> Row:
    return said["indicators"]["values"][0]


def test_the_first_card_is_in_force_by_nobody_and_marked_artificial(load):
    card = Card.objects.select_related("indicator").get(indicator__code="sang-che-tren-lao-dong")
    assert (card.version, card.state, card.in_force_by, card.created_by) == (1, "in_force", None, None)
    assert (card.indicator.artificial, card.territory.code, card.in_force_at is None) == (
        True,
        "tinh-mau",
        False,
    )


def test_a_new_definition_is_a_new_version_and_older_values_keep_theirs(load):
    load(lambda said: definition(said).update(decimals=3))
    versions = Card.objects.filter(indicator__code="lao-dong").order_by("version")
    assert [(card.version, card.state) for card in versions] == [(1, "replaced"), (2, "in_force")]
    assert (versions[1].reason, versions[0].replaced_at is None) == ("Gói dữ liệu thay định nghĩa.", False)
    assert Observation.objects.get().card == versions[0]


def test_a_corrected_note_needs_no_new_version(load):
    load(lambda said: definition(said).update(note="Ghi chú mới."))
    assert Card.objects.get(indicator__code="lao-dong").note == "Ghi chú mới."


def test_a_definition_that_people_wrote_is_left_alone(load):
    Card.objects.filter(indicator__code="lao-dong").update(in_force_by=UserFactory())
    Indicator.objects.filter(code="lao-dong").update(name="Tên người đặt")
    load(lambda said: definition(said).update(name="Tên của gói", decimals=0))
    assert Card.objects.get(indicator__code="lao-dong").decimals == 1
    assert Indicator.objects.get(code="lao-dong").name == "Tên người đặt"


def test_a_draft_that_a_person_writes_stops_the_pack_from_replacing_the_card(load):
    card = Card.objects.get(indicator__code="lao-dong")
    card.pk, card.version, card.state, card.created_by = None, 2, "draft", UserFactory()
    card.save()
    load(lambda said: definition(said).update(decimals=0))
    assert list(Card.objects.filter(indicator__code="lao-dong").values_list("version", "decimals")) == [
        (2, 1),
        (1, 1),
    ]


def test_a_confirmed_value_is_corrected_by_a_revision_and_the_baseline_follows(load):
    load(lambda said: value(said).update(value=410))
    revisions = Observation.objects.order_by("revision")
    assert [(row.value, row.current, row.state) for row in revisions] == [
        (400, False, "confirmed"),
        (410, True, "confirmed"),
    ]
    assert (revisions[1].replaces, revisions[1].artificial) == (revisions[0], True)
    assert set(TargetMeasure.objects.values_list("baseline", flat=True)) == {revisions[1].pk}


def test_a_draft_value_is_corrected_in_its_place(load):
    Observation.objects.update(state="draft", confirmed_at=None)
    load(lambda said: value(said).update(value=410, status="to_confirm"))
    row = Observation.objects.get()
    assert (row.value, row.revision, row.state, row.confirmed_at) == (410, 1, "draft", None)


def test_a_draft_is_confirmed_when_its_source_was_read(load):
    Observation.objects.update(state="draft", confirmed_at=None)
    load()
    row = Observation.objects.get()
    assert (row.state, row.confirmed_at is None, row.confirmed_by) == ("confirmed", False, None)


@pytest.mark.parametrize("deed", ["confirmed", "withdrawn", "corrected"])
def test_values_that_people_touched_are_left_alone(load, deed):
    row = Observation.objects.get()
    if deed == "confirmed":
        Observation.objects.update(confirmed_by=UserFactory())
    elif deed == "withdrawn":
        Observation.objects.update(withdrawn=True, reason="Ghi nhầm kỳ.")
    else:
        Observation.objects.update(current=False)
        row.pk, row.revision, row.value, row.replaces_id = None, 2, 390, row.pk
        row.created_by = UserFactory()
        row.save()
    told = Observation.objects.order_by("pk").values_list("pk", "value", "state", "current", "withdrawn")
    before = list(told)
    load(lambda said: value(said).update(value=50))
    assert list(told) == before


def test_what_a_person_chose_to_govern_stays(load):
    chosen, other = TargetMeasure.objects.order_by("-order")
    TargetMeasure.objects.filter(pk=other.pk).update(governing=False)
    TargetMeasure.objects.filter(pk=chosen.pk).update(governing=True, chosen_at=timezone.now())
    load()
    assert TargetMeasure.objects.get(governing=True) == chosen


def test_the_pack_may_change_its_mind_about_what_governs_where_nobody_chose(load):
    def change(said):
        first, second = said["indicators"]["measures"]
        first["governing"], second["governing"] = False, True

    load(change)
    assert TargetMeasure.objects.get(governing=True).indicator.code == "lao-dong"


def test_listeners_are_told_of_changed_indicators_only(load):
    heard = []

    def listener(indicators, **_: Any) -> None:
        heard.append(indicators)

    figures_changed.connect(listener)
    load()
    load(lambda said: value(said).update(value=410))
    figures_changed.disconnect(listener)
    assert heard == [[Indicator.objects.get(code="lao-dong").pk]]


def test_cells_follow_the_pack_and_say_who_fills_the_empty_ones(load):
    cells = [
        {"row_no": "01", "row": "Bằng được cấp", "unit": "văn bằng", "fact": "ip.inventions_granted"},
        {"row_no": "02", "row": "Lao động", "unit": "nghìn người", "indicator": "lao-dong"},
        {"row_no": "03", "row": "Khác", "filled_by": "Sở Mẫu"},
    ]
    form = {"code": "MAU-1", "title": "Biểu mẫu", "legal_basis": "Không có", "status": "to_confirm"}

    def change(said):
        said["stat_forms"] = {"forms": [form | {"cells": cells}]}

    load(change)
    kept = StatCell.objects.get(row_no="02")
    cells[1]["unit"] = "người"
    del cells[0]
    load(change)
    assert list(StatCell.objects.values_list("row_no", "unit")) == [("02", "người"), ("03", "")]
    assert StatCell.objects.get(row_no="02") == kept
    assert StatForm.objects.get().note == "Dòng 03 do người điền: Sở Mẫu."
