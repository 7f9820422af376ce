"""Number and symbol: `Số: 05/BC-SKHCN`, for letters `Số: 123/UBND-KGVX`."""

import re

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Anatomy
from khcn.outputs.official_documents.checking.findings import Findings
from khcn.outputs.official_documents.checking.story import Line

_FORM = re.compile(
    r"^(?P<label>[Ss]ố|SỐ)\s*(?P<colon>:?)(?P<gap>\s*)(?P<number>[^/]*?)(?P<before>\s*)/(?P<after>\s*)(?P<symbol>.*)$"
)
_LEGAL_YEAR = re.compile(r"^(19|20)\d\d\s*/")
_DASHES = re.compile(r"[–—−]")
_SPACED = re.compile(r"\s+[-–—]|[-–—]\s+")


def check_number(findings: Findings, whole: Anatomy, part: str) -> None:
    """The form of the line; a number not yet given is no slip."""
    line = whole.head.number
    assert line is not None
    match = _FORM.match(" ".join(line.text.replace("\t", " ").split()))
    basis = findings.layout.number_form.basis
    if match is None and "{{" in line.text:
        return
    if match is None:
        _slip(findings, "number_form", line, part, line.text, _("Số: …/ký hiệu"), basis)
        return
    if not match["colon"]:
        _slip(findings, "number_colon", line, part, line.text, _("dấu hai chấm sau từ “Số”"), basis)
    if match["label"] != "Số":
        _slip(findings, "number_label_case", line, part, match["label"], _("“Số” in thường"), basis)
    symbol = match["symbol"].strip()
    if _LEGAL_YEAR.match(symbol):
        findings.undecided(
            "legal_document",
            part,
            _(
                "Số, ký hiệu có năm ban hành như văn bản quy phạm pháp luật; loại này theo quy định khác nên ký hiệu không kiểm tra."
            ),
        )
        return
    _figures(findings, line, part, match)
    _symbol(findings, whole, part, symbol)


def _figures(findings: Findings, line: Line, part: str, match: re.Match[str]) -> None:
    form, number = findings.layout.number_form, match["number"].strip()
    open_number = not number or patterns.PLACEHOLDER.search(number) is not None
    if open_number or not number.isascii() or not number.isdigit():
        if match["after"]:
            _spaces(findings, line, part, "/ " + match["symbol"])
        return
    wanted = f"{int(number):02d}" if int(number) < form.leading_zero_below else str(int(number))
    if number != wanted and (int(number) < form.leading_zero_below or number.startswith("00")):
        _slip(findings, "number_zero", line, part, number, wanted, form.basis)
    if match["before"] or match["after"]:
        _spaces(findings, line, part, f"{number}{match['before']}/{match['after']}{match['symbol']}")


def _spaces(findings: Findings, line: Line, part: str, found: str) -> None:
    _slip(
        findings,
        "number_spaces",
        line,
        part,
        found,
        _("không cách chữ trước, sau dấu “/” và “-”"),
        findings.layout.number_form.basis,
    )


def _symbol(findings: Findings, whole: Anatomy, part: str, symbol: str) -> None:
    line, basis = whole.head.number, findings.layout.number_form.basis
    assert line is not None
    if not symbol:
        _slip(findings, "symbol_missing", line, part, line.text, _("ký hiệu sau dấu “/”"), basis)
        return
    if patterns.PLACEHOLDER.search(symbol):
        return
    if _SPACED.search(symbol):
        _spaces(findings, line, part, symbol)
    elif _DASHES.search(symbol):
        _slip(findings, "symbol_dash", line, part, symbol, _("gạch nối “-” giữa các nhóm chữ"), basis)
    groups = [group.strip() for group in re.split(r"[-–—−]", symbol)]
    rest = groups[1:] if groups[0] in {*findings.layout.kinds, *findings.layout.copies} else groups
    if any(char.islower() for group in rest for char in group) and groups[0].upper() not in _upper_kinds(
        findings
    ):
        _slip(findings, "symbol_case", line, part, symbol, _("ký hiệu in hoa"), basis)
    _kind(findings, whole, line, part, groups)


def _upper_kinds(findings: Findings) -> dict[str, str]:
    return {letters.upper(): letters for letters in findings.layout.kinds}


def _kind(findings: Findings, whole: Anatomy, line: Line, part: str, groups: list[str]) -> None:
    """The letters of the kind agree with the document; a letter has none."""
    kinds, basis = findings.layout.kinds, findings.layout.kinds_basis
    given, proper = groups[0], _upper_kinds(findings).get(groups[0].upper())
    if whole.is_letter:
        _letter(findings, line, part, given, basis)
        return
    if proper is not None and proper != given:
        _slip(findings, "symbol_kind_case", line, part, given, proper, basis)
        given = proper
    if whole.kind is None or (not whole.kind_letters and given not in kinds):
        if whole.kind is not None:
            findings.undecided(
                "symbol_kind",
                part,
                _("Tên loại “%s” không có trong bảng chữ viết tắt nên không đối chiếu được ký hiệu.")
                % whole.kind.text,
            )
        return
    if whole.kind_letters and given != whole.kind_letters:
        code = "symbol_kind_mismatch" if given in kinds else "symbol_kind_unknown"
        expected = f"{whole.kind_letters} ({kinds[whole.kind_letters]})"
        _slip(findings, code, line, part, given, expected, basis)


def _letter(findings: Findings, line: Line, part: str, given: str, basis: str) -> None:
    """`CV` is always wrong; other letters of a kind may be those of an agency (`CT` of a tax office)."""
    if given.upper() != "CV" and given not in findings.layout.kinds:
        return
    tell = findings.error if given.upper() == "CV" else findings.advise
    tell(
        "symbol_letter_kind", part, line,
        _("Ký hiệu công văn bắt đầu bằng “%s”; công văn không ghi chữ viết tắt tên loại.") % given,
        found=given, expected=_("chữ viết tắt tên cơ quan, rồi đơn vị soạn thảo hoặc lĩnh vực"), basis=basis,
    )  # fmt: skip


def _slip(
    findings: Findings, code: str, line: Line, part: str, found: str, expected: str, basis: str
) -> None:
    findings.error(
        code, part, line, _("Số, ký hiệu ghi “%(found)s”; cần: %(expected)s.") % {"found": found, "expected": expected},
        found=found, expected=expected, basis=basis,
    )  # fmt: skip
