"""The sealed sheet of a workbook: whose it is, and what every answer said when it was written.

What the answers said lies in it, so that later only what a person changed in the file is taken, and what was changed on
the web meanwhile is seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _

from khcn.agency_reports.filling import Sheet
from khcn.agency_reports.filling.values import FIELDS, NUMBERS, values_of
from khcn.agency_reports.models import ReportRequest
from khcn.kernel.errors import DomainError

FORMAT = 1
SALT = "khcn.agency_reports.workbook"
PIECE = 30_000


@dataclass(frozen=True)
class Mark:
    """`items`: by item, what its answer said when the workbook was written."""

    cycle: str
    cycle_title: str
    agency: str
    agency_name: str
    part: str
    version: int
    items: dict[int, dict[str, Any]] = field(default_factory=dict)


def mark_of(sheet: Sheet) -> Mark:
    request = sheet.request
    return Mark(
        cycle=request.cycle.code, cycle_title=request.cycle.title, agency=request.agency.code,
        agency_name=request.agency.name, part=sheet.report.part, version=sheet.report.version,
        items={line.item.pk: values_of(line.answer) for line in sheet.lines},
    )  # fmt: skip


def sealed(mark: Mark) -> list[str]:
    """The text of the sheet in pieces that fit into cells."""
    told = {
        "format": FORMAT,
        "cycle": mark.cycle,
        "cycle_title": mark.cycle_title,
        "agency": mark.agency,
        "agency_name": mark.agency_name,
        "part": mark.part,
        "version": mark.version,
        "items": {str(pk): _packed(values) for pk, values in mark.items.items()},
    }
    text = dumps(told, salt=SALT, compress=True)
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def opened(pieces: Iterable[Any]) -> Mark:
    """The mark of a file; refuses a file without one, or whose mark was changed."""
    text = "".join(piece.strip() for piece in pieces if isinstance(piece, str))
    if not text:
        raise DomainError(
            _(
                "Tệp này không phải mẫu do hệ thống tạo cho báo cáo của đơn vị, hoặc đã được chép sang sổ mới. "
                "Hãy bấm “Tải báo cáo dạng Excel”, chép nội dung sang tệp đó rồi nạp lại."
            ),
            code="workbook.no_mark",
        )
    try:
        told = loads(text, salt=SALT)
    except BadSignature as error:
        raise DomainError(
            _(
                "Dấu nhận biết trong tệp không còn nguyên vẹn nên không rõ tệp của báo cáo nào. Hãy tải lại mẫu Excel."
            ),
            code="workbook.mark_broken",
        ) from error
    if told.get("format") != FORMAT:
        raise DomainError(
            _("Tệp làm theo mẫu của bản phần mềm khác. Hãy tải lại mẫu Excel."), code="workbook.format"
        )
    items = {int(pk): _unpacked(values) for pk, values in told.pop("items").items()}
    told.pop("format")
    return Mark(**told, items=items)


def refuse_foreign(mark: Mark, request: ReportRequest, part: str) -> None:
    """A file of another agency, cycle or part is told so, by name."""
    if mark.cycle != request.cycle.code:
        raise DomainError(
            _(
                "Tệp này của kỳ “{other}”, không phải kỳ “{this}”. Hãy tải mẫu Excel của đúng kỳ báo cáo."
            ).format(other=mark.cycle_title, this=request.cycle.title),
            code="workbook.other_cycle",
        )
    if mark.agency != request.agency.code:
        raise DomainError(
            _(
                "Tệp này của {other}, không phải của {this}. Hãy kiểm tra lại tệp hoặc mở đúng báo cáo của đơn vị."
            ).format(other=mark.agency_name, this=request.agency.name),
            code="workbook.other_agency",
        )
    if mark.part != part:
        raise DomainError(
            _(
                "Tệp này của phần “{other}”, không phải “{this}”. Hãy mở đúng phần báo cáo rồi nạp lại."
            ).format(other=mark.part or _("báo cáo chung"), this=part or _("báo cáo chung")),
            code="workbook.other_part",
        )


def _packed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what says something; numbers as text."""
    return {
        name: str(value.normalize()) if isinstance(value, Decimal) else value
        for name, value in values.items()
        if value is not False and value not in ("", None, [])
    }


def _unpacked(values: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(FIELDS, "") | dict.fromkeys(NUMBERS)
    told |= {"nothing": False, "money": []}
    for name, value in values.items():
        if name in told:
            told[name] = Decimal(value) if name in NUMBERS else value
    return told
