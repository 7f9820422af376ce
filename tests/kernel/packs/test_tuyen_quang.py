"""The facts of the first province's pack, and that none of the official wording is in it."""

import re
from datetime import date
from pathlib import Path

import pytest

from khcn.kernel.packs.reader import Pack, read_pack

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "packs" / "tuyen-quang"
OFFICIAL = ROOT.parent / "shared" / "plan"
RUN = 60


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(FOLDER)


def heirs(pack: Pack, code: str, on: date) -> set[str]:
    """Who answers for an agency on a day, walking mergers only; a split or transfer stops the walk."""
    found, open_codes = set(), {code}
    while open_codes:
        current = open_codes.pop()
        merges = [
            edge
            for edge in pack.rows("successions", "edges")
            if edge["kind"] == "merge" and current in edge["from"] and edge["on"] <= on
        ]
        if merges:
            open_codes |= {heir for edge in merges for heir in edge["to"]}
        else:
            found.add(current)
    return found


@pytest.mark.parametrize(
    ("named", "heir"),
    [
        ("so-khdt", "so-tai-chinh"),
        ("so-tttt", "skhcn"),
        ("so-nnptnt", "so-nnmt"),
        ("hg-so-tnmt", "so-nnmt"),
        ("so-ldtbxh", "so-noi-vu"),
        ("hg-so-khdt", "so-tai-chinh"),
        ("so-gddt", "so-gddt"),
        ("dai-ptth-tuyen-quang", "bao-dai-tuyen-quang"),
        ("bo-tttt", "bo-khcn"),
    ],
)
def test_agency_of_2023_leads_to_the_one_of_2026(pack, named, heir):
    assert heirs(pack, named, date(2026, 1, 1)) == {heir}


def test_agency_of_2023_answers_for_itself_on_the_day_of_the_plan(pack):
    assert heirs(pack, "so-khdt", date(2023, 3, 27)) == {"so-khdt"}


def test_districts_split_and_need_a_person(pack):
    districts = {row["code"] for row in pack.rows("agencies", "agencies") if row["kind"] == "ubnd-huyen"}
    split = [edge for edge in pack.rows("successions", "edges") if edge["kind"] == "split"]
    assert len(districts) == 18
    assert [set(edge["from"]) for edge in split] == [districts]
    assert split[0]["to"] == []


def test_every_lead_of_the_annex_was_alive_when_the_plan_was_signed(pack):
    agencies = {row["code"]: row for row in pack.rows("agencies", "agencies")}
    leads = {code for task in pack.rows("plan", "tasks") for code in task["leads"]["agencies"]}
    signed = pack.about["plan"]["issued_on"]
    assert len(leads) == 8
    assert all((agencies[code]["valid_from"] or date.min) <= signed for code in leads)
    assert all((agencies[code]["valid_to"] or date.max) >= signed for code in leads)


def test_targets_hold_the_figures_of_the_plan(pack):
    targets = {row["code"]: row for row in pack.rows("targets", "targets")}
    assert len(targets) == 19
    assert [str(targets[code]["baseline"]["value"]) for code in ("T1", "T2", "T6")] == ["33.9", "18.9", "0.2"]
    assert (targets["T7"]["operator"], targets["T7"]["low"], targets["T7"]["high"]) == ("between", 5, 7)
    assert {row["baseline"]["territory"] for row in targets.values() if row["baseline"]} == {"tuyen-quang-cu"}
    assert {code for code, row in targets.items() if row["parent"] == "T3"} == {"T3a", "T3b", "T3c"}


def test_identifiers_are_never_invented(pack):
    identifiers = [row["identifiers"] for row in pack.rows("agencies", "agencies")]
    assert all(set(pair.values()) == {None} for pair in identifiers)


def test_what_is_from_memory_or_analogy_waits_for_confirmation(pack):
    rows = pack.rows("agencies", "agencies") + pack.rows("successions", "edges")
    rows += pack.rows("deadlines", "deadlines") + pack.rows("deadlines", "windows")
    unread = [row for row in rows if row["basis_mark"] in ("memory", "analogy")]
    assert unread
    assert {row["status"] for row in unread} == {"to_confirm"}


def test_pack_shares_no_long_run_with_the_official_texts():
    if not OFFICIAL.is_dir():
        pytest.skip("văn bản kế hoạch không nằm cạnh dự án nên không so được")
    official = " ".join(squeezed(path) for path in sorted(OFFICIAL.glob("*.txt")))
    runs = {official[start : start + RUN] for start in range(len(official) - RUN + 1)}
    assert runs
    for path in sorted(FOLDER.rglob("*.yaml")):
        text = squeezed(path)
        shared = [text[start : start + RUN] for start in range(len(text) - RUN + 1)]
        assert [run for run in shared if run in runs] == [], path.name


def squeezed(path: Path) -> str:
    return re.sub(r"\s+", " ", path.read_text(encoding="utf-8")).casefold()
