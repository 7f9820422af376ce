"""Paper, margins and page numbers of every section."""

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking.anatomy import Anatomy
from khcn.outputs.official_documents.checking.findings import Findings, between, vn
from khcn.outputs.official_documents.checking.story import PageField, Section
from khcn.outputs.official_documents.layout import Layout

_PAPER_SLACK, _MARGIN_SLACK = 1.0, 0.3
_FULL_PAGE = 2_200
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
#: What becomes of the sides when Word turns a page round.
_TURNED = ({"top": "left", "right": "top", "bottom": "right", "left": "bottom"}, {"top": "right", "right": "bottom", "bottom": "left", "left": "top"})  # fmt: skip


def check_pages(findings: Findings, whole: Anatomy) -> None:
    """Every section of the document, then the numbers of its pages."""
    for section in whole.story.sections:
        _paper(findings, whole, section)
        _margins(findings, whole, section)
    if whole.story.mirrored:
        findings.undecided(
            "mirrored",
            _("Trang giấy"),
            _("Văn bản đặt lề đối xứng (in hai mặt); lề của trang chẵn không kiểm tra được."),
        )
    _orientation(findings, whole)
    _numbers(findings, whole)


def _part(whole: Anatomy, section: Section) -> str:
    if len(whole.story.sections) == 1:
        return _("Trang giấy")
    return _("Trang giấy (phần %d của tệp)") % (section.index + 1)


def _paper(findings: Findings, whole: Anatomy, section: Section) -> None:
    page = findings.layout.page
    if section.width is None or section.height is None:
        findings.undecided("paper", _part(whole, section), _("Tệp không ghi khổ giấy."))
        return
    short, long = sorted((section.width, section.height))
    if abs(short - page.width) > _PAPER_SLACK or abs(long - page.height) > _PAPER_SLACK:
        found = f"{vn(section.width, 0)} × {vn(section.height, 0)} mm"
        findings.error(
            "paper_size", _part(whole, section), None, _("Khổ giấy là %s, quy định là A4 (210 × 297 mm).") % found,
            found=found, expected=f"{vn(page.width, 0)} × {vn(page.height, 0)} mm", basis=page.paper_basis,
        )  # fmt: skip


def _margins(findings: Findings, whole: Anatomy, section: Section) -> None:
    margins = _measured(section)
    if not margins:
        findings.undecided("margins", _part(whole, section), _("Tệp không ghi đủ lề trang."))
        return
    ways = [margins]
    if section.landscape:
        ways += [{upright: margins[turned] for upright, turned in way.items()} for way in _TURNED]
    wrong = min((_outside(findings.layout, way) for way in ways), key=len)
    for side in wrong if not section.landscape else []:
        allowed = getattr(findings.layout.page.margins, side)
        findings.error(
            f"margin_{side}", _part(whole, section), None,
            _("Lề %(side)s là %(found)s mm, quy định %(expected)s mm.")
            % {"side": _SIDES[side], "found": vn(margins[side]), "expected": between(allowed.low, allowed.high)},
            found=f"{vn(margins[side])} mm", expected=between(allowed.low, allowed.high, "mm"), basis=findings.layout.page.margins.basis,
        )  # fmt: skip
    if wrong and section.landscape:
        found = ", ".join(f"{_SIDES[side]} {vn(value)}" for side, value in margins.items())
        findings.error(
            "margin_landscape", _part(whole, section), None,
            _("Lề của trang nằm ngang (%s mm) không theo quy định, kể cả khi tính theo chiều xoay của trang.") % found,
            found=found, expected=_("trên, dưới 20–25; trái 30–35; phải 15–20 mm"), basis=findings.layout.page.margins.basis,
        )  # fmt: skip


def _measured(section: Section) -> dict[str, float]:
    if any(value is None for value in section.margins.values()):
        return {}
    margins = {side: value or 0.0 for side, value in section.margins.items()}
    margins["left"] += section.gutter
    return margins


def _outside(layout: Layout, margins: dict[str, float]) -> list[str]:
    return [
        side
        for side, value in margins.items()
        if not getattr(layout.page.margins, side).has(value, _MARGIN_SLACK)
    ]


def _orientation(findings: Findings, whole: Anatomy) -> None:
    """Landscape without a table in that part has no ground."""
    of_annexes = {line.section for annex in whole.annexes for line in annex.lines}
    for section in whole.story.sections:
        tabled = any(line.cell is not None and line.section == section.index for line in whole.main)
        if section.landscape and not tabled and section.index not in of_annexes:
            findings.advise(
                "orientation", _part(whole, section), None,
                _("Trang nằm ngang nhưng phần này không có bảng, biểu; văn bản trình bày theo chiều dài khổ A4."),
                found=_("nằm ngang"), expected=_("theo chiều dài"), basis=findings.layout.page.orientation_basis,
            )  # fmt: skip


def _numbers(findings: Findings, whole: Anatomy) -> None:
    sections = whole.story.sections
    fields = [one for section in sections for one in section.fields]
    part, element = _("Số trang"), findings.layout.element("page_number")
    if not fields:
        _no_numbers(findings, whole)
        return
    for field in dict.fromkeys(fields):
        if field.where.endswith(".first") and _is_only_first(sections[0], field):
            continue
        _look(findings, field, part)
    first = sections[0]
    if (first.number_start or 1) <= 1 and _shown_on_first(first):
        findings.error(
            "page_number_first", part, None, _("Trang thứ nhất đang hiển thị số trang; quy định không hiển thị."),
            found=_("hiển thị"), expected=_("không hiển thị ở trang thứ nhất"), basis=element.basis,
        )  # fmt: skip
    if first.number_format != "decimal":
        findings.error(
            "page_number_format", part, None, _("Số trang phải dùng chữ số Ả Rập."),
            found=first.number_format, expected=_("chữ số Ả Rập"), basis=element.basis,
        )  # fmt: skip
    if first.number_start not in (None, 0, 1):
        findings.error(
            "page_number_start", part, None, _("Số trang bắt đầu từ %d, quy định bắt đầu từ 1.") % first.number_start,
            found=str(first.number_start), expected="1", basis=element.basis,
        )  # fmt: skip


def _is_only_first(first: Section, field: PageField) -> bool:
    """The header of page one is judged by whether it shows a number at all."""
    return field in first.fields


def _shown_on_first(first: Section) -> bool:
    kind = ".first" if first.own_first_page else ".default"
    return any(field.where.endswith(kind) for field in first.fields)


def _look(findings: Findings, field: PageField, part: str) -> None:
    element = findings.layout.element("page_number")
    if field.where.startswith("footer"):
        findings.error(
            "page_number_footer", part, None, _("Số trang đặt ở chân trang; quy định đặt ở lề trên."),
            found=_("chân trang"), expected=_("giữa lề trên"), basis=element.basis,
        )  # fmt: skip
    if field.align is None:
        findings.undecided(
            "page_number_alignment",
            part,
            _("Không xác định được số trang có ở giữa hay không (dùng bước nhảy hoặc hộp chữ)."),
        )
    elif field.align != "center":
        findings.error(
            "page_number_alignment", part, None, _("Số trang không ở giữa trang."),
            found={"left": _("bên trái"), "right": _("bên phải")}.get(field.align, _("không ở giữa")), expected=_("căn giữa"), basis=element.basis,
        )  # fmt: skip
    if not element.size.has(field.size):
        findings.error(
            "page_number_size", part, None,
            _("Số trang có cỡ chữ %(found)s, quy định là cỡ %(expected)s.") % {"found": vn(field.size), "expected": between(element.size.low, element.size.high)},
            found=vn(field.size), expected=between(element.size.low, element.size.high), basis=element.basis,
        )  # fmt: skip
    if field.italic:
        findings.error(
            "page_number_italic", part, None, _("Số trang phải là chữ đứng."),
            found=_("chữ nghiêng"), expected=_("chữ đứng"), basis=element.basis,
        )  # fmt: skip
    if not field.alone:
        findings.advise(
            "page_number_words", part, None, _("Số trang chỉ gồm chữ số, không kèm “%s”.") % field.text,
            found=field.text, expected=_("chỉ có số trang"), basis=element.basis,
        )  # fmt: skip


def _no_numbers(findings: Findings, whole: Anatomy) -> None:
    """A document of one page shows no number; how many pages there are is known only when the file says so."""
    story = whole.story
    letters = sum(len(line.text) for line in story.shown)
    breaks = any(line.new_page for line in story.lines[1:])
    if story.pages == 1 and letters < 2 * _FULL_PAGE and not breaks:
        return
    if letters > 2 * _FULL_PAGE or breaks:
        element = findings.layout.element("page_number")
        findings.error(
            "page_number_missing", _("Số trang"), None, _("Văn bản nhiều trang nhưng không đánh số trang."),
            found=_("không có số trang"), expected=_("số trang ở giữa lề trên, từ trang 2"), basis=element.basis,
        )  # fmt: skip
    elif letters > _FULL_PAGE / 2:
        findings.undecided(
            "page_number",
            _("Số trang"),
            _("Không có số trang; tệp không cho biết văn bản dài hơn một trang hay không."),
        )
