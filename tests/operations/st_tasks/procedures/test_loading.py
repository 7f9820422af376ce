"""Rule sets come from the pack: the old regime in force, the new one a draft; loading again disturbs nobody."""

from pathlib import Path

import pytest

from khcn.kernel.packs.reader import Pack, read_pack
from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.models import Procedure, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.loading import load_procedures

ROOT = Path(__file__).parents[4]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(ROOT / "packs" / "tuyen-quang")


def changed(pack: Pack, code: str, **values: object) -> Pack:
    rows = [
        {**row, **values} if row["code"] == code else row for row in pack.rows("procedures", "procedures")
    ]
    return Pack(pack.code, pack.folder, {**pack.sections, "procedures": {"procedures": rows}})


def states() -> list[tuple[str, int, str]]:
    return list(Procedure.objects.order_by("code", "version").values_list("code", "version", "state"))


def test_old_regime_is_loaded_in_force_and_new_one_as_draft(pack):
    load_procedures(pack)
    assert states() == [("cap-tinh-2023", 1, "in_force"), ("khcn-2025", 1, "draft")]
    assert all(one.needs_confirmation for one in Procedure.objects.all())


def test_loading_twice_changes_nothing(pack):
    load_procedures(pack)
    before = list(Procedure.objects.values_list("pk", "updated_at"))
    load_procedures(pack)
    assert list(Procedure.objects.values_list("pk", "updated_at")) == before


def test_unused_version_of_the_pack_is_written_anew(pack):
    load_procedures(pack)
    load_procedures(changed(pack, "cap-tinh-2023", name="Tên khác"))
    assert states() == [("cap-tinh-2023", 1, "in_force"), ("khcn-2025", 1, "draft")]
    assert Procedure.objects.get(code="cap-tinh-2023").name == "Tên khác"


def test_pinned_version_stays_and_the_pack_makes_a_draft_beside_it(pack):
    load_procedures(pack)
    old = Procedure.objects.get(code="cap-tinh-2023")
    StTask.objects.create(
        name="Nhiệm vụ mẫu", kind="de-tai", state="proposed", procedure=old, step="received"
    )
    load_procedures(changed(pack, "cap-tinh-2023", code_pattern="X.{seq}"))
    assert states() == [
        ("cap-tinh-2023", 1, "in_force"),
        ("cap-tinh-2023", 2, "draft"),
        ("khcn-2025", 1, "draft"),
    ]
    old.refresh_from_db()
    assert outline_of(old).code_pattern == "{kind}.{seq:02d}/{yy}"


def test_version_made_by_a_person_is_left_alone(pack):
    load_procedures(pack)
    Procedure.objects.filter(code="khcn-2025").update(from_pack=False, name="Của Sở")
    load_procedures(pack)
    assert [one.name for one in Procedure.objects.filter(code="khcn-2025", version=1)] == ["Của Sở"]
    assert Procedure.objects.get(code="khcn-2025", version=2).state == ProcedureState.DRAFT


def test_old_regime_leaves_open_only_what_was_not_read(pack):
    load_procedures(pack)
    old = outline_of(Procedure.objects.get(code="cap-tinh-2023"))
    assert "figure:registration.days" in dict(old.unconfirmed())
    assert "figure:call.open_days" not in dict(old.unconfirmed())


def test_every_number_of_the_new_regime_is_to_be_confirmed(pack):
    load_procedures(pack)
    new = outline_of(Procedure.objects.get(code="khcn-2025"))
    open_ones = dict(new.unconfirmed())
    assert {f"figure:{one.code}" for one in new.figures} <= set(open_ones)
    deadlines = [one for one in (*new.states, *new.transitions) if one.deadline]
    assert {f"deadline:{one.code}" for one in deadlines} <= set(open_ones)
    parts = [*new.transitions, *new.councils, *new.grids, *new.forms]
    assert [one.code for one in parts if one.basis.confirmed] == []
