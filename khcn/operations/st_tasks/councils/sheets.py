"""Sheets of members: saved as they are typed, handed in once and sealed, or typed by the clerk from signed paper.

What is not filled in is missing, never zero. After handing in nothing changes; the database refuses it, too.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import ApplicationState, Grade, Purpose
from khcn.operations.st_tasks.councils.common import appointed, own_seat, told
from khcn.operations.st_tasks.councils.declaring import papers_open
from khcn.operations.st_tasks.councils.kinds import Kind, grid_of, kind_of
from khcn.operations.st_tasks.judging.acceptance import member_grade
from khcn.operations.st_tasks.judging.identification import vote_of
from khcn.operations.st_tasks.judging.rules import AcceptanceRule, Grid
from khcn.operations.st_tasks.judging.steps import BadSheet
from khcn.operations.st_tasks.models import Council, CouncilItem, OrderedProduct, Seat, SentVersion, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of

PRODUCT_MARKS = ("quantity", "quality", "kind")
SAID = ("points", "answers", "vote", "comment", "blank")
LONGEST = 20_000


class SheetChanged(DomainError):
    """The sheet was saved elsewhere since it was opened: `theirs` stands, `mine` is what was to be saved."""

    code = "sheet.changed"

    def __init__(self, theirs: Sheet, mine: Mapping[str, Any]) -> None:
        super().__init__(_("Phiếu này vừa được lưu từ nơi khác. Hãy chọn giữ bản nào rồi lưu lại."))
        self.theirs, self.mine = theirs, dict(mine)


@transaction.atomic
def save_sheet(
    *,
    seat: Seat,
    item: CouncilItem,
    by: Actor,
    seen_revision: int,
    kind: str = "",
    points: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    comment: str | None = None,
) -> Sheet:
    """Keep what the member typed; parts not given stay. Saving what stands already changes nothing.

    Refused while the papers are shut for the member, after handing in, and after the conclusion.
    """
    council = appointed(item.council_id)
    own_seat(seat, by)
    _refuse_shut(seat, item)
    sheet = _editable(seat, item, kind or kind_of(council).sheet)
    wished = _wished(sheet, council, item, points, answers, comment)
    if wished == said(sheet):
        return sheet
    if sheet.revision != seen_revision:
        raise SheetChanged(sheet, wished)
    return _write(sheet, wished, by)


@transaction.atomic
def hand_in_sheet(*, sheet: Sheet, seen_revision: int, by: Actor, incomplete_ok: bool = False) -> Sheet:
    """Hand the sheet in: sealed from now on. An incomplete one is refused once (`sheet.incomplete`) and handed in only if the
    member says so: it is not counted, and named in the result."""
    council = appointed(sheet.item.council_id)
    sheet = Sheet.objects.select_related("seat", "item__council", "item__task").get(pk=sheet.pk)
    own_seat(sheet.seat, by)
    _refuse_shut(sheet.seat, sheet.item)
    _refuse_concluded(sheet.item)
    if sheet.handed_in_at is not None:
        return sheet
    if sheet.revision != seen_revision:
        raise SheetChanged(sheet, said(sheet))
    missing = missing_in(sheet, council)
    if missing and not incomplete_ok:
        raise DomainError(
            _(
                "Phiếu còn thiếu: %(names)s. Phiếu thiếu không được tính; hãy điền đủ hoặc xác nhận nộp phiếu thiếu."
            )
            % {"names": "; ".join(missing)},
            code="sheet.incomplete",
        )
    return _seal(sheet, council, by)


@transaction.atomic
def type_sheet(
    *,
    seat: Seat,
    item: CouncilItem,
    by: Actor,
    scan: BinaryIO | None,
    scan_name: str,
    points: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    comment: str = "",
    blank: bool = False,
    kind: str = "",
) -> Sheet:
    """The clerk types a signed sheet and adds its scan; it counts as handed in. A draft of the member gives way to the paper,
    a sheet already handed in does not. `blank` is a spoiled sheet."""
    council = appointed(item.council_id)
    if scan is None:
        raise told(_("Hãy kèm bản quét phiếu đã ký."), "sheet.scan", "scan")
    if seat.user_id is not None and seat.user_id == by.user_id:
        raise DomainError(_("Thành viên tự nộp phiếu của mình, không nhập thay."), code="sheet.own")
    _refuse_shut(seat, item)
    sheet = _editable(seat, item, kind or kind_of(council).sheet)
    wished = _wished(sheet, council, item, points or {}, answers or {}, comment)
    sheet = _write(sheet, wished | {"blank": blank}, by)
    attach_upload(record=sheet, content=scan, name=scan_name, by=by)
    sheet.typed_by_id = by.user_id
    return _seal(sheet, council, by)


def said(sheet: Sheet) -> dict[str, Any]:
    """What the member says on it."""
    return {name: getattr(sheet, name) for name in SAID}


def seal_of(sheet: Sheet) -> str:
    """SHA-256 of what the sheet says, of whom and of what."""
    content = {
        **said(sheet), "item": sheet.item_id, "seat": sheet.seat_id, "kind": sheet.kind,
        "at": sheet.handed_in_at.isoformat() if sheet.handed_in_at else "",
    }  # fmt: skip
    if sheet.judged_version is not None:
        content["version"] = sheet.judged_version
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal_holds(sheet: Sheet) -> bool:
    return bool(sheet.seal) and seal_of(sheet) == sheet.seal


def missing_in(sheet: Sheet, council: Council) -> list[str]:
    """What a sheet that is counted still lacks, by name."""
    kind = kind_of(council)
    if sheet.kind != kind.sheet:
        return [] if sheet.comment.strip() or sheet.answers else [_("nhận xét")]
    if kind.judges == "selection":
        grid = grid_of(outline_of(council.procedure), sheet.item.task)
        return [line.name for line in grid.criteria if sheet.points.get(line.code) is None]
    if kind.judges == "identification":
        return [name for code, name in kind.contents if not sheet.answers.get(code)]
    if kind.judges == "acceptance":
        return _unmarked(sheet)
    return []


def running_total(sheet: Sheet) -> Decimal:
    """The points given so far."""
    return sum((Decimal(one) for one in sheet.points.values() if one is not None), Decimal(0))


def _unmarked(sheet: Sheet) -> list[str]:
    marks = sheet.answers.get("products") or {}
    products = OrderedProduct.objects.filter(task=sheet.item.task_id)
    lacking = [
        one.name for one in products
        if any(not (marks.get(str(one.pk)) or {}).get(part) for part in PRODUCT_MARKS)
    ]  # fmt: skip
    return lacking + ([] if sheet.answers.get("report") else [_("báo cáo tổng hợp")])


def _refuse_shut(seat: Seat, item: CouncilItem) -> None:
    if reason := papers_open(seat, item):
        raise DomainError(reason, code="papers.shut")


def _refuse_concluded(item: CouncilItem) -> None:
    if CouncilItem.objects.filter(pk=item.pk, concluded_at__isnull=False).exists():
        raise DomainError(
            _("Hội đồng đã kết luận nội dung này nên không nhận phiếu nữa."), code="item.concluded"
        )


def _editable(seat: Seat, item: CouncilItem, kind: str) -> Sheet:
    _refuse_concluded(item)
    sheet = Sheet.objects.filter(seat=seat, item=item, kind=kind).first()
    if sheet is None:
        return Sheet(seat=seat, item=item, kind=kind)
    if sheet.handed_in_at is not None:
        raise DomainError(_("Phiếu này đã nộp nên không sửa được."), code="sheet.handed_in")
    return sheet


def _wished(
    sheet: Sheet,
    council: Council,
    item: CouncilItem,
    points: Mapping[str, Any] | None,
    answers: Mapping[str, Any] | None,
    comment: str | None,
) -> dict[str, Any]:
    kind = kind_of(council)
    stood = said(sheet)
    if points is not None:
        grid = grid_of(outline_of(council.procedure), item.task) if points else None
        stood["points"] = _points(grid, points)
    if answers is not None:
        stood["answers"] = _answers(kind, item, answers, counted=sheet.kind == kind.sheet)
    if comment is not None:
        stood["comment"] = _clean(comment)
    return stood


def _clean(value: Any) -> str:
    """Text that every database takes, not longer than a sheet holds."""
    return str(value).replace("\x00", "").strip()[:LONGEST]


def _points(grid: Grid | None, given: Mapping[str, Any]) -> dict[str, str]:
    """Points as exact text by criterion; an empty cell is left out."""
    if grid is None:
        return {}
    lines = {line.code: line for line in grid.criteria}
    kept: dict[str, str] = {}
    for code, value in given.items():
        if code not in lines:
            raise told(_("Phiếu không có tiêu chí “%(code)s”.") % {"code": code}, "sheet.unknown", code)
        if value is None or str(value).strip() == "":
            continue
        number = _exact(str(value), code)
        if not 0 <= number <= lines[code].maximum:
            raise told(
                _("“%(name)s”: %(value)s điểm không nằm trong khoảng 0–%(maximum)s.")
                % {"name": lines[code].name, "value": value, "maximum": lines[code].maximum},
                "sheet.out_of_range",
                code,
            )
        kept[code] = format(number.normalize(), "f")
    return kept


def _exact(text: str, code: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or -number.as_tuple().exponent > 4:  # type: ignore[operator]
        raise told(_("“%(text)s” không phải là số điểm.") % {"text": text}, "sheet.not_a_number", code)
    return number


def _answers(kind: Kind, item: CouncilItem, given: Mapping[str, Any], *, counted: bool) -> dict[str, Any]:
    if not counted or kind.judges not in ("identification", "acceptance"):
        return {name: _clean(value) for name, value in given.items() if value not in (None, "")}
    if kind.judges == "identification":
        return _marks(dict.fromkeys((code for code, _name in kind.contents), ("pass", "fail")), given)
    kept = _marks({"report": tuple(Grade.values)}, {k: v for k, v in given.items() if k != "products"})
    products = {
        str(pk) for pk in OrderedProduct.objects.filter(task=item.task_id).values_list("pk", flat=True)
    }
    marks: dict[str, dict[str, str]] = {}
    for pk, parts in (given.get("products") or {}).items():
        if str(pk) not in products:
            raise told(_("Nhiệm vụ không có sản phẩm này."), "sheet.unknown", "products")
        if found := _marks(dict.fromkeys(PRODUCT_MARKS, tuple(Grade.values)), parts):
            marks[str(pk)] = found
    return kept | ({"products": marks} if marks else {})


def _marks(allowed: Mapping[str, tuple[str, ...]], given: Mapping[str, Any]) -> dict[str, str]:
    """Marks among those allowed; other fields of the form are kept as text."""
    kept: dict[str, str] = {}
    for code, value in given.items():
        text = _clean(value or "")
        if not text:
            continue
        if code in allowed and text not in allowed[code]:
            raise told(
                _("Mức đánh giá “%(mark)s” không có trên phiếu.") % {"mark": text}, "sheet.unknown", code
            )
        kept[code] = text[:LONGEST]
    return kept


def _write(sheet: Sheet, wished: Mapping[str, Any], by: Actor) -> Sheet:
    for name, value in wished.items():
        setattr(sheet, name, value)
    sheet.revision += 1
    sheet.saved_by_id = by.user_id
    sheet.save()
    return sheet


def _seal(sheet: Sheet, council: Council, by: Actor) -> Sheet:
    sheet.vote = _vote(sheet, council)
    sheet.handed_in_at, sheet.saved_by_id = timezone.now(), by.user_id
    sheet.judged_version = version_before(sheet.item)
    sheet.seal = seal_of(sheet)
    sheet.save()
    record_event(
        "sheet.hand_in", sheet, by=by, label=sheet.seat.name,
        after={"item": sheet.item_id, "kind": sheet.kind, "seal": sheet.seal, "typed": sheet.typed_by_id is not None},
    )  # fmt: skip
    return sheet


def version_before(item: CouncilItem) -> int | None:
    """The number of the sent version that lies before the council: of the dossier, of the proposal, or of the chosen dossier."""
    rows = SentVersion.objects.filter(application__task=item.task_id)
    if item.dossier_id:
        rows = rows.filter(application=item.dossier_id)
    elif kind_of(item.council).judges == "identification":
        rows = rows.filter(application__purpose=Purpose.PROPOSAL)
    else:
        rows = rows.filter(application__purpose=Purpose.DOSSIER, application__state=ApplicationState.CHOSEN)
    return rows.order_by("-number").values_list("number", flat=True).first()


def _vote(sheet: Sheet, council: Council) -> str:
    """The vote that follows from the sheet; nobody types it."""
    from khcn.operations.st_tasks.councils.ballots import acceptance_sheet, content_sheet, is_late_dossier

    kind = kind_of(council)
    if sheet.kind != kind.sheet or sheet.blank:
        return ""
    try:
        if kind.judges == "identification":
            return vote_of(content_sheet(sheet, kind), [code for code, _name in kind.contents]) or ""
        if kind.judges == "acceptance":
            rule = kind.rule(AcceptanceRule)
            products = list(OrderedProduct.objects.filter(task=sheet.item.task_id))
            late = is_late_dossier(rule, sheet.item.task)
            return member_grade(rule=rule, sheet=acceptance_sheet(sheet, products), late=late).grade or ""
    except BadSheet as error:
        from khcn.operations.st_tasks.councils.saying import say_refusal

        raise DomainError(say_refusal(error), code=f"sheet.{error.code}") from error
    return ""
