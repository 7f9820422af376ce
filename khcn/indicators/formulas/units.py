"""Units as a small algebra: dimensions with exponents, a scale, and how many per cents are in a number.

đồng, nghìn đồng, triệu đồng, tỷ đồng are one dimension at different scales; so are người and nghìn
người. Every other word is a dimension of its own. “tỷ đồng/người” divides. “%” is a pure number
written a hundred times as large; which literal 100 makes it so cannot be known, so a unit keeps the
least and the most per cents it may hold: 0 to 1 for `[a] / [b] * 100`.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal

from django.utils.translation import gettext as _

from khcn.lib.vn_text import nfc

_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_SCALE_WORDS = {3: "nghìn", 6: "triệu", 9: "tỷ", 12: "nghìn tỷ"}
_MONEY = {"đồng", "đ", "vnd", "vnđ", "việt nam đồng", "đồng việt nam"}
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)\s+(?=\S)")
_PERCENT = ("%", "điểm phần trăm", "điểm %", "phần trăm")


@dataclass(frozen=True)
class Unit:
    """`dimensions` in order of name; `least`..`most` per cents; `constant` is a number without a unit."""

    dimensions: tuple[tuple[str, int], ...] = ()
    scale: Decimal = Decimal(1)
    least: int = 0
    most: int = 0
    constant: Literal["", "number", "zero"] = ""
    rescaled: bool = False

    @property
    def pure(self) -> bool:
        return not self.dimensions

    def combined(self, other: "Unit", sign: Literal[1, -1]) -> "Unit":
        """The unit of a product (1) or a quotient (-1)."""
        powers = dict(self.dimensions)
        for name, power in other.dimensions:
            powers[name] = powers.get(name, 0) + sign * power
        least, most = (other.least, other.most) if sign == 1 else (-other.most, -other.least)
        with localcontext(prec=60):
            scale = self.scale * other.scale if sign == 1 else self.scale / other.scale
        return Unit(
            tuple(sorted((name, power) for name, power in powers.items() if power)),
            scale.normalize(),
            self.least + least,
            self.most + most,
            "number" if self.constant and other.constant else "",
            self.rescaled or other.rescaled,
        )

    def by_hundred(self, sign: Literal[1, -1]) -> "Unit":
        """Multiplied or divided by a literal 100: perhaps a per cent more or less, perhaps not."""
        return replace(self, most=self.most + 1) if sign == 1 else replace(self, least=self.least - 1)

    def meets(self, other: "Unit") -> bool:
        """Whether values of both may be added, after conversion of the scale."""
        if "zero" in (self.constant, other.constant):
            return True
        if self.constant or other.constant:
            return self.pure and other.pure
        return self.dimensions == other.dimensions and self.least <= other.most and other.least <= self.most


def unit(text: str) -> Unit:
    """The unit a card tells in words; no words is a pure number, "% GRDP" is a per cent."""
    words = " ".join(nfc(text).lower().split())
    if words.startswith(_PERCENT):
        return Unit(least=1, most=1)
    above, *below = (part.strip() for part in words.split("/"))
    made = _simple(above)
    for part in below:
        made = made.combined(_simple(part), -1)
    return made


def _simple(words: str) -> Unit:
    exponent, number = 0, Decimal(1)
    if match := _NUMBER.match(words):
        number, words = Decimal(match[1].replace(".", "")), words[match.end() :]
    while " " in words and (first := words.split(" ", 1)[0]) in _SCALES:
        exponent, words = exponent + _SCALES[first], words.split(" ", 1)[1]
    dimension = "đồng" if words in _MONEY else words
    return Unit(((dimension, 1),) if dimension else (), (number or Decimal(1)).scaleb(exponent))


def unit_text(made: Unit) -> str:
    """The unit in words, for messages."""
    if made.pure:
        return "%" if made.least == made.most == 1 else _("số không có đơn vị")
    above = [_power(name, power) for name, power in made.dimensions if power > 0]
    below = [_power(name, -power) for name, power in made.dimensions if power < 0]
    exponent = made.scale.adjusted()
    scale = _SCALE_WORDS.get(exponent) if made.scale == Decimal(1).scaleb(exponent) else None
    front = "" if made.scale == 1 else f"{scale or format(made.scale, 'f')} "
    return front + "/".join([" × ".join(above) or "1", *below])


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
