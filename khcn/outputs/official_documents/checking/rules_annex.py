"""Annexes: their word, number, title, note, page numbers, and that the text refers to them."""

import re

from django.utils.translation import gettext as _

from khcn.lib.intake.numbering import roman
from khcn.outputs.official_documents.checking.anatomy import Anatomy, Annex
from khcn.outputs.official_documents.checking.elements import check_element
from khcn.outputs.official_documents.checking.findings import Findings

_MENTIONED = re.compile(r"phu luc|bieu kem theo|kem theo")
_POINT_A = "điểm a khoản 1 Mục III Phần I Phụ lục I"


def check_annexes(findings: Findings, whole: Anatomy) -> None:
    several = len(whole.annexes) > 1
    for number, annex in enumerate(whole.annexes, start=1):
        _annex(findings, annex, number, several=several)
    if whole.annexes:
        _mentioned(findings, whole)
        _page_numbers(findings, whole)


def _annex(findings: Findings, annex: Annex, number: int, *, several: bool) -> None:
    part = _("Phụ lục %s") % (annex.number.upper() or number)
    aspects = ("size", "bold", "italic", "alignment") if annex.title else ("size", "bold", "alignment")
    check_element(
        findings,
        annex.label,
        "annex_label",
        part,
        (*aspects, "case") if len(annex.label.text) < 20 else aspects,
    )
    for line in annex.title:
        check_element(findings, line, "annex_title", part)
    for line in annex.note:
        check_element(findings, line, "annex_note", part)
    wanted = roman(number).upper()
    if several and annex.number.upper() != wanted:
        findings.error(
            "annex_number", part, annex.label, _("Văn bản có từ hai phụ lục trở lên thì đánh số bằng chữ số La Mã: “Phụ lục %s”.") % wanted,
            found=annex.label.text, expected=_("Phụ lục %s") % wanted, basis=_POINT_A,
        )  # fmt: skip
    if not annex.note:
        findings.advise(
            "annex_note_missing", part, annex.label, _("Dưới tên phụ lục nên có dòng “(Kèm theo …)”."),
            found=_("không có"), expected=_("(Kèm theo văn bản số … ngày … tháng … năm …)"),
            basis=findings.layout.element("annex_note").basis,
        )  # fmt: skip


def _mentioned(findings: Findings, whole: Anatomy) -> None:
    if not any(_MENTIONED.search(line.folded) for line in whole.main):
        findings.error(
            "annex_unmentioned", _("Nội dung"), None, _("Văn bản có phụ lục kèm theo nhưng nội dung không chỉ dẫn đến phụ lục."),
            found=_("không nhắc đến phụ lục"), expected=_("có chỉ dẫn về phụ lục"), basis=_POINT_A,
        )  # fmt: skip


def _page_numbers(findings: Findings, whole: Anatomy) -> None:
    """Each annex counts its pages anew: a section of its own that restarts at 1."""
    element = findings.layout.element("annex_page_number")
    if not any(section.fields for section in whole.story.sections):
        return
    used = {line.section for line in whole.main}
    for number, annex in enumerate(whole.annexes, start=1):
        section = whole.story.sections[min(annex.label.section, len(whole.story.sections) - 1)]
        if section.index in used or section.number_start != 1:
            findings.error(
                "annex_page_number", _("Phụ lục %s") % (annex.number.upper() or number), annex.label,
                _("Số trang của phụ lục đánh tiếp theo văn bản; quy định đánh số riêng theo từng phụ lục."),
                found=_("đánh số tiếp"), expected=_("bắt đầu lại từ 1"), basis=element.basis,
            )  # fmt: skip
        used.add(section.index)
