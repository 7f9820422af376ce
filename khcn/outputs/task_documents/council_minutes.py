"""Minutes of a council's meeting: who was there, quorum, declarations, counts with their arithmetic, conclusions; and the
minutes of the group that appraises money."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import Presence
from khcn.operations.st_tasks.councils.concluding import Names, names_of
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.councils.meetings import quorum_of
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.judging.storing import restored
from khcn.operations.st_tasks.models import Council, CouncilItem, Declaration, Meeting, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.outputs.official_documents.model import (
    Annex,
    Block,
    Bullet,
    Column,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from khcn.outputs.task_documents.budgets import appraisal_sums, appraisal_table
from khcn.outputs.task_documents.council_decisions import no_meeting
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.people import (
    by_task,
    dossier_told,
    is_secret,
    item_name,
    item_title,
    meeting_items,
    member_named,
    members,
    names_in,
    open_meetings,
    role_of,
)
from khcn.outputs.task_documents.rankings import in_order, ranking_annex
from khcn.outputs.task_documents.registry import COUNCIL, Part, Source, document
from khcn.outputs.task_documents.wording import LINE, fact, lines_of, moment_told, paragraphs, symbol_told

RESULTS = {
    "recommended": "đề nghị thực hiện", "not_recommended": "không đề nghị thực hiện", "winner": "được đề nghị chọn",
    "undecided": "ngang điểm với hồ sơ khác", "passed": "đạt, không được chọn", "failed": "không đạt",
    "excellent": "xếp loại Xuất sắc", "pass": "xếp loại Đạt", "fail": "xếp loại Không đạt",
    "agreed": "thống nhất kinh phí", "not_agreed": "chưa thống nhất kinh phí",
}  # fmt: skip


def meeting_parts(council: Council) -> list[Part]:
    return [
        Part(str(one.pk), str(_("Phiên %d") % one.number), slug=f"phien-{one.number}", value=one)
        for one in open_meetings(council)
    ]


def is_finance(council: Council) -> bool:
    return kind_of(council).judges == "finance"


def is_council(council: Council) -> bool:
    return not is_finance(council)


@document(
    "bien-ban-hoi-dong",
    _("Biên bản họp hội đồng"),
    of=COUNCIL,
    missing=no_meeting,
    suits=is_council,
    parts=meeting_parts,
    order=25,
)
def council_minutes(source: Source) -> Document:
    return _minutes(source, finance=False)


@document(
    "bien-ban-tham-dinh",
    _("Biên bản thẩm định kinh phí"),
    of=COUNCIL,
    missing=no_meeting,
    suits=is_finance,
    parts=meeting_parts,
    order=27,
)
def finance_minutes(source: Source) -> Document:
    return _minutes(source, finance=True)


def _minutes(source: Source, *, finance: bool) -> Document:
    assert source.part is not None
    council: Council = source.record
    meeting: Meeting = source.part.value
    items = meeting_items(meeting)
    day = timezone.localdate(meeting.at) if meeting.closed_at else None
    ranked = in_order(items)
    annexes = _appraisals(council, items) if finance else [ranking_annex(ranked)] if ranked else []
    return Document(
        kind="BB",
        letterhead=letterhead(source.issuer, "BB", symbol=meeting.minutes_symbol, day=day, body=council.name, secret=is_secret(items)),
        title=f"Họp {council.name}" + (f", phiên thứ {meeting.number}" if meeting.number > 1 else ""),
        blocks=list(_blocks(council, meeting, items, finance=finance, annexed=bool(annexes))),
        signature=Signature("Tổ trưởng" if finance else "Chủ trì", _chair(council)),
        secretary=Signature("Thư ký", member_named(council, "group_secretary", "secretary")),
        recipients=(*(("Các thành viên tổ thẩm định",) if finance else ("Các thành viên hội đồng",)), "Lưu: VT, hồ sơ hội đồng"),
        annexes=annexes,
    )  # fmt: skip


def _appraisals(council: Council, items: Sequence[CouncilItem]) -> list[Annex]:
    """The lines of all tasks on one annex: long sums need the wide side."""
    outline, blocks = outline_of(council.procedure), list[Block]()
    for place, (title, rows) in enumerate(by_task(items), start=1):
        lines = list(rows[0].task.budget_lines.all())
        blocks += [Heading(2, title, number=f"{place}."), appraisal_table(lines, outline)]
    return [Annex("Bảng thẩm định kinh phí", blocks, landscape=True)] if blocks else []


def _chair(council: Council) -> str:
    acting = next((seat.name for seat in members(council) if seat.acts_for_chair), "")
    return acting or member_named(council, "chair", "head", "vice", "deputy")


def _blocks(
    council: Council, meeting: Meeting, items: Sequence[CouncilItem], *, finance: bool, annexed: bool
) -> Iterator[Block]:
    names = names_in(items, names_of(council))
    yield fact("Thời gian bắt đầu", moment_told(meeting.at))
    yield fact("Địa điểm", meeting.place)
    yield fact("Hình thức họp", str(meeting.get_mode_display()).lower())
    yield fact("Quyết định thành lập", symbol_told(council.symbol, council.decided_on))
    yield Heading(1, "Thành phần và điều kiện họp")
    yield from _people(council, meeting)
    yield from _quorum(meeting, names)
    yield Heading(1, "Khai báo về xung đột lợi ích")
    yield from _declarations(meeting, items)
    yield Heading(1, "Nội dung và kết quả")
    yield from _items(items, names, finance=finance)
    if annexed:
        told = "Kinh phí thẩm định theo từng khoản" if finance else "Điểm trung bình và thứ tự của từng hồ sơ"
        yield Paragraph(f"{told} nêu tại Phụ lục kèm theo.")
    yield Heading(1, "Diễn biến, ý kiến thảo luận")
    yield from paragraphs(meeting.discussion)
    if meeting.counters:
        yield fact("Tổ kiểm phiếu", "; ".join(lines_of(meeting.counters)))
    yield Heading(1, "Kết luận")
    yield from _conclusions(items)
    yield Paragraph(
        f"Cuộc họp kết thúc vào {moment_told(_ended_at(meeting))}. Biên bản đã được đọc lại, các thành viên dự họp thống nhất và cùng ký."
    )


def _ended_at(meeting: Meeting) -> datetime | None:
    """When it ended, if it was closed on its day; minutes that were closed later leave room for the hour."""
    closed = meeting.closed_at
    same = closed is not None and timezone.localdate(closed) == timezone.localdate(meeting.at)
    return closed if same else None


def _people(council: Council, meeting: Meeting) -> Iterator[Block]:
    there = {row.seat_id: row for row in meeting.attendance.all()}
    rows = []
    for number, seat in enumerate(members(council), start=1):
        row = there.get(seat.pk)
        presence = str(row.get_presence_display()) if row else ""
        rows.append((str(number), seat.name, role_of(seat), presence, row.note if row else ""))
    columns = (
        Column("TT", 0.6, "center"),
        Column("Họ và tên", 2.6),
        Column("Chức trách", 2.2),
        Column("Dự họp", 1.8),
        Column("Ghi chú", 1.6),
    )
    yield Table(columns, rows)
    counted = Counter(row.presence for row in there.values())
    here = counted[Presence.PRESENT] + counted[Presence.ONLINE]
    yield fact("Số thành viên dự họp", f"{here:02d}/{len(rows):02d}" if there else "……/" + f"{len(rows):02d}")
    if meeting.guests:
        yield fact("Khách mời", "; ".join(lines_of(meeting.guests)))


def _quorum(meeting: Meeting, names: Names) -> Iterator[Block]:
    """As it was when the meeting was closed, else as it stands now."""
    if meeting.quorum:
        steps = restored(meeting.quorum.get("steps", ()))
    else:
        found = quorum_of(meeting)
        steps = found.steps if found and meeting.attendance.exists() else ()
    for step in steps:
        yield Bullet(cited(step, names))


def _declarations(meeting: Meeting, items: Sequence[CouncilItem]) -> Iterator[Block]:
    rows = list(Declaration.objects.filter(item__in=items).select_related("seat", "item"))
    if not rows:
        yield Paragraph(LINE)
        return
    seats, barred = {row.seat_id for row in rows}, [row for row in rows if row.conflicted]
    yield Paragraph(
        f"Có {len(seats):02d} thành viên đã khai báo. {_barred_told(len({row.seat_id for row in barred}))}"
    )
    titles = {item.pk: ": ".join(dict.fromkeys((item_name(item), item_title(item)))) for item in items}
    for row in barred:
        yield Bullet(f"{row.seat.name}: không đánh giá “{titles.get(row.item_id, '')}”")


def _barred_told(count: int) -> str:
    if not count:
        return "Không thành viên nào khai có xung đột lợi ích với nội dung được xem xét."
    return f"Trong đó {count:02d} thành viên khai có xung đột và không đánh giá nội dung liên quan:"


def _items(items: Sequence[CouncilItem], names: Names, *, finance: bool) -> Iterator[Block]:
    """Task by task; the dossiers of a task one after the other, then what concerns all of them."""
    for place, (title, rows) in enumerate(by_task(items), start=1):
        yield Heading(2, title, number=f"{place}.")
        for item in rows:
            if item.dossier is not None:
                yield Heading(3, item_name(item) + _whose(item))
            yield from _item(item, names, finance=finance)
        yield from _together(rows, names)


def _whose(item: CouncilItem) -> str:
    return "" if item.council.blind else f" ({dossier_told(item)})"


def _item(item: CouncilItem, names: Names, *, finance: bool) -> Iterator[Block]:
    sheets = list(
        Sheet.objects.filter(item=item, handed_in_at__isnull=False, kind=kind_of(item.council).sheet)
    )
    if not finance:
        void = sum(1 for one in sheets if one.blank)
        yield fact(
            "Số phiếu",
            f"{len(sheets):02d} phiếu nộp, {void:02d} phiếu không hợp lệ khi kiểm" if sheets else "",
        )
    if finance:
        yield from appraisal_sums(item.task)
    for step in restored((item.outcome or {}).get("steps", ())):
        yield Bullet(cited(step, names))
    if item.concluded_at is None:
        yield Paragraph("Chưa có kết luận.")
    elif item.result in RESULTS:
        yield fact("Kết quả", RESULTS[item.result])


def _together(items: Sequence[CouncilItem], names: Names) -> Iterator[Block]:
    """Steps that concern all dossiers of a task stand once."""
    rows = next((one for item in items if (one := (item.outcome or {}).get("all_steps"))), ())
    for step in restored(rows):
        yield Bullet(cited(step, names))


def _conclusions(items: Sequence[CouncilItem]) -> Iterator[Block]:
    written = list(dict.fromkeys(item.conclusion for item in items if item.conclusion.strip()))
    for text in written:
        yield from paragraphs(text)
    if not written:
        yield from paragraphs("")
