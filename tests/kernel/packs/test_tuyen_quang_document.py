"""The pack's skeleton agrees with what the parser reads from the official document, where that is at hand."""

from pathlib import Path
from typing import Any

import pytest

from khcn.kernel.packs.reader import Pack, read_pack
from khcn.lib.intake import read_document
from khcn.lib.plan_document import parse_plan
from khcn.lib.vn_text import fold

ROOT = Path(__file__).parents[3]
OFFICIAL = ROOT.parent / "shared" / "plan" / "ke-hoach-57.txt"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "packs" / "tuyen-quang")


@pytest.fixture(scope="module")
def document() -> Any:
    if not OFFICIAL.is_file():
        pytest.skip("văn bản kế hoạch không nằm cạnh dự án nên không so được")
    return parse_plan(read_document(OFFICIAL))


def known_names(pack: Pack) -> dict[str, str]:
    """Folded names of the plan's own province and wording of groups, each with its code."""
    names = {
        pattern: group["code"] for group in pack.rows("classes", "classes") for pattern in group["patterns"]
    }
    for agency in pack.rows("agencies", "agencies"):
        if not agency["code"].startswith("hg-"):
            texts = [text for name in agency["names"] for text in (name["name"], name["short"])]
            names |= {fold(text): agency["code"] for text in [*texts, *agency["aliases"]]}
    return names


def codes(party: dict[str, list[str]]) -> set[str]:
    return {*party["agencies"], *party["classes"]}


def test_every_party_of_the_annex_is_found_by_its_name(pack, document):
    names = known_names(pack)
    tasks = {str(task["no"]): task for task in pack.rows("plan", "tasks")}
    read = {
        task.no: (
            {names.get(fold(p.name)) for p in task.lead},
            {names.get(fold(p.name)) for p in task.coordinating},
        )
        for task in document.tasks
    }
    assert read == {no: (codes(task["leads"]), codes(task["coordinating"])) for no, task in tasks.items()}


def test_schedules_and_sections_agree(pack, document):
    kinds = {str(task["no"]): task["schedule"]["kind"] for task in pack.rows("plan", "tasks")}
    assert {task.no: task.schedule.kind for task in document.tasks} == kinds
    paths = {section["path"] for section in pack.rows("plan", "sections")}
    assert {section.path for section in document.sections} | {"PL"} == paths


def test_figures_of_measured_targets_agree(pack, document):
    rows = [row for row in pack.rows("targets", "targets") if row["kind"] not in ("group", "qualitative")]
    mine = [(row["operator"], row["low"], row["high"]) for row in rows]
    read = [(row.operator, row.low, row.high) for row in document.targets if row.low is not None]
    assert read == mine
