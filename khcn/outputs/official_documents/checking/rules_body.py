"""The text: headings, paragraphs, their indents and spaces, the end mark."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking import patterns
from khcn.outputs.official_documents.checking.anatomy import Anatomy
from khcn.outputs.official_documents.checking.elements import ALIGNMENTS, check_element
from khcn.outputs.official_documents.checking.findings import Findings, between, vn
from khcn.outputs.official_documents.checking.story import Line, Story

_ONE_LINE, _CERTAIN = 75, 110
_INDENT_SLACK, _SPACE_SLACK, _LINE_SLACK = 0.3, 0.1, 0.02
_SINGLE_OF_SIZE = 1.149
_TITLE_LENGTH = 160
_QUOTE = 8.0


@dataclass(frozen=True)
class Kinds:
    """What a line of the text is."""

    code: str
    line: Line
    following: Line | None
    beside_table: bool


def check_body(findings: Findings, whole: Anatomy) -> None:
    """Each line of the text by its kind, the distances between lines, the end."""
    part = _("Nội dung")
    for item in _sorted_lines(whole):
        _RULES.get(item.code, _paragraph)(findings, item, part, whole.story)
    _spaces(findings, whole, part)
    _end_mark(findings, whole, part)


def _sorted_lines(whole: Anatomy) -> Iterator[Kinds]:
    shown = [line for line in whole.body if not line.is_empty and not line.is_rule]
    place = {id(line): n for n, line in enumerate(whole.main)}
    previous = ""
    for n, line in enumerate(shown):
        following = shown[n + 1] if n + 1 < len(shown) else None
        code = _code(line, previous, following)
        yield Kinds(code, line, following, _beside_table(whole.main, place.get(id(line), 0)))
        previous = code


def _beside_table(lines: list[Line], at: int) -> bool:
    beside = (lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines))
    return any(line.cell is not None or line.pictured for line in beside) or lines[at].pictured


def _code(line: Line, previous: str, following: Line | None) -> str:
    if not line.begins or line.spread.contents:
        return "continued"
    if patterns.PART.match(line.folded):
        return "part"
    if patterns.SECTION.match(line.folded):
        return "section"
    if previous in ("part", "section") and line.is_upper:
        return "part_title"
    if patterns.ARTICLE.match(line.folded) and line.text[:1] == "Đ":
        return "article"
    if patterns.ROMAN.match(line.text) and len(line.text) < 3 * _TITLE_LENGTH and _is_heading(line):
        return "heading_roman"
    if patterns.CLAUSE.match(line.text):
        return "clause_heading" if _is_title(line, following) else "clause"
    if patterns.POINT.match(line.text):
        return "point"
    return "aside" if _stands_aside(line) else "body"


def _is_heading(line: Line) -> bool:
    """`I.` begins a heading; `C. Mác` in the middle of a text does not."""
    return line.is_upper or line.share_bold() > 0.9 or not line.text.rstrip().endswith((".", ";", ","))


def _is_title(line: Line, following: Line | None) -> bool:
    """A clause with a title: a short line of its own, followed by its text."""
    if len(line.text) > _TITLE_LENGTH or line.text.endswith((".", ";", ":", ",")) or following is None:
        return False
    return not patterns.CLAUSE.match(following.text) and not patterns.ROMAN.match(following.text)


def _stands_aside(line: Line) -> bool:
    """Short lines in the middle or to the right (titles of tables, units, `QUYẾT ĐỊNH:`), tables of contents."""
    return line.spread.contents or (line.spread.align in ("center", "right") and len(line.text) <= _CERTAIN)


def _heading_roman(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    check_element(findings, item.line, "heading_roman", part)
    match = patterns.ROMAN.match(item.line.text)
    if match is not None and match[2] != ".":
        element = findings.layout.element("heading_roman")
        findings.advise(
            "heading_mark", part, item.line, _("Sau số thứ tự “%s” của mục dùng dấu chấm (.).") % match[1],
            found=match[1] + match[2], expected=f"{match[1]}.", basis=element.basis,
        )  # fmt: skip


def _clause_heading(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    element = findings.layout.element("clause_heading")
    check_element(findings, item.line, "clause_heading", part, ("size", "italic", "case"))
    if item.line.share_bold() < 0.5:
        findings.advise(
            "clause_heading_bold", part, item.line, _("Dòng này có vẻ là tiêu đề của khoản; khoản có tiêu đề thì số thứ tự và tiêu đề in đậm."),
            found=_("không đậm"), expected=_("in đậm"), basis=element.basis,
        )  # fmt: skip
    _clause_mark(findings, item.line, part)


def _clause(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    check_element(findings, item.line, "clause", part, ("size", "case"))
    _whole_italic(findings, item.line, part)
    _clause_mark(findings, item.line, part)
    _shape(findings, item, part, story)


def _clause_mark(findings: Findings, line: Line, part: str) -> None:
    match = patterns.CLAUSE.match(line.text)
    if match is not None and match[2] != ".":
        findings.advise(
            "clause_mark", part, line, _("Sau số thứ tự của khoản dùng dấu chấm (.)."),
            found=match[1] + match[2], expected=f"{match[1]}.", basis=findings.layout.element("clause").basis,
        )  # fmt: skip


def _point(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    line, element = item.line, findings.layout.element("point")
    check_element(findings, line, "point", part, ("size", "case"))
    match = patterns.POINT.match(line.text)
    if match is not None and match[2] != ")":
        findings.advise(
            "point_mark", part, line, _("Sau chữ cái của điểm dùng dấu đóng ngoặc đơn “)”."),
            found=match[1] + match[2], expected=f"{match[1]})", basis=element.basis,
        )  # fmt: skip
    for aspect, share in (("bold", line.share_bold()), ("italic", line.share_italic())):
        if share > 0.98:
            check_element(findings, line, "point", part, (aspect,))
    if line.share_bold() < 0.5:
        _shape(findings, item, part, story)


def _article(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    """The word, its number and a title are bold; text may follow on the line."""
    check_element(findings, item.line, "article", part, ("size", "case"))
    element, first = findings.layout.element("article"), item.line.lettered[:1]
    if first and not first[0].letters.bold:
        findings.error(
            "article_bold", part, item.line, _("Từ “Điều”, số thứ tự và tiêu đề của điều in đậm."),
            found=_("không đậm"), expected=_("in đậm"), basis=element.basis,
        )  # fmt: skip
    _first_line(findings, item, part, story)


def _centred(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    check_element(findings, item.line, item.code, part)


def _nothing(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    """Lines the decree lays nothing down for."""


def _paragraph(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    if item.beside_table and _is_caption(item.line):
        return
    check_element(
        findings, item.line, "body", part, ("size", "case") if len(item.line.text) > _ONE_LINE else ("size",)
    )
    _whole_italic(findings, item.line, part)
    if item.line.share_bold() > 0.98 and len(item.line.text) > 2 * _CERTAIN:
        _advise_look(findings, item.line, part, "body_bold", _("in đậm"), _("không đậm"))
    _shape(findings, item, part, story)


def _is_caption(line: Line) -> bool:
    """The title of a table or picture, its unit or its source; nothing is laid down for them."""
    if len(line.text) > 2 * _CERTAIN:
        return False
    return (
        patterns.CAPTION.match(line.folded) is not None
        or line.share_bold() > 0.5
        or line.share_italic() > 0.5
    )


def _whole_italic(findings: Findings, line: Line, part: str) -> None:
    """A whole paragraph in italics; single words in italics are the writer's affair."""
    quoted = line.spread.left > _QUOTE and line.spread.first >= line.spread.left
    if line.share_italic() > 0.98 and not quoted and not line.text.startswith(("(", "{{", "“", '"')):
        _advise_look(findings, line, part, "body_italic", _("chữ nghiêng"), _("chữ đứng"))


def _advise_look(findings: Findings, line: Line, part: str, code: str, found: str, expected: str) -> None:
    findings.advise(
        code, part, line, _("Cả đoạn đang là %(found)s, quy định nội dung là %(expected)s.") % {"found": found, "expected": expected},
        found=found, expected=expected, basis=findings.layout.element("body").basis,
    )  # fmt: skip


def _shape(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    _alignment(findings, item.line, part)
    _first_line(findings, item, part, story)
    _line_spacing(findings, item.line, part)


def _alignment(findings: Findings, line: Line, part: str) -> None:
    element = findings.layout.element("body")
    if line.spread.align == "justify" or len(line.text) <= _ONE_LINE:
        return
    found = str(ALIGNMENTS[line.spread.align])
    tell = findings.error if len(line.text) > _CERTAIN else findings.advise
    tell(
        "body_alignment", part, line, _("Đoạn văn đang %s, quy định căn đều cả hai lề.") % found,
        found=found, expected=str(ALIGNMENTS["justify"]), basis=element.basis,
    )  # fmt: skip


def _first_line(findings: Findings, item: Kinds, part: str, story: Story) -> None:
    """Where the first line begins, indents typed with a tab included."""
    line, element = item.line, findings.layout.element("body")
    wanted = element.first_line
    if wanted is None or line.cell is not None or line.spread.align in ("center", "right"):
        return
    typed = "".join(span.text for span in line.spans)
    start = line.spread.first
    if typed.startswith("\t"):
        start = _after_tab(line, story, typed)
    elif typed.startswith(("   ", "\u00a0\u00a0")):
        findings.undecided(
            "first_line_blanks",
            part,
            _("Có đoạn thụt đầu dòng bằng dấu cách nên không đo được độ lùi đầu dòng."),
        )
        return
    if wanted.has(start, _INDENT_SLACK):
        return
    found, expected = _("%s cm") % vn(start / 10, 2), _("1 cm hoặc 1,27 cm")
    listed = bool(line.label) or patterns.BULLET.match(line.text) is not None or line.spread.left > 1
    tell = findings.advise if listed and start > wanted.low else findings.error
    tell(
        "body_first_line", part, line, _("Đầu dòng lùi vào %(found)s, quy định %(expected)s.") % {"found": found, "expected": expected},
        found=found, expected=expected, basis=element.basis,
    )  # fmt: skip


def _after_tab(line: Line, story: Story, typed: str) -> float:
    """The tab stop reached by the tabs that begin the line."""
    place = line.spread.first
    for _number in range(len(typed) - len(typed.lstrip("\t"))):
        stops = [stop for stop, _kind in sorted(line.spread.tabs) if stop > place + 0.1]
        if line.spread.first < line.spread.left and place < line.spread.left - 0.1:
            stops.append(line.spread.left)
        place = min(stops) if stops else (place // story.default_tab + 1) * story.default_tab
    return place


def _line_spacing(findings: Findings, line: Line, part: str) -> None:
    element = findings.layout.element("body")
    factor = _factor(line)
    if factor is None or element.line_spacing is None or element.line_spacing.has(factor, _LINE_SLACK):
        return
    found = _("%s dòng") % vn(factor, 2)
    findings.error(
        "body_line_spacing", part, line,
        _("Khoảng cách dòng khoảng %(found)s, quy định từ dòng đơn đến 1,5 dòng.") % {"found": found},
        found=found, expected=between(element.line_spacing.low, element.line_spacing.high, _("dòng")), basis=element.basis,
    )  # fmt: skip


def _factor(line: Line) -> float | None:
    """Line spacing as a multiple of single; exact points are measured against the size of the letters."""
    if line.spread.line is not None:
        return line.spread.line
    if line.spread.line_points is None or not line.size:
        return None
    factor = line.spread.line_points / (line.size * _SINGLE_OF_SIZE)
    return max(factor, 1.0) if line.spread.line_least else (1.0 if abs(factor - 1) < 0.08 else factor)


def _spaces(findings: Findings, whole: Anatomy, part: str) -> None:
    """At least six points between paragraphs; an empty paragraph between is room enough."""
    element = findings.layout.element("body")
    if element.space_between is None:
        return
    lines = whole.main
    inside = {id(line) for line in whole.body}
    for upper, lower in pairwise(lines):
        if not (id(upper) in inside and id(lower) in inside) or upper.paragraph == lower.paragraph:
            continue
        if (
            any(line.is_empty or line.is_rule or _stands_aside(line) for line in (upper, lower))
            or lower.new_page
        ):
            continue
        close = upper.spread.style == lower.spread.style
        space = (0 if upper.spread.contextual and close else upper.spread.after) + (
            0 if lower.spread.contextual and close else lower.spread.before
        )
        if not element.space_between.has(space, _SPACE_SLACK):
            found = _("%s pt") % vn(space)
            findings.error(
                "body_space", part, lower, _("Khoảng cách giữa hai đoạn là %s, quy định tối thiểu 6 pt.") % found,
                found=found, expected=_("từ 6 pt trở lên"), basis=element.basis,
            )  # fmt: skip


def _end_mark(findings: Findings, whole: Anatomy, part: str) -> None:
    """`./.` after the last words of the text."""
    element = findings.layout.element("end_mark")
    closed = bool(whole.closing.signing or whole.closing.label)
    shown = [line for line in whole.main if not line.is_empty and not line.is_rule]
    if not closed or not shown:
        findings.undecided(
            "end_mark", part, _("Không xác định được chỗ kết thúc nội dung nên không kiểm tra dấu “./.”.")
        )
        return
    last = shown[-1]
    if patterns.END_MARK.search(last.text) or (
        last.cell is not None and any(patterns.END_MARK.search(one.text) for one in shown[-8:])
    ):
        return
    if last.cell is not None:
        findings.undecided(
            "end_mark", part, _("Nội dung kết thúc bằng bảng; không xác định được vị trí dấu “./.”.")
        )
        return
    findings.error(
        "end_mark_missing", part, last, _("Cuối nội dung chưa có dấu kết thúc “./.”."),
        found=last.text[-12:], expected="./.", basis=element.basis,
    )  # fmt: skip


_RULES: dict[str, Callable[[Findings, Kinds, str, Story], None]] = {
    "heading_roman": _heading_roman,
    "clause_heading": _clause_heading,
    "clause": _clause,
    "point": _point,
    "article": _article,
    "part": _centred,
    "part_title": _centred,
    "section": _centred,
    "aside": _nothing,
    "continued": _nothing,
}
