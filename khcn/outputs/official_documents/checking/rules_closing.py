"""The signer's right, office and name; `Nơi nhận` and its list."""

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Anatomy, Closing
from khcn.outputs.official_documents.checking.elements import check_element
from khcn.outputs.official_documents.checking.findings import Findings
from khcn.outputs.official_documents.checking.story import Line

_KEPT = ("luu", "- luu")
_AS_ABOVE = ("nhu tren", "nhu kinh gui", "nhu dieu")


def check_closing(findings: Findings, whole: Anatomy) -> None:
    closing = whole.closing
    _signing(findings, closing)
    _recipients(findings, whole)


def _signing(findings: Findings, closing: Closing) -> None:
    part, element = _("Phần ký"), findings.layout.element("signer_title")
    if not closing.signing:
        findings.error(
            "signing_missing", part, None, _("Không thấy quyền hạn, chức vụ và họ tên người ký."),
            found=_("không có"), expected=_("quyền hạn, chức vụ in hoa; họ tên in thường"), basis=element.basis,
        )  # fmt: skip
    for side in closing.signing:
        _signer(findings, side, closing, part)


def _signer(findings: Findings, side: list[Line], closing: Closing, part: str) -> None:
    lines = [line for line in side if not _stands_for_signature(line)]
    titles, name = _split(lines)
    for n, line in enumerate(titles):
        code = "authority" if n == 0 and patterns.AUTHORITY_SLIP.match(line.text) else "signer_title"
        check_element(findings, line, code, part, aligned=closing.placed)
        if code == "authority":
            _authority(findings, line, titles, part)
    if name is not None:
        check_element(findings, name, "signer_name", part, aligned=closing.placed)
        _name(findings, name, part)
    elif len(lines) == len(side):
        findings.undecided("signer_name", part, _("Chưa có họ tên người ký."))


def _stands_for_signature(line: Line) -> bool:
    return (
        line.text.startswith(("(", "["))
        or line.folded == "da ky"
        or patterns.PLACEHOLDER.search(line.text) is not None
    )


def _split(lines: list[Line]) -> tuple[list[Line], Line | None]:
    """Titles first, the name last; a single line is a title."""
    if len(lines) < 2 or patterns.SIGNING.match(lines[-1].folded):
        return lines, None
    return lines[:-1], lines[-1]


def _authority(findings: Findings, line: Line, titles: list[Line], part: str) -> None:
    match = patterns.AUTHORITY_FORM.match(line.text)
    if match is None:
        findings.error(
            "authority_form", part, line, _("Quyền hạn ghi “%s”; cần dùng đúng chữ viết tắt TM., KT., TL., TUQ. hoặc Q.") % line.text[:20],
            found=line.text[:20], expected="TM., KT., TL., TUQ., Q.", basis=findings.layout.authorities_basis,
        )  # fmt: skip
    elif match[1] == "KT" and len(titles) < 2:
        findings.advise(
            "authority_deputy", part, line, _("Ký thay (KT.) thì dưới chức vụ cấp trưởng ghi chức vụ của người ký."),
            found=line.text, expected=_("thêm dòng chức vụ cấp phó"), basis=findings.layout.authorities_basis,
        )  # fmt: skip


def _name(findings: Findings, name: Line, part: str) -> None:
    match = patterns.ACADEMIC.match(name.text)
    if match is not None:
        findings.advise(
            "signer_academic", part, name,
            _("Trước họ tên người ký không ghi học hàm, học vị “%s” (trừ đơn vị lực lượng vũ trang, giáo dục, y tế, khoa học được phép).") % match[0],
            found=match[0], expected=_("chỉ ghi họ và tên"), basis="điểm c khoản 7 Mục II Phần I Phụ lục I",
        )  # fmt: skip


def _recipients(findings: Findings, whole: Anatomy) -> None:
    closing, part = whole.closing, _("Nơi nhận")
    if closing.label is None:
        _no_recipients(findings, part)
        return
    label, items = closing.label, list(closing.recipients)
    after = label.text[len("Nơi nhận") :].strip()
    check_element(findings, label, "recipients_label", part, ("size", "bold", "italic", "case"))
    if not after.startswith(":"):
        findings.error(
            "recipients_colon", part, label, _("Sau từ “Nơi nhận” thiếu dấu hai chấm."),
            found=label.text, expected="Nơi nhận:", basis=findings.layout.element("recipients_label").basis,
        )  # fmt: skip
    for line in items:
        check_element(findings, line, "recipients_list", part, ("size", "bold", "italic", "case"))
    _items(findings, whole, items, part)


def _no_recipients(findings: Findings, part: str) -> None:
    findings.error(
        "recipients_missing", part, None, _("Không thấy phần “Nơi nhận”."),
        found=_("không có"), expected="Nơi nhận:", basis=findings.layout.element("recipients_label").basis,
    )  # fmt: skip


def _items(findings: Findings, whole: Anatomy, items: list[Line], part: str) -> None:
    """`- …;` each, the last one `- Lưu: VT, ….`; lines without a hyphen run on."""
    basis = findings.layout.element("recipients_list").basis
    kept = next((n for n, line in enumerate(items) if _bare(line).startswith("luu")), None)
    if not items or kept is None:
        findings.error(
            "recipients_kept", part, items[-1] if items else whole.closing.label, _("Danh sách nơi nhận thiếu dòng cuối “- Lưu: VT, …”."),
            found=items[-1].text if items else _("không có"), expected="- Lưu: VT, ….", basis=basis,
        )  # fmt: skip
        return
    for n, line in enumerate(items[:kept]):
        following = items[n + 1]
        if not patterns.BULLET.match(following.text) and following is not items[kept]:
            continue
        if not line.text.endswith(";"):
            _slip(findings, "recipients_end", line, part, line.text[-1:], ";", basis)
    if items[0] is not items[kept] and not patterns.BULLET.match(items[0].text):
        _slip(
            findings, "recipients_hyphen", items[0], part, items[0].text[:20], _("gạch đầu dòng (-)"), basis
        )
    _last(findings, items[kept:], part, basis)
    if whole.addressees and "{{" not in items[0].text and not _bare(items[0]).startswith(_AS_ABOVE):
        findings.advise(
            "recipients_as_above", part, items[0], _("Văn bản có “Kính gửi” thì nơi nhận bắt đầu bằng “- Như trên;”."),
            found=items[0].text, expected="- Như trên;", basis="điểm b khoản 9 Mục II Phần I Phụ lục I",
        )  # fmt: skip


def _bare(line: Line) -> str:
    return line.folded.lstrip("-–—+ ")


def _last(findings: Findings, lines: list[Line], part: str, basis: str) -> None:
    """`- Lưu: VT, KHTC.`; a drafter's mark may follow without hyphen."""
    line = lines[0]
    if "vt" not in _bare(line) or ":" not in line.text:
        _slip(findings, "recipients_kept_form", line, part, line.text, "- Lưu: VT, …", basis)
    if not any(one.text.endswith(".") for one in lines):
        _slip(findings, "recipients_last_end", line, part, line.text[-1:], ".", basis)


def _slip(
    findings: Findings, code: str, line: Line, part: str, found: str, expected: str, basis: str
) -> None:
    findings.error(
        code, part, line, _("Nơi nhận: dòng “%(text)s” cần “%(expected)s”.") % {"text": line.text[:40], "expected": expected},
        found=found, expected=expected, basis=basis,
    )  # fmt: skip
