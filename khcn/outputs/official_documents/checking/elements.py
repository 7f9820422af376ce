"""Compares a line with an element of the layout: size, weight, slope, capitals, place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.outputs.official_documents.checking.findings import Findings, between, listed, vn
from khcn.outputs.official_documents.checking.story import Line
from khcn.outputs.official_documents.layout import Element

ALL = ("size", "bold", "italic", "case", "alignment")
ALIGNMENTS = {
    "left": gettext_lazy("căn trái"),
    "center": gettext_lazy("căn giữa"),
    "right": gettext_lazy("căn phải"),
    "justify": gettext_lazy("căn đều hai lề"),
}
_MOSTLY, _HARDLY = 0.98, 0.02


def check_element(
    findings: Findings,
    line: Line,
    code: str,
    part: str,
    aspects: tuple[str, ...] = ALL,
    *,
    aligned: bool = True,
) -> None:
    """Adds a deviation for each aspect that differs; `aligned` False where tabs place the text."""
    element = findings.layout.element(code)
    if "{{" in line.text:
        aspects = tuple(aspect for aspect in aspects if aspect != "case")
    if not line.lettered:
        return
    for aspect in aspects:
        if aspect != "alignment" or aligned:
            _CHECKS[aspect](findings, line, element, part)


def _size(findings: Findings, line: Line, element: Element, part: str) -> None:
    wrong = [span.letters.size for span in line.lettered if not element.size.has(span.letters.size)]
    if wrong:
        found, expected = listed(vn(size) for size in wrong), between(element.size.low, element.size.high)
        findings.error(
            f"{element.code}_size", part, line,
            _("%(name)s có cỡ chữ %(found)s, quy định là cỡ %(expected)s.")
            % {"name": element.name, "found": found, "expected": expected},
            found=found, expected=expected, basis=element.basis,
        )  # fmt: skip


def _bold(findings: Findings, line: Line, element: Element, part: str) -> None:
    share = line.share_bold()
    if share < _MOSTLY if element.bold else share > _HARDLY:
        _style(findings, line, element, part, "bold", _degree(share, _("in đậm"), _("không đậm")),
               _("in đậm") if element.bold else _("không đậm"))  # fmt: skip


def _italic(findings: Findings, line: Line, element: Element, part: str) -> None:
    share = line.share_italic()
    if share < _MOSTLY if element.italic else share > _HARDLY:
        _style(findings, line, element, part, "italic", _degree(share, _("chữ nghiêng"), _("chữ đứng")),
               _("chữ nghiêng") if element.italic else _("chữ đứng"))  # fmt: skip


def _degree(share: float, on: str, off: str) -> str:
    if share >= _MOSTLY:
        return on
    return off if share <= _HARDLY else _("chỉ một phần %s") % on


def _case(findings: Findings, line: Line, element: Element, part: str) -> None:
    if element.case == "upper" and not line.is_upper:
        _style(findings, line, element, part, "case", _("chữ in thường"), _("chữ in hoa"))
    elif element.case == "sentence" and line.is_upper and sum(map(str.isalpha, line.text)) > 4:
        _style(findings, line, element, part, "case", _("chữ in hoa"), _("chữ in thường"))


def _alignment(findings: Findings, line: Line, element: Element, part: str) -> None:
    if element.alignment and line.spread.align != element.alignment:
        _style(
            findings,
            line,
            element,
            part,
            "alignment",
            str(ALIGNMENTS[line.spread.align]),
            str(ALIGNMENTS[element.alignment]),
        )


def _style(
    findings: Findings, line: Line, element: Element, part: str, aspect: str, found: str, expected: str
) -> None:
    findings.error(
        f"{element.code}_{aspect}", part, line,
        _("%(name)s đang là %(found)s, quy định là %(expected)s.")
        % {"name": element.name, "found": found, "expected": expected},
        found=found, expected=expected, basis=element.basis,
    )  # fmt: skip


_CHECKS = {"size": _size, "bold": _bold, "italic": _italic, "case": _case, "alignment": _alignment}
