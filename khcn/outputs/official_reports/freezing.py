"""Freezing for signature, opening again, number and date from the registry, the summary for the public."""

from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import attach, register_document, store_file
from khcn.kernel.documents.models import Document, DocumentKind, Purpose
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc
from khcn.outputs.official_reports.choices import Authority, BlockState, ReportState
from khcn.outputs.official_reports.content import SIGNING, Content, content_of, figures_of, seal_of
from khcn.outputs.official_reports.evidence import evidence_of
from khcn.outputs.official_reports.locking import draft, locked
from khcn.outputs.official_reports.models import Block, OfficialReport
from khcn.outputs.official_reports.putting_together import pending
from khcn.outputs.official_reports.rules import FREEZE, ISSUE, PUBLISH
from khcn.outputs.official_reports.writing import file_name, to_docx

#: Who signs under these has a title of their own beneath that of the head.
WITH_OWN_TITLE = (Authority.DEPUTY, Authority.BY_ORDER, Authority.AUTHORISED)


@transaction.atomic
def freeze(
    *, report: OfficialReport, authority: str, head_title: str, signer_name: str, by: Actor, signer_title: str = "",
    collective: str = "",
) -> OfficialReport:  # fmt: skip
    """Keep text, figures, names and signer as they are now; from here the document is made from this alone."""
    row = draft(report, by, FREEZE)
    told = {"authority": authority, "collective": collective, "head_title": head_title, "signer_title": signer_title,
            "signer_name": signer_name}  # fmt: skip
    told = {name: nfc(value).strip() for name, value in told.items()}
    _signer_told(told)
    _ready(row)
    for name in SIGNING:
        setattr(row, name, told[name])
    content = content_of(row, by.on)
    if not content["sections"]:
        raise DomainError(
            _("Báo cáo chưa có đoạn nào được dùng. Hãy chọn các đoạn trước khi chốt."),
            code="official_report.empty",
        )
    row.snapshot = content | {"evidence": evidence_of(figures_of(content))}
    row.seal, row.state = seal_of(row.snapshot), ReportState.FROZEN
    row.frozen_by_id, row.frozen_at = by.user_id, timezone.now()
    row.save()
    record_event("official_report.freeze", row, by=by, after={"seal": row.seal, **told})
    return row


def _signer_told(told: dict[str, str]) -> None:
    missing = ["head_title", "signer_name"]
    if told["authority"] in WITH_OWN_TITLE:
        missing.append("signer_title")
    if told["authority"] == Authority.COLLECTIVE:
        missing.append("collective")
    wrong = {name: _("Hãy ghi mục này, văn bản cần nó ở phần chữ ký.") for name in missing if not told[name]}
    if told["authority"] not in Authority.values:
        wrong["authority"] = _("Hãy chọn thẩm quyền ký trong danh sách.")
    if wrong:
        raise DomainError(_("Phần chữ ký chưa đủ."), code="official_report.signer", fields=wrong)


def _ready(report: OfficialReport) -> None:
    """Nothing nobody looked at, nothing whose source changed, nothing that came in since."""
    if not (report.symbol and report.place and report.recipients):
        raise DomainError(
            _("Phần đầu văn bản còn thiếu ký hiệu, địa danh hoặc nơi nhận. Hãy ghi ở “Trích yếu, kính gửi, nơi nhận” rồi chốt."),
            code="official_report.head",
        )  # fmt: skip
    blocks = Block.objects.filter(section__report=report)
    waiting = blocks.filter(state=BlockState.WAITING).count()
    changed = blocks.filter(newer__isnull=False).count()
    if changed:
        raise DomainError(
            _("Còn {n} đoạn có nguồn đã đổi. Hãy lấy nguồn mới hoặc giữ bản biên tập ở từng đoạn rồi chốt.").format(n=changed),
            code="official_report.source_changed",
        )  # fmt: skip
    if waiting:
        raise DomainError(
            _("Còn {n} đoạn chưa ai xem. Hãy dùng hoặc bỏ từng đoạn rồi chốt.").format(n=waiting),
            code="official_report.waiting",
        )
    if pending(report).any:
        raise DomainError(
            _(
                "Số liệu hoặc báo cáo của đơn vị đã đổi sau lần tổng hợp gần nhất. Hãy tổng hợp lại và xem chỗ đổi."
            ),
            code="official_report.outdated",
        )


@transaction.atomic
def thaw(*, report: OfficialReport, reason: str, by: Actor) -> OfficialReport:
    """Take a frozen report that was not issued back into work; its seal stays in the record of events."""
    require(by, FREEZE, report)
    row = locked(report)
    if row.state != ReportState.FROZEN:
        raise DomainError(
            _("Chỉ mở lại được báo cáo đã chốt mà chưa phát hành."), code="official_report.not_frozen"
        )
    if not reason.strip():
        sentence = _("Hãy ghi lý do mở lại.")
        raise DomainError(sentence, code="official_report.reason", fields={"reason": sentence})
    before = row.seal
    row.state, row.snapshot, row.seal = ReportState.DRAFT, None, ""
    row.frozen_by, row.frozen_at = None, None
    row.save()
    record_event(
        "official_report.thaw", row, by=by, before={"seal": before}, after={"reason": reason.strip()}
    )
    return row


@transaction.atomic
def issue(*, report: OfficialReport, number: int, issued_on: date, by: Actor) -> OfficialReport:
    """Enter number and date as the registry gave them; the document is kept with the file it was made as."""
    require(by, ISSUE, report)
    row = locked(report)
    if row.state != ReportState.FROZEN:
        raise DomainError(
            _("Hãy chốt báo cáo trước khi ghi số, ngày phát hành. Báo cáo đã phát hành giữ nguyên số."),
            code="official_report.not_frozen",
        )
    content = sealed_content(row)
    Agency.objects.select_for_update().get(
        pk=row.issuer_id
    )  # of two who enter a number, one waits for the other
    _number_free(row, number, issued_on, by.on)
    row.number, row.issued_on, row.state = number, issued_on, ReportState.ISSUED
    row.document = register_document(
        kind=DocumentKind.REPORT, symbol=symbol_of(row), issued_on=issued_on, issuer=content["issuer"]["name"],
        signer=row.signer_name, summary=row.title, by=by,
    )  # fmt: skip
    row.save()
    name = file_name(row, "docx")
    file = store_file(content=BytesIO(to_docx(row)), name=name, by=by)
    attach(record=row, by=by, file=file, document=row.document, name=name, purpose=Purpose.SOURCE)
    record_event(
        "official_report.issue", row, by=by, after={"symbol": symbol_of(row), "issued_on": str(issued_on)}
    )
    return row


def _number_free(row: OfficialReport, number: int, issued_on: date, today: date) -> None:
    wrong: dict[str, str] = {}
    frozen_on = timezone.localdate(row.frozen_at) if row.frozen_at else issued_on
    if number < 1:
        wrong["number"] = _("Số văn bản là số nguyên từ 1.")
    if issued_on > today:
        wrong["issued_on"] = _("Ngày ban hành chưa đến. Hãy ghi khi văn bản đã phát hành.")
    if issued_on < frozen_on:
        wrong["issued_on"] = _("Ngày ban hành trước ngày chốt ({day:%d/%m/%Y}).").format(day=frozen_on)
    same = OfficialReport.objects.filter(
        issuer=row.issuer_id, symbol=row.symbol, number=number, issued_on__year=issued_on.year
    )
    known = Document.objects.filter(
        kind=DocumentKind.REPORT, symbol=f"{number:02d}/{row.symbol}", issued_on__year=issued_on.year
    )
    if same.exists() or (row.symbol and known.exists()):
        wrong["number"] = _("Số này đã dùng cho một báo cáo khác trong năm {year}.").format(
            year=issued_on.year
        )
    if wrong:
        raise DomainError(" ".join(wrong.values()), code="official_report.number", fields=wrong)


def symbol_of(report: OfficialReport) -> str:
    """`05/BC-SKHCN`."""
    return f"{report.number:02d}/{report.symbol or 'BC'}" if report.number else ""


def sealed_content(report: OfficialReport) -> Content:
    """The snapshot, if it is still what was sealed."""
    content: Content | None = report.snapshot
    if not content or seal_of(content) != report.seal:
        raise DomainError(
            _(
                "Bản chốt của báo cáo không còn khớp dấu kiểm tra. Hãy báo quản trị hệ thống, đừng phát hành bản này."
            ),
            code="official_report.broken_seal",
        )
    return content


@transaction.atomic
def publish_summary(*, report: OfficialReport, summary: str, by: Actor) -> OfficialReport:
    """Show an approved summary of an issued report to everybody; figures beside it are published ones only."""
    require(by, PUBLISH, report)
    row = locked(report)
    told = nfc(summary).replace("\r\n", "\n").strip()
    if row.state != ReportState.ISSUED:
        raise DomainError(
            _("Chỉ công khai được tóm tắt của báo cáo đã phát hành."), code="official_report.not_issued"
        )
    if not told:
        sentence = _("Hãy ghi nội dung tóm tắt sẽ công khai.")
        raise DomainError(sentence, code="official_report.summary", fields={"summary": sentence})
    before = row.public_summary
    row.public_summary, row.published_at = told, timezone.now()
    row.save()
    record_event("official_report.publish", row, by=by, before={"summary": before}, after={"summary": told})
    return row


@transaction.atomic
def withdraw_summary(*, report: OfficialReport, by: Actor) -> OfficialReport:
    require(by, PUBLISH, report)
    row = locked(report)
    row.published_at = None
    row.save()
    record_event("official_report.unpublish", row, by=by)
    return row
