"""The horizontal lines under motto, issuing body and subject, whatever they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking.findings import Findings, vn
from khcn.outputs.official_documents.checking.story import Line
from khcn.outputs.official_documents.layout import Range
from khcn.outputs.official_documents.widths import lines_of, text_width

_TOLERANCE = 0.12


@dataclass(frozen=True)
class Rule:
    """A line found; `length` in millimetres, None when the file does not say."""

    length: float | None
    underline: bool = False


def rules_under(lines: Sequence[Line], last: Line, room: float) -> list[Rule]:
    """Lines that belong to `last`: drawn in it, or standing between it and the next text."""
    at = next((n for n, line in enumerate(lines) if line is last), None)
    found = [Rule(length) for length in last.rules]
    if last.spread.rule_below:
        found.append(Rule(_border_length(last, room)))
    underlined = [span for span in last.lettered if span.letters.underlined]
    if underlined:
        found.append(Rule(sum(_width(span.text, last) for span in underlined), underline=True))
    for line in [] if at is None else lines[at + 1 :]:
        if not line.is_empty and not line.is_rule:
            if line.spread.rule_above:
                found.append(Rule(_border_length(line, room)))
            break
        found += [Rule(length) for length in line.rules]
        if line.is_rule:
            found.append(Rule(_width(line.text, line)))
        elif line.spread.rule_above or line.spread.rule_below:
            found.append(Rule(_border_length(line, room)))
    return found


def check_rule(
    findings: Findings,
    code: str,
    part: str,
    lines: Sequence[Line],
    texts: Sequence[Line],
    room: float,
    *,
    pictured: bool,
) -> None:
    """The line under a text is there and as long as laid down."""
    element = findings.layout.element(code)
    if element.rule is None or not texts:
        return
    found = rules_under(lines, texts[-1], room)
    expected = _share_words(element.rule)
    if not found:
        _missing(findings, code, part, texts[-1], expected, pictured=pictured)
        return
    if found[0].length is None:
        findings.undecided(f"{code}_rule", part, _("Không đo được độ dài đường kẻ dưới “%s”.") % element.name)
        return
    if "{{" in texts[-1].text:
        return
    shares = [share for text in texts for share in _shares(found[0].length, text, room)]
    slack = _TOLERANCE if element.rule.low == element.rule.high else _TOLERANCE / 2
    if not any(element.rule.has(share, slack) for share in shares):
        told = _("%s%% độ dài dòng chữ") % vn(shares[-1] * 100, 0)
        findings.error(
            f"{code}_rule_length", part, texts[-1],
            _("Đường kẻ dưới %(name)s dài khoảng %(found)s, quy định là %(expected)s.")
            % {"name": element.named, "found": told, "expected": expected},
            found=told, expected=expected, basis=element.basis,
        )  # fmt: skip
    elif found[0].underline:
        findings.advise(
            f"{code}_rule_underline", part, texts[-1],
            _("%s dùng gạch chân; nên thay bằng một đường kẻ ngang, nét liền bên dưới.") % element.name,
            found=_("gạch chân"), expected=_("đường kẻ ngang, nét liền"), basis=element.basis,
        )  # fmt: skip


def _shares(length: float, text: Line, room: float) -> list[float]:
    """The rule's length as a share of each line the text breaks into."""
    bold, inside = text.share_bold() > 0.5, max(room - text.spread.left - text.spread.right, 10.0)
    widths = [
        text_width(line, text.size, bold=bold) for line in lines_of(text.text, text.size, inside, bold=bold)
    ]
    return [length / min(width, inside) for width in widths if width > 0]


def _missing(findings: Findings, code: str, part: str, line: Line, expected: str, *, pictured: bool) -> None:
    element = findings.layout.element(code)
    if pictured:
        findings.undecided(
            f"{code}_rule",
            part,
            _("Không xác định được đường kẻ dưới “%s” vì phần này có hình vẽ hoặc ảnh.") % element.name,
        )
        return
    findings.error(
        f"{code}_rule_missing", part, line,
        _("Dưới %s chưa có đường kẻ ngang, nét liền.") % element.named,
        found=_("không có đường kẻ"), expected=_("đường kẻ dài %s") % expected, basis=element.basis,
    )  # fmt: skip


def _share_words(share: Range) -> str:
    if share.low == share.high == 1:
        return _("bằng độ dài dòng chữ")
    return _("từ 1/3 đến 1/2 độ dài dòng chữ")


def _border_length(line: Line, room: float) -> float:
    return max(room - line.spread.left - line.spread.right, 0.0)


def _width(text: str, line: Line) -> float:
    sized = line.size or next((span.letters.size for span in line.spans), 13.0)
    return text_width(text, sized, bold=line.share_bold() > 0.5)
