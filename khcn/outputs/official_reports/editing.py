"""What an editor does with blocks. Each act says which revision it saw, so nobody overwrites another unseen."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.models import Answer
from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc
from khcn.outputs.official_reports.choices import BlockKind, BlockState
from khcn.outputs.official_reports.locking import draft
from khcn.outputs.official_reports.models import Block, OfficialReport, Section
from khcn.outputs.official_reports.skeleton import ANNEX

LONGEST = 20_000


class BlockChanged(DomainError):
    """Somebody else changed the block since it was read; `theirs` is the block as it stands."""

    code = "block.changed"

    def __init__(self, theirs: Block) -> None:
        super().__init__(_("Đoạn này vừa có người khác sửa. Hãy xem cả hai bản rồi lưu lại."))
        self.theirs = theirs


@transaction.atomic
def edit_block(*, block: Block, text: str, seen_revision: int, by: Actor) -> Block:
    """Rewrite the text; the original and its source stay beside it. Saving means using it."""
    row = _in_hand(block, seen_revision, by)
    if row.kind == BlockKind.TABLE:
        raise DomainError(
            _("Bảng lập từ số liệu nên không sửa tay được. Hãy sửa số liệu ở nguồn rồi tổng hợp lại."),
            code="block.table",
        )
    before = row.text
    row.text, row.state = _cleaned(text), BlockState.KEPT
    return _saved(row, by, "block.edit", {"text": before}, {"text": row.text})


@transaction.atomic
def decide_block(*, block: Block, keep: bool, seen_revision: int, by: Actor) -> Block:
    """Use the block in the document or leave it out; what is left out is not deleted."""
    row = _in_hand(block, seen_revision, by)
    before = row.state
    row.state = BlockState.KEPT if keep else BlockState.DROPPED
    if not keep:
        row.newer = None
    return _saved(row, by, "block.decide", {"state": before}, {"state": row.state})


@transaction.atomic
def restore_block(*, block: Block, seen_revision: int, by: Actor) -> Block:
    """Go back to what the source says."""
    row = _in_hand(block, seen_revision, by)
    before, row.text = row.text, row.original
    return _saved(row, by, "block.restore", {"text": before}, {"text": row.text})


@transaction.atomic
def settle_newer(*, block: Block, take: bool, seen_revision: int, by: Actor) -> Block:
    """The source changed after the block was worked on: take what it says now, or keep the edited text."""
    row = _in_hand(block, seen_revision, by)
    newer, before = row.newer, row.text
    if newer is None:
        raise BlockChanged(row)
    if newer.get("gone"):
        _settle_gone(row, take)
    else:
        row.original, row.figures = newer["original"], newer["figures"]
        row.answer = Answer.objects.filter(pk=newer["answer"]).first() if newer["answer"] else None
        row.text = row.original if take else row.text
    row.newer = None
    return _saved(row, by, "block.settle", {"text": before}, {"text": row.text, "taken": take})


def _settle_gone(row: Block, take: bool) -> None:
    """Its source no longer says it: leave it out, or keep it as a text of its own that no source feeds."""
    if take:
        row.state = BlockState.DROPPED
    else:
        row.key = ""


@transaction.atomic
def move_block(*, block: Block, up: bool, by: Actor) -> Block:
    draft(_report_of(block), by)
    row = list(Block.objects.filter(section=block.section_id).order_by("order", "pk"))
    place = next(number for number, one in enumerate(row) if one.pk == block.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
        for number, one in enumerate(row):
            one.order = number
        Block.objects.bulk_update(row, ["order"], batch_size=100)
        record_event("block.move", block, by=by, after={"order": other})
    return Block.objects.get(pk=block.pk)


@transaction.atomic
def add_block(*, section: Section, text: str, by: Actor) -> Block:
    """A paragraph of the editor's own, at the end of the section."""
    draft(section.report, by)
    if section.code.startswith(ANNEX):
        raise DomainError(_("Phụ lục chỉ chứa bảng lập từ số liệu."), code="block.annex")
    last = Block.objects.filter(section=section).aggregate(last=Max("order"))["last"]
    row = Block.objects.create(
        section=section, kind=BlockKind.TYPED, order=0 if last is None else last + 1, text=_cleaned(text),
        state=BlockState.KEPT, edited_by_id=by.user_id, edited_at=timezone.now(), revision=1,
    )  # fmt: skip
    record_event("block.add", row, by=by, after={"text": row.text})
    return row


@transaction.atomic
def decide_waiting(*, report: OfficialReport, keep: bool, by: Actor, section: Section | None = None) -> int:
    """Keep, or leave out, everything nobody looked at yet; sentences from data are never kept in bulk."""
    row = draft(report, by)
    rows = Block.objects.filter(section__report=row, state=BlockState.WAITING)
    if section is not None:
        rows = rows.filter(section=section)
    if keep:
        rows = rows.exclude(kind=BlockKind.SUGGESTED)
    keys = list(rows.values_list("pk", flat=True))
    state = BlockState.KEPT if keep else BlockState.DROPPED
    Block.objects.filter(pk__in=keys).update(state=state, edited_by_id=by.user_id, edited_at=timezone.now())
    if keys:
        record_event("block.decide_all", row, by=by, after={"state": state, "blocks": keys})
    return len(keys)


def _in_hand(block: Block, seen_revision: int, by: Actor) -> Block:
    draft(_report_of(block), by)
    row = (
        Block.objects.select_related("section__report", "agency", "answer__report")
        .filter(pk=block.pk)
        .first()
    )
    if row is None:
        raise DomainError(
            _("Đoạn này không còn: nguồn của nó đã rút sau khi bạn mở trang."), code="block.gone"
        )
    if row.revision != seen_revision:
        raise BlockChanged(row)
    return row


def _report_of(block: Block) -> OfficialReport:
    return OfficialReport.objects.get(sections=block.section_id)


def _saved(row: Block, by: Actor, action: str, before: dict[str, object], after: dict[str, object]) -> Block:
    row.revision += 1
    row.edited_by_id, row.edited_at = by.user_id, timezone.now()
    row.save()
    record_event(action, row, by=by, before=before, after=after)
    return row


def _cleaned(text: str) -> str:
    told = nfc(text).replace("\r\n", "\n").replace("\x00", "").strip()
    sentence = ""
    if not told:
        sentence = _("Đoạn này đang trống. Muốn bỏ đoạn, hãy bấm “Không dùng”.")
    elif len(told) > LONGEST:
        sentence = _("Đoạn này dài quá {n} ký tự. Hãy tách thành nhiều đoạn.").format(n=LONGEST)
    if sentence:
        raise DomainError(sentence, code="block.text", fields={"text": sentence})
    return told
