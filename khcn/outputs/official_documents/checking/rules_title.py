"""Kind of document and its subject, addressees, legal bases."""

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Anatomy
from khcn.outputs.official_documents.checking.elements import check_element
from khcn.outputs.official_documents.checking.findings import Findings
from khcn.outputs.official_documents.checking.rule_lengths import check_rule
from khcn.outputs.official_documents.checking.story import Line

_KNOWN_WITHOUT_LETTERS = ("phieu", "giay", "don", "cong van")


def check_title(findings: Findings, whole: Anatomy) -> None:
    """Everything between the letterhead and the text."""
    part = _("Tên loại và trích yếu")
    if whole.kind is not None:
        _kind(findings, whole, whole.kind, part)
    elif not whole.is_letter and not whole.head.party:
        findings.undecided(
            "kind", part, _("Không xác định được tên loại văn bản, cũng không thấy “V/v” của công văn.")
        )
    _addressees(findings, whole)
    _bases(findings, whole)


def _kind(findings: Findings, whole: Anatomy, kind: Line, part: str) -> None:
    check_element(findings, kind, "kind", part)
    element = findings.layout.element("kind")
    if not whole.kind_letters and not kind.folded.startswith(_KNOWN_WITHOUT_LETTERS):
        findings.advise(
            "kind_unknown", part, kind,
            _("“%s” không phải tên một loại văn bản hành chính; tên loại và trích yếu trình bày ở hai dòng riêng.") % kind.text,
            found=kind.text, expected=_("tên loại trong bảng tại Phụ lục III"), basis=findings.layout.kinds_basis,
        )  # fmt: skip
    if not whole.subject:
        findings.advise(
            "subject_missing", part, kind, _("Không thấy trích yếu nội dung dưới tên loại văn bản."),
            found=_("không có"), expected=_("trích yếu in thường, đậm, căn giữa"), basis=element.basis,
        )  # fmt: skip
        return
    for line in whole.subject:
        check_element(findings, line, "subject", part)
    check_rule(
        findings, "subject", part, whole.subject_zone, whole.subject, _room(whole), pictured=_pictured(whole)
    )


def _pictured(whole: Anatomy) -> bool:
    """A line drawn elsewhere on the page may belong here; then we do not accuse."""
    return any(line.pictured for line in whole.subject_zone) or any(line.rules for line in whole.body[:3])


def _room(whole: Anatomy) -> float:
    section = whole.story.sections[0]
    return (section.width or 210.0) - (section.margins["left"] or 30.0) - (section.margins["right"] or 15.0)


def _addressees(findings: Findings, whole: Anatomy) -> None:
    part, element = _("Kính gửi"), findings.layout.element("addressees")
    if not whole.addressees:
        return
    for line in whole.addressees:
        check_element(findings, line, "addressees", part, ("size", "bold", "italic", "case"))
    first, *others = whole.addressees
    after = first.text[len("Kính gửi") :].lstrip()
    if not after.startswith(":"):
        findings.error(
            "addressees_colon", part, first, _("Sau từ “Kính gửi” thiếu dấu hai chấm."),
            found=first.text[:30], expected="Kính gửi:", basis=element.basis,
        )  # fmt: skip
    named = after.removeprefix(":").strip()
    if named and patterns.BULLET.match(named):
        others, named = [first, *others], ""
    items = [line for line in others if patterns.BULLET.match(line.text) or line is first]
    if named and ";" in named.rstrip(";."):
        findings.error(
            "addressees_one_line", part, first, _("Văn bản gửi nhiều nơi; mỗi nơi nhận trình bày trên một dòng riêng, đầu dòng có gạch (-)."),
            found=named, expected=_("mỗi nơi nhận một dòng"), basis=element.basis,
        )  # fmt: skip
    if not named:
        _ends(findings, items, others, part, "addressees", element.basis)


def _ends(findings: Findings, items: list[Line], lines: list[Line], part: str, code: str, basis: str) -> None:
    """Each item ends with a semicolon, the last one with a full stop."""
    if len(items) == 1 and not lines[1:]:
        findings.advise(
            f"{code}_single", part, items[0], _("Chỉ gửi một nơi; tên nơi nhận trình bày cùng dòng với “Kính gửi:”."),
            found=items[0].text, expected=_("Kính gửi: tên nơi nhận"), basis=basis,
        )  # fmt: skip
        return
    last = lines[-1] if lines else None
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is not None and not patterns.BULLET.match(following.text):
            continue
        mark = "." if line is last else ";"
        if not line.text.endswith(mark):
            _end_slip(findings, f"{code}_end", part, line, mark, basis)


def _end_slip(findings: Findings, code: str, part: str, line: Line, mark: str, basis: str) -> None:
    name = _("dấu chấm (.)") if mark == "." else _("dấu chấm phẩy (;)")
    findings.error(
        code, part, line, _("Cuối dòng “%(text)s” cần %(mark)s.") % {"text": line.text[-30:], "mark": name},
        found=line.text[-1:], expected=mark, basis=basis,
    )  # fmt: skip


def _bases(findings: Findings, whole: Anatomy) -> None:
    part, element = _("Căn cứ ban hành"), findings.layout.element("legal_basis")
    for line in whole.bases:
        check_element(findings, line, "legal_basis", part, ("size", "bold", "italic", "case"))
        mark = "." if line is whole.bases[-1] else ";"
        if not line.text.endswith(mark):
            _end_slip(findings, "legal_basis_end", part, line, mark, element.basis)
