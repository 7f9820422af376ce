"""Sheets of members: empty ones to be filled and signed on paper, and those that were handed in."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khcn.operations.st_tasks.choices import Grade
from khcn.operations.st_tasks.councils.kinds import Kind, grid_of, kind_of
from khcn.operations.st_tasks.models import Council, CouncilItem, Seat, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Outline
from khcn.outputs.official_documents.model import Block, Column, Document, Paragraph, Signature, Table
from khcn.outputs.task_documents.council_decisions import no_members
from khcn.outputs.task_documents.issuing import letterhead
from khcn.outputs.task_documents.people import (
    dossier_told,
    item_name,
    item_title,
    items_of,
    members,
    role_of,
    sheets_of,
    workplace,
)
from khcn.outputs.task_documents.registry import COUNCIL, Part, Source, document
from khcn.outputs.task_documents.wording import LINE, fact, lines_of, moment_told

MARK, BOX = "X", ""
VERDICTS = (("pass", "Đạt"), ("fail", "Không đạt"))
GRADES = tuple(
    (code, str(name)) for code, name in (("excellent", "Xuất sắc"), ("pass", "Đạt"), ("fail", "Không đạt"))
)
ASPECTS = (("quantity", "Số lượng"), ("quality", "Chất lượng"), ("kind", "Chủng loại"))
VOTES = {"do": "Đề nghị thực hiện", "do_not": "Đề nghị không thực hiện"} | {
    code: str(name) for code, name in Grade.choices
}


def no_items(council: Council) -> str:
    return no_members(council) or ("" if items_of(council) else str(_("Hội đồng chưa có nội dung xem xét.")))


def no_sheets(council: Council) -> str:
    return "" if sheets_of(council) else str(_("Chưa có phiếu nào được nộp."))


def empty_parts(council: Council) -> list[Part]:
    """For each member one sheet an item; those of a member go together."""
    items = items_of(council)
    return [
        _part(f"{item.pk}-{seat.pk}", item, place, seat, number, (item, seat, None))
        for number, seat in enumerate(members(council), start=1)
        for place, item in enumerate(items, start=1)
    ]


def filled_parts(council: Council) -> list[Part]:
    sheets = sheets_of(council)
    seats = {pk: number for number, pk in enumerate(dict.fromkeys(one.seat_id for one in sheets), start=1)}
    return [
        _part(str(one.pk), one.item, place, one.seat, seats[one.seat_id], (one.item, one.seat, one))
        for place, one in enumerate(sheets, start=1)
    ]


def _part(key: str, item: CouncilItem, place: int, seat: Seat, number: int, value: Any) -> Part:
    label = item_name(item) if item.dossier_id else item.task.name
    return Part(key, label, seat.name, f"thanh-vien-{number:02d}-noi-dung-{place:02d}", value)


@document(
    "phieu-trang",
    _("Phiếu để trống cho từng thành viên"),
    of=COUNCIL,
    missing=no_items,
    parts=empty_parts,
    order=22,
)
def empty_sheet(source: Source) -> Document:
    return _sheet(source)


@document(
    "phieu-da-nop", _("Phiếu thành viên đã nộp"), of=COUNCIL, missing=no_sheets, parts=filled_parts, order=23
)
def filled_sheet(source: Source) -> Document:
    return _sheet(source)


def _sheet(source: Source) -> Document:
    assert source.part is not None
    council: Council = source.record
    item, seat, sheet = source.part.value
    kind, outline = kind_of(council), outline_of(council.procedure)
    form = outline.form(sheet.kind if sheet else kind.sheet)
    day = timezone.localdate(sheet.handed_in_at) if sheet and sheet.handed_in_at else None
    return Document(
        kind="PHIEU", kind_name=form.name if form else "Phiếu đánh giá",
        letterhead=letterhead(source.issuer, "PĐG", day=day, secret=item.task.confidential, body=council.name),
        title=f"Nhiệm vụ “{item_title(item)}”",
        blocks=list(_blocks(council, kind, outline, item, seat, sheet)),
        signature=Signature(_signs_as(kind), seat.name, space=60),
        recipients=("Thư ký hành chính", "Lưu: VT, hồ sơ hội đồng"),
    )  # fmt: skip


def _signs_as(kind: Kind) -> str:
    return "Thành viên tổ thẩm định" if kind.judges == "finance" else "Thành viên hội đồng"


def _blocks(
    council: Council, kind: Kind, outline: Outline, item: CouncilItem, seat: Seat, sheet: Sheet | None
) -> Iterator[Block]:
    yield fact(
        "1. Thành viên đánh giá",
        ", ".join(one for one in (seat.name, role_of(seat).lower(), workplace(seat)) if one),
    )
    yield fact(
        "2. Nhiệm vụ", ", ".join(one for one in (str(item.task.get_kind_display()), item.task.code) if one)
    )
    place = 3
    if item.dossier is not None:
        yield fact("3. Hồ sơ", dossier_told(item))
        place = 4
    counted = sheet is None or sheet.kind == kind.sheet
    table = _TABLES[kind.judges](outline, kind, item, sheet) if counted and kind.judges in _TABLES else None
    if table is not None:
        yield Paragraph(f"{place}. Đánh giá ({_HOW[kind.judges]}):")
        yield table
        place += 1
    yield from _remarks(place, sheet, outline, kind)


_HOW = {
    "selection": "chấm đủ mọi tiêu chí; ô để trống không phải là 0 điểm",
    "identification": "đánh dấu X vào một ô của mỗi dòng",
    "acceptance": "ghi Xuất sắc, Đạt hoặc Không đạt vào từng ô",
}


def _points(outline: Outline, kind: Kind, item: CouncilItem, sheet: Sheet | None) -> Table:
    grid, points = grid_of(outline, item.task), sheet.points if sheet else {}
    given = {code: Decimal(value) for code, value in points.items() if value not in (None, "")}
    rows = [
        (str(number), line.name, line.maximum, _number(given.get(line.code)))
        for number, line in enumerate(grid.criteria, start=1)
    ]
    whole = sum(given.values(), Decimal(0)) if len(given) == len(grid.criteria) else None
    columns = (
        Column("TT", 0.6, "center"),
        Column("Tiêu chí", 5),
        Column("Điểm tối đa", 1.2, "center"),
        Column("Điểm chấm", 1.4, "center"),
    )
    return Table(columns, rows, total=("", "Tổng điểm", grid.total, _number(whole)))


def _number(value: Decimal | None) -> Decimal | str:
    return "" if value is None else value


def _verdicts(outline: Outline, kind: Kind, item: CouncilItem, sheet: Sheet | None) -> Table:
    answers = sheet.answers if sheet else {}
    rows = [
        (str(number), name, *(MARK if answers.get(code) == verdict else BOX for verdict, _name in VERDICTS))
        for number, (code, name) in enumerate(kind.contents, start=1)
    ]
    columns = (
        Column("TT", 0.6, "center"),
        Column("Nội dung đánh giá", 5),
        *(Column(name, 1.2, "center") for _code, name in VERDICTS),
    )
    return Table(columns, rows)


def _grades(outline: Outline, kind: Kind, item: CouncilItem, sheet: Sheet | None) -> Table:
    answers = sheet.answers if sheet else {}
    names, marks = dict(GRADES), answers.get("products") or {}
    rows: list[tuple[str, ...]] = []
    for number, one in enumerate(item.task.products.order_by("number"), start=1):
        given = marks.get(str(one.pk)) or {}
        rows.append(
            (str(number), one.name, *(names.get(given.get(aspect, ""), "") for aspect, _name in ASPECTS))
        )
    rows.append(
        (str(len(rows) + 1), "Báo cáo tổng hợp kết quả", names.get(answers.get("report", ""), ""), "–", "–")
    )
    columns = (
        Column("TT", 0.6, "center"),
        Column("Sản phẩm", 3.6),
        *(Column(name, 1.5, "center") for _code, name in ASPECTS),
    )
    return Table(columns, rows)


_TABLES: dict[str, Callable[[Outline, Kind, CouncilItem, Sheet | None], Table]] = {
    "selection": _points, "identification": _verdicts, "acceptance": _grades,
}  # fmt: skip


def _remarks(place: int, sheet: Sheet | None, outline: Outline, kind: Kind) -> Iterator[Block]:
    if sheet is not None and sheet.vote in VOTES:
        yield fact(f"{place}. Ý kiến chung", VOTES[sheet.vote])
        place += 1
    yield Paragraph(f"{place}. Nhận xét, kiến nghị:")
    written = _written(sheet, outline)
    for line in written:
        yield Paragraph(line)
    for _blank in range(0 if sheet else 5):
        yield Paragraph(LINE)
    if sheet is not None and not written:
        yield Paragraph("Không có nhận xét.")
    if sheet is not None:
        yield Paragraph(_handed_in(sheet))


def _written(sheet: Sheet | None, outline: Outline) -> list[str]:
    """The comment, then the free answers under their labels."""
    if sheet is None:
        return []
    form = outline.form(sheet.kind)
    texts = {
        one.code: one.label for one in (form.fields if form else ()) if one.kind in ("text", "line", "note")
    }
    said = [
        f"{texts[code]}: {value}"
        for code, value in sheet.answers.items()
        if code in texts and isinstance(value, str) and value.strip()
    ]
    return [*lines_of(sheet.comment), *(line for one in said for line in lines_of(one))]


def _handed_in(sheet: Sheet) -> str:
    how = "nhập từ phiếu giấy đã ký" if sheet.typed_by_id else "nộp trên hệ thống"
    void = " Phiếu được kiểm là không hợp lệ." if sheet.blank else ""
    return f"Phiếu {how} lúc {moment_told(sheet.handed_in_at)}; mã niêm phong {sheet.seal[:16]}.{void}"
