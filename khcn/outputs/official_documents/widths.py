"""How wide a text stands in Times New Roman: for lines under a text and for balanced line breaks.

Advance widths of the font, per 2,048 units an em. Marks above and below a letter do not widen it.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

TWIPS_PER_MM = 1440 / 25.4
_POINT_MM = 25.4 / 72
_REGULAR = (512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909, 1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479, 1479, 682, 797, 1479, 1251, 1821, 1479, 1479, 1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251, 682, 569, 682, 961, 1024, 682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024, 1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108)  # fmt: skip
_BOLD = (512, 682, 1137, 1024, 1024, 2048, 1706, 569, 682, 682, 1024, 1167, 512, 682, 512, 569, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 682, 682, 1167, 1167, 1167, 1024, 1905, 1479, 1366, 1479, 1479, 1366, 1251, 1593, 1593, 797, 1024, 1593, 1366, 1933, 1479, 1593, 1251, 1593, 1479, 1139, 1366, 1479, 1479, 2048, 1479, 1479, 1366, 682, 569, 682, 1190, 1024, 682, 1024, 1139, 909, 1139, 909, 682, 1024, 1139, 569, 682, 1139, 569, 1706, 1139, 1024, 1139, 1139, 909, 797, 682, 1139, 1024, 1479, 1024, 1024, 909, 807, 451, 807, 1065)  # fmt: skip
_OTHERS = {"đ": "d", "Đ": "D", "\u00a0": " ", "–": "0", "—": "M", "“": "c", "”": "c", "’": ")", "…": "M"}
_HORN = 0.08
_SLACK = 1.03
_OTHER_FONTS = 1.06  # where Times New Roman is not installed letters are somewhat wider


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Millimetres of the text on one line."""
    widths = _BOLD if bold else _REGULAR
    units = sum(_advance(char, widths) for char in unicodedata.normalize("NFC", text))
    return units / 2048 * size * _POINT_MM


def _advance(char: str, widths: Sequence[int]) -> float:
    letter = unicodedata.normalize("NFD", _OTHERS.get(char, char))
    place = ord(letter[0]) - 32
    width = widths[place] if 0 <= place < len(widths) else 1024
    return width * (1 + _HORN) if "\u031b" in letter else width


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text as it breaks in so much room."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) * _SLACK <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def balanced(text: str, size: float, room: float, *, bold: bool = False) -> tuple[list[str], float]:
    """Lines of like length, as few as fit, and the room that makes them break so."""
    needed = len(lines_of(text, size, room, bold=bold))
    if needed == 1:
        return [text], room
    narrow = room
    while narrow > room / needed:
        if len(lines_of(text, size, narrow - 1, bold=bold)) > needed:
            break
        narrow -= 1
    narrow = min(narrow * _OTHER_FONTS, room)
    return lines_of(text, size, narrow, bold=bold), narrow


def longest(lines: Sequence[str], size: float, *, bold: bool = False) -> float:
    return max(text_width(line, size, bold=bold) for line in lines)
