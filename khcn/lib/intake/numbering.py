"""Labels Word prints before automatically numbered paragraphs: "I.", "1.", "a)", "-"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from khcn.lib.intake.package import WORD

W = f"{{{WORD}}}"
_PLACE = re.compile(r"%([1-9])")
_KEPT_BULLETS = ("-", "–", "+", "*", "•")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Level:
    """How one level of a list counts and prints."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    glue: str = " "
    paragraph_style: str | None = None
    restarts: bool = True
    legal: bool = False


@dataclass
class NumberedList:
    """A list of the document: its levels, whose counters it shares, and counters it sets anew."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts numbered paragraphs in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists = {} if root is None else _lists(root)
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level a list ties to a paragraph style, as headings do."""
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        return next((index for index, level in levels.items() if level.paragraph_style == style), None)

    def label(self, list_id: str, index: int) -> str:
        """The label of the next paragraph of this list at this level, with the blank after it."""
        numbered = self._lists.get(list_id)
        if numbered is None or index not in numbered.levels:
            return ""
        self._advance(list_id, numbered, index)
        level = numbered.levels[index]
        if level.style == "bullet":
            sign = level.pattern.strip()
            return (sign if sign in _KEPT_BULLETS else "-") + level.glue
        counters = self._counters[numbered.abstract]

        def printed(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            shown = numbered.levels.get(place, Level())
            style = "decimal" if level.legal else shown.style
            return _FORMATS.get(style, str)(counters.get(place, shown.start))

        text = _PLACE.sub(printed, level.pattern)
        return text + level.glue if text else ""

    def _advance(self, list_id: str, numbered: NumberedList, index: int) -> None:
        counters = self._counters.setdefault(numbered.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place, start in numbered.overrides.items():
                counters[place] = start - 1
        counters[index] = counters.get(index, numbered.levels[index].start - 1) + 1
        for deeper in [place for place in counters if place > index]:
            if numbered.levels.get(deeper, Level()).restarts:
                del counters[deeper]


def _lists(root: etree._Element) -> dict[str, NumberedList]:
    abstracts = {
        item.get(f"{W}abstractNumId", ""): {_index(level): _level(level) for level in item.findall(f"{W}lvl")}
        for item in root.findall(f"{W}abstractNum")
    }
    lists = {}
    for item in root.findall(f"{W}num"):
        abstract = value(item.find(f"{W}abstractNumId")) or ""
        numbered = NumberedList(abstract, dict(abstracts.get(abstract, {})))
        for override in item.findall(f"{W}lvlOverride"):
            _apply(override, numbered)
        lists[item.get(f"{W}numId", "")] = numbered
    return lists


def _apply(override: etree._Element, numbered: NumberedList) -> None:
    index = _index(override)
    start = value(override.find(f"{W}startOverride"))
    if start is not None:
        numbered.overrides[index] = integer(start, 1)
    replaced = override.find(f"{W}lvl")
    if replaced is not None:
        numbered.levels[index] = _level(replaced)
        numbered.overrides.setdefault(index, numbered.levels[index].start)


def _level(item: etree._Element) -> Level:
    glue = {"nothing": ""}.get(value(item.find(f"{W}suff")) or "tab", " ")
    return Level(
        start=integer(value(item.find(f"{W}start")), 1),
        style=value(item.find(f"{W}numFmt")) or "decimal",
        pattern=value(item.find(f"{W}lvlText")) or "",
        glue=glue,
        paragraph_style=value(item.find(f"{W}pStyle")),
        restarts=value(item.find(f"{W}lvlRestart")) != "0",
        legal=item.find(f"{W}isLgl") is not None,
    )


def value(item: etree._Element | None) -> str | None:
    """The `w:val` of a property."""
    return None if item is None else item.get(f"{W}val")


def integer(text: str | None, default: int) -> int:
    """A whole number from an attribute; what cannot be one counts as the default."""
    try:
        return int(text or "")
    except ValueError:
        return default


def _index(item: etree._Element) -> int:
    return integer(item.get(f"{W}ilvl"), 0)


def roman(number: int) -> str:
    """Roman numerals in small letters, up to 3999 as is usual."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        text += sign * count
    return text


def letter(number: int) -> str:
    """Word's letters: a … z, then aa, bb …"""
    if not 0 < number < 26 * 20:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda number: "",
}
