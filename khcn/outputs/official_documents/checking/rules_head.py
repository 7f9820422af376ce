"""The letterhead: national name, motto, names of bodies, number and symbol, place and date."""

import re
from datetime import date

from django.utils.translation import gettext as _

from khcn.lib.vn_text import nfc
from khcn.outputs.official_documents.checking.anatomy import Anatomy, Head
from khcn.outputs.official_documents.checking.elements import check_element
from khcn.outputs.official_documents.checking.findings import Findings
from khcn.outputs.official_documents.checking.rule_lengths import check_rule
from khcn.outputs.official_documents.checking.rules_number import check_number
from khcn.outputs.official_documents.checking.story import Line

_PARTS = ("national_name", "motto", "number", "place_date")
_DATE = re.compile(r"^(?P<place>.*?)(?P<comma>,?)\s*(?P<word>[Nn]gày)\s+(?P<rest>.*)$")
_FIGURES = re.compile(
    r"^(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})\s*(?P<tail>.*)$"
)


def check_head(findings: Findings, whole: Anatomy) -> None:
    """Each part of the letterhead, or that it is missing."""
    head, part = whole.head, _("Phần đầu văn bản")
    if head.party:
        findings.undecided(
            "party",
            part,
            _(
                "Văn bản có tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM”; văn bản của Đảng không theo Nghị định này nên phần đầu không kiểm tra."
            ),
        )
        return
    _missing(findings, whole, part)
    for code in _PARTS:
        line = getattr(head, code)
        if line is not None:
            check_element(findings, line, code, part, aligned=head.placed)
    _wording(findings, head, part)
    _bodies(findings, head, part)
    _rules(findings, whole, part)
    if head.number is not None:
        check_number(findings, whole, part)
    if head.place_date is not None:
        _place_date(findings, head.place_date, part)
    _subject(findings, head, part)
    if not head.placed:
        findings.undecided(
            "head_alignment",
            part,
            _(
                "Phần đầu văn bản dàn bằng bước nhảy (Tab) hoặc dấu cách, không phải bảng hai cột, nên không đo được việc căn giữa."
            ),
        )


def _missing(findings: Findings, whole: Anatomy, part: str) -> None:
    head = whole.head
    given = {code: getattr(head, code) is not None for code in _PARTS} | {"issuer": bool(head.issuer)}
    for code in (code for code, there in given.items() if not there):
        element = findings.layout.element(code)
        if (
            head.pictured
            or any("{{" in line.text for line in (*head.left, *head.right))
            or (code == "issuer" and not head.placed)
        ):
            findings.undecided(code, part, _("Không xác định được “%s”.") % element.name)
            continue
        findings.error(
            f"{code}_missing", part, None, _("Không thấy %s.") % element.named,
            found=_("không có"), expected=findings.layout.wording.get(code, element.name), basis=element.basis,
        )  # fmt: skip


def _wording(findings: Findings, head: Head, part: str) -> None:
    """Both spellings of the tone in `HÒA` are in use, in the decree as well."""
    for code in ("national_name", "motto"):
        line: Line | None = getattr(head, code)
        expected = findings.layout.wording[code]
        if line is None:
            continue
        told = nfc(" ".join(line.text.split()))
        if line.is_upper != expected.isupper():
            same = _tone_free(told.upper()) == _tone_free(expected.upper())
        else:
            same = _tone_free(told) == _tone_free(expected)
        if not same:
            element = findings.layout.element(code)
            findings.error(
                f"{code}_wording", part, line, _("%(name)s ghi “%(found)s”, phải là “%(expected)s”.") % {"name": element.name, "found": told, "expected": expected},
                found=told, expected=expected, basis=element.basis,
            )  # fmt: skip


def _tone_free(text: str) -> str:
    return text.replace("HOÀ", "HÒA").replace("hoà", "hòa")


def _bodies(findings: Findings, head: Head, part: str) -> None:
    for code, lines in (("superior", head.superior), ("issuer", head.issuer)):
        for line in lines:
            check_element(findings, line, code, part, aligned=head.placed)


def _rules(findings: Findings, whole: Anatomy, part: str) -> None:
    head = whole.head
    loose = not head.placed and any(line.rules for line in whole.story.lines[:40])
    drawn = head.pictured or loose
    if head.motto is not None:
        check_rule(
            findings, "motto", part, head.right, [head.motto], _room(whole, head.motto), pictured=drawn
        )
    if head.issuer:
        check_rule(
            findings, "issuer", part, head.left, head.issuer, _room(whole, head.issuer[-1]), pictured=drawn
        )


def _room(whole: Anatomy, line: Line) -> float:
    if line.cell is not None and line.cell.room is not None:
        return line.cell.room
    section = whole.story.sections[min(line.section, len(whole.story.sections) - 1)]
    sides = (section.margins["left"] or 30.0) + (section.margins["right"] or 15.0)
    return (section.width or 210.0) - sides


def _place_date(findings: Findings, line: Line, part: str) -> None:
    """`Tuyên Quang, ngày 05 tháng 02 năm 2027`; open places for the clerk are left alone."""
    element, form = findings.layout.element("place_date"), findings.layout.date_form
    text = " ".join(line.text.split())
    match = _DATE.match(text)
    if match is None:
        _slip(
            findings, "place_date_form", line, part, text, _("Địa danh, ngày … tháng … năm …"), element.basis
        )
        return
    place = match["place"].strip()
    if place and not match["comma"]:
        _slip(findings, "place_date_comma", line, part, text, _("dấu phẩy sau địa danh"), element.basis)
    if place and place[0].islower():
        _slip(
            findings,
            "place_date_capital",
            line,
            part,
            place,
            _("viết hoa chữ cái đầu của địa danh"),
            element.basis,
        )
    if not place:
        _slip(
            findings, "place_missing", line, part, text, _("địa danh trước ngày, tháng, năm"), element.basis
        )
    if match["word"] == "Ngày" and place:
        _slip(findings, "place_date_form", line, part, text, _("chữ “ngày” viết thường"), element.basis)
    figures = _FIGURES.match(match["rest"])
    if figures is not None:
        _figures(findings, line, part, figures, form.basis)


def _figures(findings: Findings, line: Line, part: str, figures: re.Match[str], basis: str) -> None:
    form = findings.layout.date_form
    day, month, year = (int(figures[name]) for name in ("day", "month", "year"))
    try:
        date(year, month, day)
    except ValueError:
        _slip(findings, "date_impossible", line, part, f"{day}/{month}/{year}", _("một ngày có thật"), basis)
        return
    wanted_day = f"{day:02d}" if day < form.leading_zero_days_below else str(day)
    if figures["day"] != wanted_day:
        _slip(
            findings,
            "date_day_zero",
            line,
            part,
            _("ngày %s") % figures["day"],
            _("ngày %s") % wanted_day,
            basis,
        )
    wanted_month = f"{month:02d}" if month in form.leading_zero_months else str(month)
    if figures["month"] != wanted_month:
        zero = len(figures["month"]) > len(wanted_month)
        tell = findings.advise if zero else findings.error
        tell(
            "date_month_zero", part, line, _("Tháng ghi “%(found)s”, quy định ghi “%(expected)s”.") % {"found": figures["month"], "expected": wanted_month},
            found=_("tháng %s") % figures["month"], expected=_("tháng %s") % wanted_month, basis=basis,
        )  # fmt: skip
    if figures["tail"].strip(" ."):
        _slip(findings, "place_date_form", line, part, figures["tail"], _("dừng ở năm ban hành"), basis)


def _slip(
    findings: Findings, code: str, line: Line, part: str, found: str, expected: str, basis: str
) -> None:
    findings.error(
        code, part, line, _("Địa danh và thời gian ban hành ghi “%(found)s”; cần: %(expected)s.") % {"found": found, "expected": expected},
        found=found, expected=expected, basis=basis,
    )  # fmt: skip


def _subject(findings: Findings, head: Head, part: str) -> None:
    """`V/v …` of a letter."""
    if not head.letter_subject:
        return
    element = findings.layout.element("letter_subject")
    for line in head.letter_subject:
        check_element(findings, line, "letter_subject", part, aligned=head.placed)
    first = head.letter_subject[0]
    if not first.text.startswith(findings.layout.wording["subject_of_letter"]):
        told = first.text.split(" ")[0]
        findings.error(
            "letter_subject_form", part, first, _("Trích yếu công văn bắt đầu bằng “%s”, quy định là “V/v”.") % told,
            found=told, expected="V/v", basis=element.basis,
        )  # fmt: skip
    _gap(findings, head, first, part)


def _gap(findings: Findings, head: Head, first: Line, part: str) -> None:
    element, number = findings.layout.element("letter_subject"), head.number
    if number is None or element.space_before is None or not head.placed:
        return
    between = head.left[head.left.index(number) + 1 : head.left.index(first)] if number in head.left else []
    if between or first.paragraph == number.paragraph:
        return
    space = number.spread.after + first.spread.before
    if not element.space_before.has(space, 0.5):
        found = _("%s pt") % f"{space:g}".replace(".", ",")
        findings.advise(
            "letter_subject_space", part, first, _("Trích yếu công văn cách dòng số, ký hiệu %s, quy định là 6 pt.") % found,
            found=found, expected="6 pt", basis=element.basis,
        )  # fmt: skip
