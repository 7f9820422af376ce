"""Measures any Word file against the layout of official documents.

`check_document(path)` reads what the reader of the document sees (styles resolved, tracked changes taken as
accepted) and reports each deviation with its article and place. What the file does not show is reported as
undetermined: no deviation is told that was not measured.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from khcn.lib.intake import DEFAULT, Limits
from khcn.outputs.official_documents.checking.anatomy import Anatomy
from khcn.outputs.official_documents.checking.finding_parts import dissect
from khcn.outputs.official_documents.checking.findings import (
    Deviation,
    Findings,
    Open,
    Place,
    Report,
    beginning,
)
from khcn.outputs.official_documents.checking.opening import open_story
from khcn.outputs.official_documents.checking.rules_annex import check_annexes
from khcn.outputs.official_documents.checking.rules_body import check_body
from khcn.outputs.official_documents.checking.rules_closing import check_closing
from khcn.outputs.official_documents.checking.rules_head import check_head
from khcn.outputs.official_documents.checking.rules_page import check_pages
from khcn.outputs.official_documents.checking.rules_text import check_text
from khcn.outputs.official_documents.checking.rules_title import check_title
from khcn.outputs.official_documents.checking.story import Line
from khcn.outputs.official_documents.layout import layout

__all__ = ["Deviation", "Open", "Place", "Report", "check_document"]

_OF_DOCUMENTS = (check_head, check_title, check_body, check_closing, check_annexes)


def check_document(path: Path, *, on: date | None = None, limits: Limits = DEFAULT) -> Report:
    """The report on a .docx by the layout in force on a day; DomainError when the file is no readable .docx."""
    findings = Findings(layout(on))
    whole = dissect(open_story(path, limits), findings.layout)
    check_pages(findings, whole)
    if whole.recognised:
        for check in _OF_DOCUMENTS:
            check(findings, whole)
    else:
        findings.report.recognised = False
        findings.undecided(
            "document", _("Toàn văn bản"),
            _("Không nhận ra các thành phần của văn bản hành chính (Quốc hiệu, số ký hiệu, tên loại, nơi nhận…) nên chỉ kiểm tra trang giấy, phông chữ và màu chữ."),
        )  # fmt: skip
    check_text(findings, whole)
    _notes(findings, whole)
    findings.report.parts = _parts(whole)
    return findings.report


def _notes(findings: Findings, whole: Anatomy) -> None:
    story = whole.story
    if story.tracked:
        findings.note(
            _(
                "Tệp còn dấu vết sửa đổi; kiểm tra theo bản sau khi chấp nhận mọi sửa đổi. Hãy chấp nhận hoặc bỏ sửa đổi trước khi ban hành."
            )
        )
    if story.comments:
        findings.note(_("Tệp còn nhận xét bên lề; hãy xóa trước khi ban hành."))
    if story.macros:
        findings.note(_("Tệp có macro; hệ thống không chạy macro."))


def _parts(whole: Anatomy) -> dict[str, str]:
    """What was recognised, so that a person sees whether the measuring looked at the right lines."""
    head = whole.head
    lines: dict[str, Sequence[Line | None]] = {
        "national_name": [head.national_name], "motto": [head.motto], "superior": head.superior, "issuer": head.issuer,
        "number": [head.number], "place_date": [head.place_date], "letter_subject": head.letter_subject,
        "kind": [whole.kind], "subject": whole.subject, "addressees": whole.addressees[:1],
        "recipients_label": [whole.closing.label], "signing": [side[0] for side in whole.closing.signing],
        "annexes": [annex.label for annex in whole.annexes],
    }  # fmt: skip
    told = {code: " ".join(line.text for line in given if line is not None) for code, given in lines.items()}
    return {code: beginning(text) for code, text in told.items() if text}
