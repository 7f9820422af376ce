"""Targets T3 and T4 of the first province's pack move by themselves: approve a task, confirm a use, and they are other."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.management import call_command

from khcn.indicators.counting import recount
from khcn.indicators.models import Card
from khcn.indicators.pack import load_indicators
from khcn.indicators.series import series_of
from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.packs.loader import load_kernel
from khcn.kernel.packs.reader import read_pack
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.results.using import confirm_use, report_use, return_use, save_use
from khcn.plan.models import TargetMeasure
from khcn.plan.pack import load_pack_once
from tests.conftest import ROOT
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.st_tasks import task

pytestmark = pytest.mark.django_db
FOLDER = ROOT / "packs" / "tuyen-quang"
OURS = ("de-tai-", "nhiem-vu-ung-dung", "kinh-phi-nhiem-vu-")
BILLION = 1_000_000_000


@pytest.fixture
def officer():
    """An officer, with the cards of the pack that stand on the register of tasks."""
    pack = read_pack(FOLDER)
    about = [one for one in pack.rows("indicators", "indicators") if one["code"].startswith(OURS)]
    load_kernel(pack)
    section = {"indicators": about, "values": [], "measures": []}
    load_indicators(
        replace(pack, sections={**pack.sections, "indicators": section, "stat_forms": {"forms": []}})
    )
    return actor_for(seat("coordinator", AgencyFactory()))


def figure(code, year):
    card = Card.objects.select_related("indicator").get(indicator__code=code, state="in_force")
    place = (card.indicator_id, card.territory_id)
    found = {year: point.value for year, point in series_of([card.indicator_id]).get(place, {}).items()}
    return found.get(year)


def shares(kind, year):
    recount()
    return [figure(f"de-tai-{group}-{kind}", year) for group in ("nong-lam", "xa-hoi", "khac")]


def approve(one, by, **values):
    values = {
        "approval_symbol": "5/QĐ", "valid_from": by.on, "budget": BILLION, "state_budget": BILLION,
        "starts_on": by.on, "ends_on": date(by.on.year + 2, 1, 31),
    } | values  # fmt: skip
    return advance(task=one, transition="approve", values=values, by=by)


def test_shares_by_number_and_money_move_when_tasks_are_approved(officer):
    groups = ("nong-lam", "nong-lam", "xa-hoi", "khac")
    tasks = [task("deciding", share_group=group, code=f"M{n}") for n, group in enumerate(groups)]
    year = officer.on.year
    approve(tasks[0], officer)
    approve(tasks[2], officer, state_budget=BILLION, budget=BILLION)
    assert shares("so-luong", year) == [50, 50, 0]
    assert shares("kinh-phi", year)[:2] == [50, 50]
    approve(tasks[1], officer)
    approve(tasks[3], officer, state_budget=2 * BILLION, budget=3 * BILLION)
    assert shares("so-luong", year) == [50, 25, 25]
    assert shares("kinh-phi", year) == [40, 20, 40]


def test_task_not_yet_approved_counts_in_no_share(officer):
    task("deciding", share_group="nong-lam")
    approve(task("deciding", share_group="khac", code="M2"), officer)
    assert shares("so-luong", officer.on.year) == [0, 0, 100]


def test_running_shares_follow_the_state_of_each_task(officer):
    begun = {"starts_on": date(2024, 7, 1), "ends_on": date(2030, 1, 1)}
    first = task("running", share_group="nong-lam", code="R1", **begun)
    task("running", share_group="xa-hoi", code="R2", **begun)
    year = officer.on.year
    assert shares("dang-chay", year) == [50, 50, 0]
    advance(task=first, transition="pause", note="Tạm dừng", by=officer)
    assert shares("dang-chay", year) == [0, 100, 0]


def test_both_readings_of_application_follow_confirmed_use_and_fall_back_with_it(officer):
    old = {"valid_from": date(2021, 3, 1), "starts_on": date(2021, 4, 1), "ends_on": date(2023, 4, 1)}
    mature = task("follow_up", code="A", accepted_on=date(2023, 6, 1), **old)
    task("follow_up", code="B", accepted_on=date(2023, 7, 1), **old)
    task("running", code="C")
    task(
        "follow_up",
        code="D",
        accepted_on=date(2020, 7, 1),
        **{**old, "valid_from": date(2019, 1, 1), "starts_on": date(2019, 1, 1), "ends_on": date(2020, 1, 1)},
    )
    year = officer.on.year

    def both():
        recount()
        codes = ("nhiem-vu-ung-dung-da-nghiem-thu", "nhiem-vu-ung-dung-da-trien-khai")
        return [round(figure(code, year), 1) for code in codes]

    told = {
        "applied": True,
        "applied_on": date(2024, 5, 1),
        "by_whom": "Hợp tác xã Mẫu số 1",
        "effect": "Tăng năng suất",
    }
    use = save_use(task=mature, year=2024, values=told, by=officer)
    attach_upload(record=use, content=BytesIO(b"proof"), name="xac-nhan.txt", by=officer)
    report_use(use=use, by=officer)
    assert both() == [0, 0]
    confirm_use(use=use, by=officer)
    assert both() == [50, Decimal("33.3")]
    return_use(use=use, reason="Nhầm nhiệm vụ", by=officer)
    assert both() == [0, 0]


def test_flow_leads_from_the_register_over_fact_and_formula_to_each_target(capsys):
    assert load_pack_once(FOLDER)
    call_command("flow", "--json")
    edges = {(*one["from"], *one["to"]) for one in json.loads(capsys.readouterr().out)["edges"]}
    for fact, indicator in (
        ("st_tasks.approved_farming", "de-tai-nong-lam-so-luong"),
        ("st_tasks.running_social", "de-tai-xa-hoi-dang-chay"),
        ("st_tasks.approved_money", "kinh-phi-nhiem-vu-moi"),
        ("st_tasks.applied_of_accepted", "nhiem-vu-ung-dung-da-nghiem-thu"),
    ):
        assert ("register", "nhiem-vu-khcn", "fact", fact) in edges
        assert ("fact", fact, "indicator", indicator) in edges
    assert ("indicator", "kinh-phi-nhiem-vu-moi", "indicator", "de-tai-nong-lam-kinh-phi") in edges
    measured = TargetMeasure.objects.filter(target__code__startswith="T3").count()
    to_targets = {
        edge[1] for edge in edges if edge[2] == "target" and edge[3].split(":")[-1][:2] in ("T3", "T4")
    }
    assert measured == 12
    assert {code for code in to_targets if code.startswith("de-tai-")} == set(
        Card.objects.filter(indicator__code__startswith="de-tai-").values_list("indicator__code", flat=True)
    )
