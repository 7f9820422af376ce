"""What editors do with blocks: each act sees a revision, nothing is lost."""

import pytest

from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.outputs.official_reports.editing import (
    BlockChanged,
    add_block,
    decide_block,
    decide_waiting,
    edit_block,
    move_block,
    restore_block,
)
from khcn.outputs.official_reports.models import Block, Section
from tests.factories.official_reports import a_round, frozen
from tests.factories.people import actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return a_round()


def test_edited_text_is_used_composed_and_keeps_its_original(round_):
    round_.put_together()
    block = edit_block(
        block=round_.of_agency("b"),
        text="  Hỗ trợ ba doanh nghiệp.\r\n- Ý một ",
        seen_revision=0,
        by=round_.coordinator,
    )
    assert (block.text, block.original, block.state, block.revision) == (
        "Hỗ trợ ba doanh nghiệp.\n- Ý một", "Mới hỗ trợ được 3 doanh nghiệp.", "kept", 1,
    )  # fmt: skip
    assert Event.objects.filter(action="block.edit").count() == 1
    back = restore_block(block=block, seen_revision=1, by=round_.coordinator)
    assert back.text == back.original


def test_second_editor_is_told_and_sees_the_other_text(round_):
    round_.put_together()
    block = round_.of_agency("a")
    edit_block(block=block, text="Người thứ nhất.", seen_revision=0, by=round_.coordinator)
    with pytest.raises(BlockChanged) as refused:
        edit_block(block=block, text="Người thứ hai.", seen_revision=0, by=round_.coordinator)
    assert (refused.value.code, refused.value.theirs.text) == ("block.changed", "Người thứ nhất.")


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 20_001])
def test_empty_or_endless_text_is_refused_at_its_field(round_, text):
    round_.put_together()
    with pytest.raises(DomainError) as refused:
        edit_block(block=round_.of_agency("a"), text=text, seen_revision=0, by=round_.coordinator)
    assert list(refused.value.fields) == ["text"]


def test_tables_are_kept_or_dropped_but_not_typed_over(round_):
    round_.put_together()
    table = round_.block("bang:phu-luc-chi-tieu")
    with pytest.raises(DomainError) as refused:
        edit_block(block=table, text="x", seen_revision=0, by=round_.coordinator)
    assert refused.value.code == "block.table"
    assert decide_block(block=table, keep=False, seen_revision=0, by=round_.coordinator).state == "dropped"


def test_typed_paragraph_comes_last_and_putting_together_leaves_it(round_):
    round_.put_together()
    section = Section.objects.get(code="phuong-huong")
    added = add_block(section=section, text="Đoạn viết thêm.", by=round_.coordinator)
    round_.put_together()
    assert list(section.blocks.values_list("text", flat=True))[-1] == "Đoạn viết thêm."
    move_block(block=added, up=True, by=round_.coordinator)
    move_block(block=added, up=True, by=round_.coordinator)
    assert section.blocks.first() == added


def test_annexes_take_no_typed_text(round_):
    round_.put_together()
    with pytest.raises(DomainError) as refused:
        add_block(section=Section.objects.get(code="phu-luc-chi-tieu"), text="x", by=round_.coordinator)
    assert refused.value.code == "block.annex"


def test_sentences_from_data_are_never_kept_in_bulk(round_):
    made = round_.put_together()
    assert decide_waiting(report=made, keep=True, by=round_.coordinator) == 1
    assert set(Block.objects.filter(state="waiting").values_list("kind", flat=True)) == {"suggested"}
    assert (
        decide_waiting(report=made, keep=False, by=round_.coordinator)
        == Block.objects.filter(kind="suggested").count()
    )


def test_frozen_reports_and_other_people_cannot_edit(round_):
    frozen(round_)
    block = round_.of_agency("a")
    with pytest.raises(DomainError) as refused:
        edit_block(block=block, text="x", seen_revision=block.revision, by=round_.coordinator)
    assert refused.value.code == "official_report.locked"
    with pytest.raises(NotAllowed):
        decide_block(block=block, keep=False, seen_revision=0, by=actor_for(seat("leader", round_.issuer)))
