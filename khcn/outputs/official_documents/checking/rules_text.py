"""Font, colour and encoding of all text, tables and notes included."""

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Anatomy
from khcn.outputs.official_documents.checking.findings import Findings
from khcn.outputs.official_documents.checking.story import Line

_LEGACY = (".vn", "vni-", "vni ")
_LINKS = ("0563C1", "0000FF", "0070C0", "467886")


def check_text(findings: Findings, whole: Anatomy) -> None:
    """Every line; equal slips are told once with their places."""
    for line in (*whole.story.shown, *whole.story.others):
        _font(findings, line)
        _colour(findings, line)
    if whole.story.decomposed:
        findings.advise(
            "unicode_decomposed", _("Toàn văn bản"), None,
            _("Văn bản có chữ gõ bằng Unicode tổ hợp (dấu tách rời chữ); nên chuyển sang Unicode dựng sẵn."),
            found=_("Unicode tổ hợp"), expected=_("Unicode dựng sẵn"), basis=findings.layout.page.font_basis,
        )  # fmt: skip


def _font(findings: Findings, line: Line) -> None:
    page = findings.layout.page
    used = {font for span in line.lettered for font in span.letters.fonts_of(span.text)}
    for font in sorted(font for font in used if font.lower() != page.font.lower()):
        legacy = font.lower().startswith(_LEGACY)
        findings.error(
            "font_encoding" if legacy else "font", _("Toàn văn bản"), line,
            _("Chữ dùng phông “%(font)s” của bảng mã cũ, không phải Unicode.") % {"font": font} if legacy
            else _("Chữ dùng phông “%(font)s”, quy định là %(expected)s.") % {"font": font, "expected": page.font},
            found=font, expected=page.font, basis=page.font_basis,
        )  # fmt: skip


def _colour(findings: Findings, line: Line) -> None:
    """Red stamps of urgency are as laid down; blue links are told gently."""
    page = findings.layout.page
    if line.folded in patterns.URGENCY:
        return
    used = {span.letters.colour for span in line.lettered} - {page.colour}
    for colour in sorted(one for one in used if one is not None):
        tell = findings.advise if colour in _LINKS else findings.error
        tell(
            "colour", _("Toàn văn bản"), line, _("Chữ có màu #%s, quy định là màu đen.") % colour,
            found=f"#{colour}", expected=_("màu đen"), basis=page.font_basis,
        )  # fmt: skip
    if None in used:
        findings.undecided(
            "colour", _("Toàn văn bản"), _("Có chữ dùng màu của giao diện Word nên không xác định được màu.")
        )
