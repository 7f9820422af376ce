"""Lines of a filled template: broken and underlined as the builder does it, now that the names are known."""

from lxml import etree

from khcn.outputs.official_documents.layout import Layout
from khcn.outputs.official_documents.sections import Paper
from khcn.outputs.official_documents.widths import TWIPS_PER_MM, balanced, longest, twips

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BALANCED = {
    "Superior": "superior",
    "Issuer": "issuer",
    "LetterSubject": "letter_subject",
    "Subject": "subject",
}


def fit(body: bytes, rules: Layout) -> bytes:
    """The document part with long names in lines of like length, and the line under a text as long as laid down.

    Only paragraphs that still have the styles of our templates are touched.
    """
    root = etree.fromstring(body)
    for paragraph in root.iter(f"{W}p"):
        code = _BALANCED.get(_style(paragraph))
        if code:
            _fit_one(paragraph, code, rules)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fit_one(paragraph: etree._Element, code: str, rules: Layout) -> None:
    element, room = rules.element(code), _room(paragraph, rules)
    text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t")).strip()
    if not text:
        return
    lines, narrow = balanced(text, element.preferred, room, bold=element.bold)
    _indent(paragraph, 0 if len(lines) == 1 else max((room - narrow) / 2, 0))
    following = paragraph.getnext()
    if element.rule_preferred and following is not None and _style(following) == "Rule":
        length = longest(lines, element.preferred, bold=element.bold) * element.rule_preferred
        _indent(following, max((room - length) / 2, 0))


def _room(paragraph: etree._Element, rules: Layout) -> float:
    """The width of the cell, or of the text of the page."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    width = None if cell is None else cell.find(f"{W}tcPr/{W}tcW")
    return Paper(rules).room if width is None else int(width.get(f"{W}w", "0")) / TWIPS_PER_MM


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def _indent(paragraph: etree._Element, side: float) -> None:
    """Both sides set in; `ind` keeps its place among the properties."""
    properties = paragraph.find(f"{W}pPr")
    indent = properties.find(f"{W}ind")
    if indent is None:
        if not side:
            return
        indent = etree.Element(f"{W}ind")
        before = [one for one in properties if etree.QName(one).localname in _BEFORE_INDENT]
        properties.insert(properties.index(before[-1]) + 1, indent)
    indent.set(f"{W}left", str(twips(side)))
    indent.set(f"{W}right", str(twips(side)))


_BEFORE_INDENT = frozenset(
    [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
    ]
)
