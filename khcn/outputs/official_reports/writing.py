"""From content to files: Word in the layout of the decree, PDF where LibreOffice is, annexes as Excel."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import slug
from khcn.outputs.official_documents.annex_workbook import annex_workbook
from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.model import (
    Annex,
    Block,
    Bullet,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Row,
    Signature,
    Table,
)
from khcn.outputs.official_documents.pdf import to_pdf
from khcn.outputs.official_documents.words import roman
from khcn.outputs.official_reports.choices import Authority, ReportState
from khcn.outputs.official_reports.content import Content, content_of, is_table, sections_of
from khcn.outputs.official_reports.models import OfficialReport
from khcn.outputs.official_reports.skeleton import (
    ANNEX_MONEY,
    ANNEX_TARGETS,
    ANNEX_TASKS,
    ANNEX_UNSENT,
    CONDUCT,
    MONEY,
    TARGETS,
    TASKS,
)

#: By annex: the section whose details it has.
DETAILS = {ANNEX_TARGETS: TARGETS, ANNEX_TASKS: TASKS, ANNEX_MONEY: MONEY, ANNEX_UNSENT: CONDUCT}
FORMATS = ("docx", "pdf", "xlsx")
#: From so many columns on an annex lies on its side.
WIDE = 5


def written(report: OfficialReport, form: str) -> bytes:
    """The report as a file: of the snapshot once frozen, of the draft before."""
    if form == "xlsx":
        return annex_workbook(document_of(report).annexes, day=report.issued_on)
    return to_pdf(to_docx(report)) if form == "pdf" else to_docx(report)


def to_docx(report: OfficialReport) -> bytes:
    return build(document_of(report))


def file_name(report: OfficialReport, form: str) -> str:
    number = f"-{report.number:02d}" if report.number else ""
    return f"bao-cao{number}-{slug(report.cycle.code)}.{form}"


def document_of(report: OfficialReport) -> Document:
    if report.state == ReportState.DRAFT:
        return _document(content_of(report, timezone.localdate()), report)
    return _document(report.snapshot or {}, report)


def _document(content: Content, report: OfficialReport) -> Document:
    """Of the record itself only number and date are taken: they come after freezing."""
    blocks = tuple(_body(content))
    if not blocks:
        raise DomainError(
            _("Báo cáo chưa có đoạn nào được dùng nên chưa lập được văn bản."), code="official_report.empty"
        )
    return Document(
        kind="BC", letterhead=_letterhead(content, report), title=content["title"], blocks=blocks,
        signature=_signature(content["signature"]), addressees=tuple(content["addressees"]),
        recipients=tuple(content["recipients"]), annexes=tuple(_annexes(content)),
    )  # fmt: skip


def _letterhead(content: Content, report: OfficialReport) -> Letterhead:
    superior = content["superior"]
    return Letterhead(
        superior=superior["name"] if superior else None, agency=content["issuer"]["name"],
        symbol_number=report.number, symbol=content["symbol"] or "BC", place=content["place"], date=report.issued_on,
        year=date.fromisoformat(content["day"]).year,
    )  # fmt: skip


def _signature(told: dict[str, str]) -> Signature:
    deputy = told["signer_title"] if told["authority"] not in ("", Authority.COLLECTIVE) else ""
    return Signature(
        head_title=told["head_title"] or "Giám đốc", name=told["signer_name"],
        authority=told["authority"],  # type: ignore[arg-type]  # the same words as Authority
        deputy_title=deputy, collective=told["collective"],
    )  # fmt: skip


def _body(content: Content) -> Iterator[Block]:
    mentions = _mentions(content)
    for section in sections_of(content, annexes=False):
        yield Heading(section["level"], section["title"])
        for block in section["blocks"]:
            yield from _blocks(block)
        if section["code"] in mentions:
            yield Paragraph(mentions[section["code"]])


def _mentions(content: Content) -> dict[str, str]:
    """By section: where the details are. An annex whose section is not there is named by the builder."""
    annexes = sections_of(content, annexes=True)
    return {
        DETAILS[
            one["code"]
        ]: f"(Chi tiết tại Phụ lục{f' {roman(place)}' if len(annexes) > 1 else ''} kèm theo)."
        for place, one in enumerate(annexes, start=1)
        if one["code"] in DETAILS
    }


def _annexes(content: Content) -> Iterator[Annex]:
    for section in sections_of(content, annexes=True):
        blocks = [one for block in section["blocks"] for one in _blocks(block)]
        wide = any(isinstance(one, Table) and len(one.columns) > WIDE for one in blocks)
        yield Annex(section["title"], blocks, landscape=wide)


def _blocks(block: dict[str, Any]) -> Iterator[Block]:
    """A line that begins with a hyphen is a bullet; every other line is a paragraph of its own."""
    if is_table(block):
        yield _table(block["table"])
        return
    for line in block["text"].splitlines():
        told = line.strip()
        if told[:2] in ("- ", "+ "):
            yield Bullet(told[2:].strip(), 1 if told[0] == "-" else 2)
        elif told:
            yield Paragraph(told)


def _table(told: dict[str, Any]) -> Table:
    columns = [Column(one["title"], one["width"] / 100, one["align"]) for one in told["columns"]]
    rows = [Row([_cell(cell) for cell in row["cells"]], bold=bool(row["bold"])) for row in told["rows"]]
    return Table(columns, rows, unit=told["unit"])


def _cell(cell: Any) -> Cell:
    return Decimal(cell["n"]) if isinstance(cell, dict) else cell
