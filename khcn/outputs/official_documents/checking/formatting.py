"""Resolves formatting as Word does: defaults, table style, paragraph style chain, character style, direct."""

from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element as Element
from lxml.etree import tostring

from khcn.lib.intake.numbering import W, value
from khcn.lib.intake.package import Package
from khcn.outputs.official_documents.checking.looks import Letters, Spread
from khcn.outputs.official_documents.checking.units import TWIPS_PER_MM, number

_OFF = ("0", "false", "off", "none")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALIGN = {"both": "justify", "start": "left", "end": "right", "distribute": "justify", "center": "center", "right": "right", "left": "left"}  # fmt: skip
_DARK = ("text1", "dark1", "tx1", "dk1")
_WORD_DEFAULT_SIZE, _WORD_DEFAULT_FONT = 20.0, "Times New Roman"
_SINGLE = 240.0


class Formats:
    """The looks of one document's runs and paragraphs."""

    def __init__(self, package: Package, parts: dict[str, str]) -> None:
        styles = package.xml(parts.get("styles"))
        self._theme = _theme_fonts(package.xml(parts.get("theme")))
        self._styles: dict[str, Element] = {}
        self._normal = ""
        self._run_defaults: Element | None = None
        self._paragraph_defaults: Element | None = None
        self._levels = _level_properties(package.xml(parts.get("numbering")))
        if styles is not None:
            self._run_defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            self._paragraph_defaults = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
            for one in styles.iter(f"{W}style"):
                self._styles[one.get(f"{W}styleId", "")] = one
                if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true", "on"):
                    self._normal = one.get(f"{W}styleId", "")
        self._letters: dict[tuple[bytes, str, str | None], Letters] = {}
        self._spreads: dict[tuple[bytes, str | None], Spread] = {}
        self._chain = lru_cache(maxsize=None)(self._find_chain)

    def list_of(self, properties: Element | None) -> tuple[str | None, str | None, str]:
        """List, level and paragraph style that number a paragraph; list None when nothing does."""
        style = self._style_id(properties)
        own = None if properties is None else properties.find(f"{W}numPr")
        numbers = [own] if own is not None else []
        numbers += [
            found for item in self._chain(style) if (found := item.find(f"{W}pPr/{W}numPr")) is not None
        ]
        listed = next((found for one in numbers if (found := value(one.find(f"{W}numId"))) is not None), None)
        level = next((found for one in numbers if (found := value(one.find(f"{W}ilvl"))) is not None), None)
        return (None if listed == "0" else listed), level, style

    def style_name(self, style: str) -> str:
        item = self._styles.get(style)
        return "" if item is None else (value(item.find(f"{W}name")) or "").lower()

    def letters(self, run: Element | None, paragraph: Element | None, table: str | None = None) -> Letters:
        """The look of a run's properties inside a paragraph with these properties."""
        style = self._style_id(paragraph)
        key = (_written(run), style, table)
        if key not in self._letters:
            self._letters[key] = self._find_letters(run, style, table)
        return self._letters[key]

    def _find_letters(self, run: Element | None, style: str, table: str | None) -> Letters:
        own_style = None if run is None else value(run.find(f"{W}rStyle"))
        within = [item.find(f"{W}rPr") for item in self._chain(style)]
        named = [item.find(f"{W}rPr") for item in self._chain(own_style)] if own_style else []
        around = [item.find(f"{W}rPr") for item in self._chain(table)] if table else []
        order = [run, *named, *within, *around, self._run_defaults]
        return Letters(
            font=self._font(order, "ascii"),
            font_marked=self._font(order, "hAnsi"),
            size=(_first_number(order, "sz") or _WORD_DEFAULT_SIZE) / 2,
            bold=self._switch("b", run, named, within, around),
            italic=self._switch("i", run, named, within, around),
            capitals=self._switch("caps", run, named, within, around),
            colour=_colour(order),
            underlined=(_first(order, "u") or "none") != "none",
            hidden=self._switch("vanish", run, named, within, around),
        )

    def spread(self, properties: Element | None, table: str | None = None) -> Spread:
        """The look of a paragraph; direct formatting before list, list before style, style before defaults."""
        key = (_written(properties), table)
        if key not in self._spreads:
            self._spreads[key] = self._find_spread(properties, table)
        return self._spreads[key]

    def _find_spread(self, properties: Element | None, table: str | None) -> Spread:
        style = self._style_id(properties)
        listed, level, _ = self.list_of(properties)
        of_list = self._levels.get((listed or "", level or "0"))
        named = [item.find(f"{W}pPr") for item in self._chain(style)]
        around = [item.find(f"{W}pPr") for item in self._chain(table)] if table else []
        directly = properties is not None and properties.find(f"{W}numPr") is not None
        listing = [of_list, *named] if directly else [*named[:1], of_list, *named[1:]]
        order = [properties, *listing, *around, self._paragraph_defaults]
        left = _attribute(order, "ind", "left", "start") or 0.0
        line = _attribute(order, "spacing", "line")
        counted = (_word_attribute(order, "spacing", "lineRule") or "auto") == "auto"
        return Spread(
            align=_ALIGN.get(_first(order, "jc") or "left", "left"),
            left=left / TWIPS_PER_MM,
            right=(_attribute(order, "ind", "right", "end") or 0.0) / TWIPS_PER_MM,
            first=(left + _first_line(order)) / TWIPS_PER_MM,
            before=_space(order, "before"),
            after=_space(order, "after"),
            line=((line if line is not None else _SINGLE) / _SINGLE) if counted else None,
            line_points=None if counted or line is None else line / 20,
            line_least=_word_attribute(order, "spacing", "lineRule") == "atLeast",
            contextual=_flag(order, "contextualSpacing"),
            style=style,
            tabs=tuple(_tabs(order)),
            rule_above=_border(order, "top"),
            rule_below=_border(order, "bottom"),
            new_page=_flag(order, "pageBreakBefore"),
            contents=self.style_name(style).startswith("toc "),
        )

    def _style_id(self, properties: Element | None) -> str:
        given = None if properties is None else value(properties.find(f"{W}pStyle"))
        return given if given in self._styles else self._normal

    def _find_chain(self, style: str | None) -> tuple[Element, ...]:
        """A style and those it is based on; a circle ends where it closes."""
        chain: list[Element] = []
        while style in self._styles and self._styles[style] not in chain:
            chain.append(self._styles[style])
            style = value(chain[-1].find(f"{W}basedOn"))
        return tuple(chain)

    def _switch(self, name: str, run: Element | None, *levels: list[Element | None]) -> bool:
        """Direct formatting decides; of the styles, character and paragraph style turn each other over."""
        own = _switch_of(run, name)
        if own is not None:
            return own
        told = [
            next((on for one in level if (on := _switch_of(one, name)) is not None), False)
            for level in levels
        ]
        character, paragraph, table = told
        return (character != paragraph) or table or bool(_switch_of(self._run_defaults, name))

    def _font(self, order: list[Element | None], kind: str) -> str:
        for one in order:
            fonts = None if one is None else one.find(f"{W}rFonts")
            if fonts is None:
                continue
            theme = fonts.get(f"{W}{kind}Theme")
            if theme and (found := self._theme.get(theme[:5])):
                return found
            if name := fonts.get(f"{W}{kind}"):
                return name.strip()
        return _WORD_DEFAULT_FONT


def _written(properties: Element | None) -> bytes:
    """The properties as bytes: most paragraphs and runs of a document share a few looks."""
    return b"" if properties is None else tostring(properties)


def _theme_fonts(root: Element | None) -> dict[str, str]:
    """`major` and `minor` fonts of the theme by the first letters theme names begin with."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        latin = None if root is None else root.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
        if latin is not None and latin.get("typeface"):
            found[kind] = latin.get("typeface", "")
    return found


def _level_properties(root: Element | None) -> dict[tuple[str, str], Element | None]:
    """Paragraph properties of each list level; they hold the indents of numbered paragraphs."""
    if root is None:
        return {}
    abstracts = {one.get(f"{W}abstractNumId"): one for one in root.findall(f"{W}abstractNum")}
    found: dict[tuple[str, str], Element | None] = {}
    for one in root.findall(f"{W}num"):
        abstract = abstracts.get(value(one.find(f"{W}abstractNumId")))
        for level in [] if abstract is None else abstract.findall(f"{W}lvl"):
            found[one.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0")] = level.find(f"{W}pPr")
    return found


def _given(order: list[Element | None], name: str) -> Iterator[Element]:
    for one in order:
        item = None if one is None else one.find(f"{W}{name}")
        if item is not None:
            yield item


def _first(order: list[Element | None], name: str) -> str | None:
    return next((found for item in _given(order, name) if (found := value(item)) is not None), None)


def _first_number(order: list[Element | None], name: str) -> float | None:
    return next((found for item in _given(order, name) if (found := number(value(item))) is not None), None)


def _word_attribute(order: list[Element | None], name: str, attribute: str) -> str | None:
    return next(
        (found for item in _given(order, name) if (found := item.get(f"{W}{attribute}")) is not None), None
    )


def _attribute(order: list[Element | None], name: str, *attributes: str) -> float | None:
    for item in _given(order, name):
        for attribute in attributes:
            if (found := number(item.get(f"{W}{attribute}"))) is not None:
                return found
    return None


def _first_line(order: list[Element | None]) -> float:
    """First-line indent, negative when hanging: the level that names either decides."""
    for item in _given(order, "ind"):
        hanging, first = number(item.get(f"{W}hanging")), number(item.get(f"{W}firstLine"))
        if hanging is not None or first is not None:
            return -hanging if hanging else first or 0.0
    return 0.0


def _space(order: list[Element | None], side: str) -> float:
    """Points before or after; Word's automatic spacing stands for 14 points."""
    if (_word_attribute(order, "spacing", f"{side}Autospacing") or "0") not in _OFF:
        return 14.0
    return (_attribute(order, "spacing", side) or 0.0) / 20


def _switch_of(properties: Element | None, name: str) -> bool | None:
    item = None if properties is None else properties.find(f"{W}{name}")
    return None if item is None else item.get(f"{W}val") not in _OFF


def _flag(order: list[Element | None], name: str) -> bool:
    return next((item.get(f"{W}val") not in _OFF for item in _given(order, name)), False)


def _border(order: list[Element | None], side: str) -> bool:
    for item in _given(order, "pBdr"):
        line = item.find(f"{W}{side}")
        return line is not None and value(line) not in ("nil", "none", None)
    return False


def _tabs(order: list[Element | None]) -> Iterator[tuple[float, str]]:
    for item in _given(order, "tabs"):
        for tab in item.findall(f"{W}tab"):
            place = number(tab.get(f"{W}pos"))
            if place is not None and value(tab) != "clear":
                yield place / TWIPS_PER_MM, value(tab) or "left"


def _colour(order: list[Element | None]) -> str | None:
    """RRGGBB; automatic and dark theme text are black, other theme colours are told by their value."""
    for item in _given(order, "color"):
        given, theme = (value(item) or "").upper(), item.get(f"{W}themeColor")
        if theme in _DARK or given == "AUTO":
            return "000000"
        return given if len(given) == 6 else None
    return "000000"
