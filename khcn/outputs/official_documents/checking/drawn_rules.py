"""Straight lines drawn in a paragraph (new and old drawings), with their length in millimetres."""

import math
from collections.abc import Iterator

from lxml.etree import _Element as Element

from khcn.outputs.official_documents.checking.units import EMU_PER_MM, length_mm, number

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_OLD = "{urn:schemas-microsoft-com:vml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LINES = ("line", "straightConnector1")
_OLD_LINE = "#_x0000_t32"


def drawn_rules(paragraph: Element) -> list[float | None]:
    """Lengths of the lines anchored in this paragraph; None for a line whose length is not written down."""
    return [*_drawings(paragraph), *_old_drawings(paragraph)]


def has_picture(paragraph: Element) -> bool:
    return any(
        True
        for name in ("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", f"{_OLD}imagedata")
        for _ in paragraph.iter(name)
    )


def _drawings(paragraph: Element) -> Iterator[float | None]:
    for tag in (f"{_PLACED}anchor", f"{_PLACED}inline"):
        for placed in paragraph.iter(tag):
            shapes = [one.get("prst") for one in placed.iter(f"{_DRAWING}prstGeom")]
            if any(shape in _LINES for shape in shapes) or any(True for _ in placed.iter(f"{_SHAPE}cNvCnPr")):
                yield _extent(placed) if len(shapes) == 1 else None


def _extent(placed: Element) -> float | None:
    extent = placed.find(f"{_PLACED}extent")
    width = number(extent.get("cx")) if extent is not None else None
    height = number(extent.get("cy")) if extent is not None else None
    return None if width is None else math.hypot(width, height or 0) / EMU_PER_MM


def _old_drawings(paragraph: Element) -> Iterator[float | None]:
    for shape in paragraph.iter(f"{_OLD}line", f"{_OLD}shape"):
        if any(True for _ in shape.iterancestors(_FALLBACK)):
            continue
        if shape.tag == f"{_OLD}line":
            yield _between(shape.get("from"), shape.get("to"))
        elif shape.get("type") == _OLD_LINE:
            yield _styled_width(shape.get("style"))


def _between(start: str | None, end: str | None) -> float | None:
    ends = [[length_mm(part) for part in (place or "").split(",")] for place in (start, end)]
    if any(len(place) != 2 or None in place for place in ends):
        return None
    (left, top), (right, bottom) = ends
    return math.hypot((right or 0) - (left or 0), (bottom or 0) - (top or 0))


def _styled_width(style: str | None) -> float | None:
    given = dict(part.split(":", 1) for part in (style or "").split(";") if ":" in part)
    return length_mm(given.get("width"))
