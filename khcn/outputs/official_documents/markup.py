"""WordprocessingML as text: paragraphs and runs with their properties in the order the schema asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from khcn.outputs.official_documents.model import Run, Text
from khcn.outputs.official_documents.widths import twips
from khcn.outputs.official_documents.words import clean

_JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}


@dataclass(frozen=True)
class Look:
    """Deviations of one paragraph from its style; lengths in mm, spaces in points."""

    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    left: float | None = None
    right: float | None = None
    first_line: float | None = None
    hanging: float | None = None
    before: float | None = None
    after: float | None = None
    line_exact: float | None = None
    align: str | None = None
    borders: str = ""
    section: str = ""


PLAIN = Look()


def run(text: str, *, bold: bool | None = None, italic: bool | None = None, size: float | None = None,
        superscript: bool = False) -> str:  # fmt: skip
    """One run; None leaves a property to the style."""
    properties = "".join(
        (_switch("b", bold), _switch("i", italic), _size(size), _VERTICAL if superscript else "")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_letters(clean(text))}</w:r>"


def runs(text: Text) -> str:
    if isinstance(text, str):
        return run(text)
    return "".join(_styled(one) for one in text)


def _styled(one: Run) -> str:
    return run(one.text, bold=one.bold or None, italic=one.italic or None, superscript=one.superscript)


_VERTICAL = '<w:vertAlign w:val="superscript"/>'


def _switch(name: str, value: bool | None) -> str:
    if value is None:
        return ""
    return f"<w:{name}/><w:{name}Cs/>" if value else f'<w:{name} w:val="0"/><w:{name}Cs w:val="0"/>'


def _size(size: float | None) -> str:
    return "" if size is None else f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _letters(text: str) -> str:
    """Text with its tabs and line breaks."""
    lines = []
    for line in text.split("\n"):
        parts = (
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t")
        )
        lines.append("<w:tab/>".join(parts))
    return "<w:br/>".join(lines)


def paragraph(style: str, content: str, look: Look = PLAIN) -> str:
    """A paragraph of a named style around ready runs."""
    if look is PLAIN:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
    switches = "".join(
        f"<w:{name}/>"
        for name, wanted in (("keepNext", look.keep_next), ("keepLines", look.keep_lines), ("pageBreakBefore", look.page_break_before))
        if wanted
    )  # fmt: skip
    align = f'<w:jc w:val="{_JUSTIFY[look.align]}"/>' if look.align else ""
    properties = f"{switches}{look.borders}{_spacing(look)}{_indents(look)}{align}{look.section}"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _spacing(look: Look) -> str:
    given = _attributes(("before", look.before), ("after", look.after), scale=20)
    if look.line_exact is not None:
        given += f' w:line="{round(look.line_exact * 20)}" w:lineRule="exact"'
    return f"<w:spacing{given}/>" if given else ""


def _indents(look: Look) -> str:
    pairs = (
        ("left", look.left),
        ("right", look.right),
        ("hanging", look.hanging),
        ("firstLine", look.first_line),
    )
    given = "".join(f' w:{name}="{twips(value)}"' for name, value in pairs if value is not None)
    return f"<w:ind{given}/>" if given else ""


def _attributes(*pairs: tuple[str, float | None], scale: float) -> str:
    return "".join(f' w:{name}="{round(value * scale)}"' for name, value in pairs if value is not None)


def rule(length: float, room: float, *, before: float = 2) -> str:
    """A line of this length in the middle of the room: a border over an empty, nearly flat paragraph."""
    side = max((room - length) / 2, 0)
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("Rule", "", Look(borders=border, left=side, right=side, before=before))


def flat(look: Look = PLAIN) -> str:
    """An empty paragraph that takes no room: after tables, at the end of sections."""
    return paragraph("Rule", "", look)


def cell(content: str, width: int, *, span: int = 1, extra: str = "") -> str:
    """A table cell (twips wide); `extra` are properties that come after the span."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{extra}</w:tcPr>{content}</w:tc>'


def plain_table(widths: Sequence[float], rows: Iterable[Sequence[str]], description: str) -> str:
    """A table without lines (letterhead, signing): widths in mm, cells of ready paragraphs."""
    given = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in given)
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(cell, cells, given))}</w:tr>" for cells in rows
    )
    properties = (
        f'<w:tblW w:w="{sum(given)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0000"/><w:tblDescription w:val={quoteattr(description)}/>'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
