"""Reads a Word package into a story: lines, tables, text boxes, notes, sections."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from khcn.lib.intake.numbering import Numbering, W, integer, value
from khcn.lib.intake.package import Package, damaged
from khcn.lib.intake.word_runs import is_on, walk
from khcn.lib.vn_text import looks_decomposed, nfc
from khcn.outputs.official_documents.checking.drawn_rules import drawn_rules, has_picture
from khcn.outputs.official_documents.checking.formatting import Formats
from khcn.outputs.official_documents.checking.looks import Letters, Span, Spread
from khcn.outputs.official_documents.checking.sections import read_section
from khcn.outputs.official_documents.checking.story import CellPlace, Line, Section, Story
from khcn.outputs.official_documents.checking.units import twips_mm

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_BREAKS = (f"{W}br", f"{W}cr")
_CELL_MARGIN = 1.9
_DEEPEST = 12
_MOST_LINES = 60_000
#: Lines of a template that are gone when it is filled.
_TEMPLATE_TAG = re.compile(r"^[-+ ]*\{%[^{}]*%\}[;.]?$")
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def read_story(package: Package) -> Story:
    """The document's lines; raises IntakeError when it has no body."""
    return _Reader(package).read()


class _Reader:
    def __init__(self, package: Package) -> None:
        main = package.related("").get("officeDocument", "word/document.xml")
        root = package.xml(main)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise damaged()
        self._package, self._body, self._main = package, body, main
        parts = package.related(main)
        self._parts = parts
        self._formats = Formats(package, parts)
        self._numbering = Numbering(package.xml(parts.get("numbering")))
        self._settings = package.xml(parts.get("settings"))
        self._lines: list[Line] = []
        self._paragraphs = self._tables = self._section = 0
        self._sections: list[Section] = []
        self._next_new_page = False
        self._decomposed = False

    def read(self) -> Story:
        self._blocks(self._body, None, None, 0, boxed=False)
        closing = self._body.find(f"{W}sectPr")
        if closing is not None or not self._sections:
            self._end_section(closing)
        lines, self._lines = [line for line in self._lines if not _TEMPLATE_TAG.match(line.text)], []
        others = self._notes()
        root = self._body.getparent()
        return Story(
            lines=lines,
            sections=self._sections,
            others=others,
            tracked=root is not None and any(True for _ in root.iter(*_TRACKED)),
            comments=any(True for _ in self._body.iter(f"{W}commentReference")),
            macros=self._package.has_macros(),
            decomposed=self._decomposed,
            mirrored=_setting(self._settings, "mirrorMargins"),
            pages=_pages(self._package),
            default_tab=self._default_tab(),
        )

    def _default_tab(self) -> float:
        found = None if self._settings is None else self._settings.find(f"{W}defaultTabStop")
        return twips_mm(value(found)) or 12.7

    def _blocks(
        self, container: Element, cell: CellPlace | None, table: str | None, depth: int, *, boxed: bool
    ) -> None:
        if depth > _DEEPEST or len(self._lines) > _MOST_LINES:
            return
        for child in container:
            if child.tag == f"{W}p":
                self._paragraph(child, cell, table, depth, boxed=boxed)
            elif child.tag == f"{W}tbl":
                self._table(child, depth, boxed=boxed)
            elif child.tag in _WRAPPERS:
                self._blocks(child, cell, table, depth + 1, boxed=boxed)

    def _table(self, table: Element, depth: int, *, boxed: bool) -> None:
        self._tables += 1
        place, style = self._tables, value(table.find(f"{W}tblPr/{W}tblStyle"))
        grid = [twips_mm(one.get(f"{W}w")) or 0.0 for one in table.findall(f"{W}tblGrid/{W}gridCol")]
        aside = _cell_margins(table)
        for row_no, row in enumerate(_inside(table, f"{W}tr")):
            cells = list(_inside(row, f"{W}tc"))
            column = integer(value(row.find(f"{W}trPr/{W}gridBefore")), 0)
            for number, cell in enumerate(cells):
                span = max(integer(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1), 1)
                width = _cell_width(cell) or sum(grid[column : column + span]) or None
                room = None if width is None else max(width - aside, 1.0)
                self._blocks(
                    cell, CellPlace(place, row_no, number, len(cells), room), style, depth + 1, boxed=boxed
                )
                column += span

    def _paragraph(
        self, paragraph: Element, cell: CellPlace | None, table: str | None, depth: int, *, boxed: bool
    ) -> None:
        properties = paragraph.find(f"{W}pPr")
        spread = self._formats.spread(properties, table)
        self._paragraphs += 1
        first = len(self._lines)
        boxes: list[Element] = []
        for number, spans in enumerate(self._split(paragraph, properties, table, boxes)):
            self._lines.append(
                Line(
                    spans,
                    spread,
                    self._paragraphs,
                    self._section,
                    cell,
                    boxed=boxed,
                    begins=number == 0,
                    ends=False,
                )
            )
        self._close(paragraph, properties, self._lines[first:], spread)
        for box in boxes:
            self._blocks(box, None, None, depth + 1, boxed=True)
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None and cell is None and not boxed:
            self._end_section(section)

    def _close(
        self, paragraph: Element, properties: Element | None, lines: list[Line], spread: Spread
    ) -> None:
        """What belongs to the whole paragraph: its number, drawings, page break."""
        lines[-1].ends = True
        if any(span.text.strip() for line in lines for span in line.spans):
            lines[0].label = self._label(properties)
        lines[0].new_page = spread.new_page or self._next_new_page
        self._next_new_page = any(one.get(f"{W}type") == "page" for one in paragraph.iter(f"{W}br"))
        if self._next_new_page and not lines[0].is_empty and not _break_last(paragraph):
            lines[0].new_page, self._next_new_page = True, False
        drawn = drawn_rules(paragraph)
        lines[-1].rules.extend(drawn)
        lines[0].pictured = has_picture(paragraph)

    def _label(self, properties: Element | None) -> str:
        listed, level, style = self._formats.list_of(properties)
        if listed is None:
            return ""
        tied = self._numbering.level_of_style(listed, style) if level is None else None
        return self._numbering.label(listed, integer(level, tied or 0))

    def _split(
        self, paragraph: Element, properties: Element | None, table: str | None, boxes: list[Element]
    ) -> Iterator[list[Span]]:
        """The spans of the paragraph, one list for each line between line breaks."""
        spans: list[Span] = []
        for run in (item for item in walk(paragraph) if item.tag == f"{W}r"):
            own = run.find(f"{W}rPr")
            if is_on(own, "vanish"):
                continue
            letters = self._formats.letters(own, properties, table)
            for piece in _pieces(run, boxes):
                if piece is None:
                    yield spans
                    spans = []
                elif piece and not letters.hidden:
                    spans.append(self._span(piece, letters))
        yield spans

    def _span(self, text: str, letters: Letters) -> Span:
        self._decomposed = self._decomposed or looks_decomposed(text)
        shown = nfc(text)
        return Span(shown.upper() if letters.capitals else shown, letters)

    def _end_section(self, properties: Element | None) -> None:
        before = self._sections[-1] if self._sections else None
        section = read_section(self._package, self._main, properties, self._formats, self._settings, before)
        self._sections.append(section)
        self._section += 1
        self._next_new_page = True

    def _notes(self) -> list[Line]:
        for kind in ("footnotes", "endnotes"):
            root = self._package.xml(self._parts.get(kind))
            for note in [] if root is None else list(root):
                self._blocks(note, None, None, 0, boxed=False)
        return self._lines


def _pieces(run: Element, boxes: list[Element]) -> Iterator[str | None]:
    """Texts of a run; None where a line ends. Text boxes are put aside."""
    for item in walk(run, stop=f"{W}txbxContent"):
        if item.tag == f"{W}t":
            yield item.text or ""
        elif item.tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif item.tag in _BREAKS and item.get(f"{W}type") in (None, "textWrapping"):
            yield None
        elif item.tag == f"{W}noBreakHyphen":
            yield "-"
        elif item.tag == f"{W}txbxContent":
            boxes.append(item)


def _break_last(paragraph: Element) -> bool:
    """Whether the page break stands after the text."""
    order = [
        item.tag
        for item in paragraph.iter(f"{W}t", f"{W}br")
        if item.tag == f"{W}br" or (item.text or "").strip()
    ]
    return bool(order) and order[-1] == f"{W}br"


def _inside(container: Element, tag: str) -> Iterator[Element]:
    for child in container:
        if child.tag == tag and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _cell_width(cell: Element) -> float | None:
    width = cell.find(f"{W}tcPr/{W}tcW")
    return (
        None
        if width is None or width.get(f"{W}type", "dxa") != "dxa"
        else twips_mm(width.get(f"{W}w")) or None
    )


def _cell_margins(table: Element) -> float:
    """Both side margins of the table's cells together."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    if margins is None:
        return 2 * _CELL_MARGIN
    sides = [margins.find(f"{W}{one}") for one in ("left", "right")]
    return sum(_CELL_MARGIN if side is None else twips_mm(side.get(f"{W}w")) or 0.0 for side in sides)


def _setting(settings: Element | None, name: str) -> bool:
    return settings is not None and is_on(settings, name)


def _pages(package: Package) -> int | None:
    """How many pages the program that saved the file counted, when it says so."""
    root = package.xml("docProps/app.xml")
    found = None if root is None else root.find(f"{_PROPERTIES}Pages")
    return integer(found.text, 0) or None if found is not None else None
