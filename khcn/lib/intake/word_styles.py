"""What paragraph and character styles of a Word file say that matters for reading."""

from dataclasses import dataclass

from lxml import etree

from khcn.lib.intake.numbering import W, integer, value
from khcn.lib.legacy_fonts import LegacyKind


@dataclass(frozen=True)
class Style:
    """A style with what it inherits: its list, its font, and whether it belongs to a table of contents."""

    list_id: str | None = None
    level: int | None = None
    font: str = ""
    is_contents: bool = False


class Styles:
    """Styles by their identifier, inheritance resolved when asked."""

    def __init__(self, root: etree._Element | None) -> None:
        self._items: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_font = ""
        self._default_style = ""
        if root is not None:
            self._default_font = font_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            for item in root.iter(f"{W}style"):
                self._items[item.get(f"{W}styleId", "")] = item
                if item.get(f"{W}default") in ("1", "true", "on") and item.get(f"{W}type") == "paragraph":
                    self._default_style = item.get(f"{W}styleId", "")

    def get(self, style_id: str | None) -> Style:
        """The style; the document's normal style when none or an unknown one is named."""
        known = style_id if style_id in self._items else self._default_style
        if known not in self._resolved:
            self._resolved[known] = self._resolve(known)
        return self._resolved[known]

    def _resolve(self, style_id: str) -> Style:
        chain: list[etree._Element] = []
        step: str | None = style_id
        while step in self._items and self._items[step] not in chain:
            chain.append(self._items[step])
            step = value(chain[-1].find(f"{W}basedOn"))
        lists = [value(item.find(f"{W}pPr/{W}numPr/{W}numId")) for item in chain]
        levels = [value(item.find(f"{W}pPr/{W}numPr/{W}ilvl")) for item in chain]
        level = next((level for level in levels if level is not None), None)
        fonts = [font_of(item.find(f"{W}rPr")) for item in chain]
        names = [(value(item.find(f"{W}name")) or "").lower() for item in chain[:1]]
        return Style(
            list_id=next((number for number in lists if number is not None), None),
            level=None if level is None else integer(level, 0),
            font=next((font for font in fonts if font), self._default_font),
            is_contents=any(name.startswith("toc ") for name in names),
        )


def font_of(properties: etree._Element | None) -> str:
    """The font a run's or style's properties name, or an empty text."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def legacy_kind(font: str) -> LegacyKind | None:
    """The old encoding a font name stands for: `.VnTime` TCVN3, `VNI-Times` VNI."""
    name = font.lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else None


def is_capital_font(font: str) -> bool:
    """Fonts of the ABC set that end in H show small letters as capitals."""
    return font.lower().startswith(".vn") and font.endswith("H")
