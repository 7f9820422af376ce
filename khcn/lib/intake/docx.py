"""Word documents (.docx): paragraphs, tables, notes and the numbers Word prints by itself."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from khcn.lib.intake.builder import RawCell, TextBuilder
from khcn.lib.intake.extracted import Extracted, IntakeError
from khcn.lib.intake.limits import Limits
from khcn.lib.intake.notes import DECOMPOSED_NOTE, LEGACY_NOTES
from khcn.lib.intake.numbering import Numbering, W, integer, value
from khcn.lib.intake.package import Package, damaged
from khcn.lib.intake.word_runs import Line, RunReader
from khcn.lib.intake.word_styles import Styles
from khcn.lib.vn_text import looks_decomposed

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_NOTE_TAGS = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}
_MOST_COLUMNS = 63
_MACRO_NOTE = "Tệp có macro; hệ thống chỉ đọc chữ, không chạy macro."


def read_docx(path: Path, limits: Limits) -> Extracted:
    """The text of a Word file; raises IntakeError when it is damaged, unsafe or without text."""
    package = Package(path, limits)
    return _Document(package, limits).read()


class _Document:
    def __init__(self, package: Package, limits: Limits) -> None:
        main = package.related("").get("officeDocument", "word/document.xml")
        root = package.xml(main)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise damaged()
        parts = package.related(main)
        self._package = package
        self._body = body
        self._styles = Styles(package.xml(parts.get("styles")))
        self._numbering = Numbering(package.xml(parts.get("numbering")))
        self._runs = RunReader(self._styles, body)
        self._note_items = {
            kind: _notes(package.xml(parts.get(kind)), tag) for kind, tag in _NOTE_TAGS.items()
        }
        self._referred: dict[str, list[str]] = {kind: [] for kind in _NOTE_TAGS}
        self._builder = TextBuilder(limits)
        self._decomposed = False
        self._carried = ""

    def read(self) -> Extracted:
        for block in _blocks(self._body):
            if block.tag == f"{W}tbl":
                self._builder.paragraph(self._left_over())
                self._builder.table(self._rows(block))
            else:
                for text in self._paragraphs(block):
                    self._builder.paragraph(text)
        self._builder.paragraph(self._left_over())
        self._append_notes()
        if self._builder.is_empty:
            raise IntakeError(
                "no_text",
                "Tệp Word không có chữ nào; có thể nội dung chỉ là ảnh quét. "
                "Hãy xin bản .docx gốc hoặc bản đã nhận dạng chữ (OCR).",
            )
        return self._builder.extracted(kind="docx", notes=tuple(self._remarks()))

    def _remarks(self) -> Iterator[str]:
        if self._package.has_macros():
            yield _MACRO_NOTE
        for kind in sorted(self._runs.found):
            yield LEGACY_NOTES[kind]
        if self._decomposed:
            yield DECOMPOSED_NOTE

    def _paragraphs(self, paragraph: etree._Element) -> Iterator[str]:
        """The paragraph, then the text boxes anchored in it; none when its end mark was deleted."""
        properties = paragraph.find(f"{W}pPr")
        style_id = None if properties is None else value(properties.find(f"{W}pStyle"))
        line = self._runs.line(paragraph, style_id)
        for kind, note_id in line.notes:
            if note_id not in self._referred[kind]:
                self._referred[kind].append(note_id)
        text = self._left_over() + self._text(line)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text
        elif not self._styles.get(style_id).is_contents:
            label = self._label(properties, style_id)
            yield label + text if text.strip() else ""
        for box in line.boxes:
            yield from self._flat(box)

    def _text(self, line: Line) -> str:
        text = self._runs.text(line)
        self._decomposed = self._decomposed or looks_decomposed(text)
        return text

    def _label(self, properties: etree._Element | None, style_id: str | None) -> str:
        style = self._styles.get(style_id)
        own = None if properties is None else properties.find(f"{W}numPr")
        own_list = None if own is None else value(own.find(f"{W}numId"))
        own_level = None if own is None else value(own.find(f"{W}ilvl"))
        list_id = own_list if own_list is not None else style.list_id
        if list_id is None or list_id == "0":
            return ""
        tied = self._numbering.level_of_style(list_id, style_id or "") if own_list is None else None
        level = integer(own_level, 0) if own_level is not None else tied
        return self._numbering.label(list_id, level if level is not None else style.level or 0)

    def _flat(self, container: etree._Element) -> Iterator[str]:
        """Every block of a text box, note or cell as lines; a table inside gives one line a row."""
        for block in _blocks(container):
            if block.tag == f"{W}tbl":
                for row in self._rows(block):
                    yield " | ".join(" ".join(cell.text.split()) for cell in row)
            else:
                yield from self._paragraphs(block)
        yield self._left_over()

    def _left_over(self) -> str:
        """Text that waits for a following paragraph where none follows."""
        text, self._carried = self._carried, ""
        return text

    def _rows(self, table: etree._Element) -> list[list[RawCell]]:
        """Cells with their extent; the covered part of a vertical merge is left out."""
        rows: list[list[RawCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for row in _inside(table, f"{W}tr"):
            cells: list[RawCell] = []
            column = _extent(row.find(f"{W}trPr/{W}gridBefore"), 0)
            if column:
                cells.append(RawCell("", columns=column))
            for item in _inside(row, f"{W}tc"):
                width = _extent(item.find(f"{W}tcPr/{W}gridSpan"), 1)
                merge = item.find(f"{W}tcPr/{W}vMerge")
                above = open_cells.get(column)
                if merge is not None and value(merge) in (None, "continue") and above is not None:
                    origin = rows[above[0]][above[1]]
                    rows[above[0]][above[1]] = RawCell(origin.text, origin.columns, origin.rows + 1)
                else:
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = (len(rows), len(cells))
                    cells.append(RawCell("\n".join(self._flat(item)), columns=width))
                column += width
            rows.append(cells)
        return rows

    def _append_notes(self) -> None:
        """Notes in the order of their references, numbered on from footnotes to endnotes."""
        number = 0
        for kind in _NOTE_TAGS:
            for note_id in self._referred[kind]:
                item = self._note_items[kind].get(note_id)
                text = " ".join(self._flat(item)).strip() if item is not None else ""
                if text:
                    number += 1
                    self._builder.paragraph(f"{number}. {text}")


def _notes(root: etree._Element | None, tag: str) -> dict[str, etree._Element]:
    return {} if root is None else {item.get(f"{W}id", ""): item for item in root.findall(tag)}


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, through the wrappers Word puts around them."""
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _inside(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row that were not deleted."""
    for child in container:
        if child.tag == tag and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _extent(item: etree._Element | None, least: int) -> int:
    """A number of grid columns, held to what Word itself allows."""
    return max(least, min(integer(value(item), least), _MOST_COLUMNS))
