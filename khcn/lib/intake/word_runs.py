"""The text of Word paragraphs: runs, fields, tracked changes, text boxes and references to notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from khcn.lib.intake.numbering import W
from khcn.lib.intake.word_styles import Styles, font_of, is_capital_font, legacy_kind
from khcn.lib.legacy_fonts import LegacyKind, convert, detect_legacy_text

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{_COMPATIBILITY}Fallback"})
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SIGNS[f"{W}softHyphen"] = "\u00ad"
_TEXTS = frozenset({f"{W}t", f"{_MATH}t"})
_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_OFF = ("0", "false", "off")


@dataclass(frozen=True)
class Run:
    """Text in one font; `kind` is the old encoding that font needs."""

    text: str
    kind: LegacyKind | None = None
    capitals: bool = False


@dataclass
class Line:
    """One paragraph as read: its runs, text boxes anchored in it, and notes it refers to."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class RunReader:
    """Reads paragraphs of one document; converts old fonts once the whole document showed them."""

    def __init__(self, styles: Styles, body: etree._Element) -> None:
        self._styles = styles
        self.legacy: set[LegacyKind] = set()
        self._whole: LegacyKind | None = None
        self._find_legacy(body)

    def line(self, paragraph: etree._Element, style_id: str | None) -> Line:
        """The paragraph's content in reading order."""
        line = Line()
        font = self._styles.get(style_id).font
        for item in walk(paragraph):
            if item.tag == f"{W}r":
                self._run(item, font, line)
            elif item.tag == f"{_MATH}t":
                line.runs.append(Run(item.text or ""))
        return line

    def text(self, line: Line) -> str:
        """The line's text in Unicode."""
        parts = []
        for (kind, capitals), runs in groupby(line.runs, key=lambda run: (run.kind, run.capitals)):
            text = "".join(run.text for run in runs)
            active = kind if kind in self.legacy else self._whole
            text = convert(text, active) if active else text
            parts.append(text.upper() if capitals and (active or kind is None) else text)
        return "".join(parts)

    def _run(self, run: etree._Element, paragraph_font: str, line: Line) -> None:
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish"):
            return
        font = font_of(properties) or paragraph_font
        pieces = [self._piece(item, line) for item in walk(run, stop=f"{W}txbxContent")]
        capitals = is_on(properties, "caps") or is_capital_font(font)
        if text := "".join(pieces):
            line.runs.append(Run(text, legacy_kind(font), capitals))

    def _piece(self, item: etree._Element, line: Line) -> str:
        if item.tag in _TEXTS:
            return item.text or ""
        if item.tag in _REFERENCES:
            line.notes.append((_REFERENCES[item.tag], item.get(f"{W}id", "")))
        elif item.tag == f"{W}txbxContent":
            line.boxes.append(item)
        elif item.tag == f"{W}sym":
            code = integer_from_hex(item.get(f"{W}char"))
            return chr(code) if code else ""
        return _SIGNS.get(item.tag, "")

    def _find_legacy(self, body: etree._Element) -> None:
        """Old fonts count only where the text in them is old too: much Unicode text names such a font."""
        by_kind: dict[LegacyKind | None, list[str]] = {}
        for paragraph in body.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            line = self.line(paragraph, None if style is None else style.get(f"{W}val"))
            for run in line.runs:
                by_kind.setdefault(run.kind, []).append(run.text)
            by_kind.setdefault(None, []).append("\n")
        for kind, texts in by_kind.items():
            if kind is not None and detect_legacy_text(" ".join(texts)) == kind:
                self.legacy.add(kind)
        self._whole = detect_legacy_text("".join(by_kind.get(None, [])))
        self.found = self.legacy | ({self._whole} if self._whole else set())


def walk(element: etree._Element, stop: str = f"{W}r") -> Iterator[etree._Element]:
    """Descendants in document order, without properties and what was deleted; inside `stop` elements it does not go."""
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        yield child
        if child.tag != stop and child.tag != f"{W}p":
            yield from walk(child, stop)


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch such as `w:vanish` is set."""
    item = None if properties is None else properties.find(f"{W}{name}")
    return item is not None and item.get(f"{W}val") not in _OFF


def integer_from_hex(text: str | None) -> int:
    """The character code of a symbol, 0 when it is none."""
    try:
        code = int(text or "", 16)
    except ValueError:
        return 0
    return code if 0 < code < 0x110000 else 0
