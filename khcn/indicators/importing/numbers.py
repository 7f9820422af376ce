"""Numbers as people and machines write them in files."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.kernel.form_fields import read_figure
from khcn.lib.vn_text import fold

#: What stands where there is no figure.
MISSING = frozenset(
    {"", "-", "–", "—", "…", "...", "..", ".", "x", "na", "n/a", "nan", "null", "khong co so lieu", "chua co"}
)
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}\.\d{3}$")
_COMMA_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?$|^[+-]?\d{1,3}(,\d{3})+\.\d+$")
_MOST = Decimal(10) ** 16
_PLACES = 8


@dataclass(frozen=True)
class Number:
    """`value` None: the cell says that there is no figure. `doubt` is a sentence about how it was read."""

    value: Decimal | None
    doubt: str = ""


def is_missing(cell: Any) -> bool:
    """Blank, “-”, “…”, “x”: no figure, which is not zero."""
    if cell is None:
        return True
    return isinstance(cell, str) and fold(cell.replace("\xa0", " ")).strip() in MISSING


def read_number(cell: Any, *, machine: bool = False) -> Number:
    """The figure of a cell; raises ValidationError. Machine formats mean a point by “.”: there 1.234 is 1,234."""
    if is_missing(cell):
        return Number(None)
    if isinstance(cell, bool):
        raise _no_number(cell)
    if isinstance(cell, int | float | Decimal):
        return Number(_sound(_exact(cell), cell))
    text = str(cell).replace("\xa0", " ").replace("−", "-").strip()
    bare = text[:-1].rstrip() if text.endswith("%") else text
    if machine and (plain := _plain(bare)) is not None:
        return Number(_sound(plain, cell))
    if _COMMA_THOUSANDS.match(bare):
        doubt = _("“{text}” viết kiểu tiếng Anh, được đọc là {value}.")
        return _doubted(_sound(Decimal(bare.replace(",", "")), cell), text, doubt)
    figure = read_figure(bare)
    if figure is None:
        raise _no_number(cell)
    if _THOUSANDS.match(bare):
        return _doubted(
            _sound(figure, cell), text, _("“{text}” được đọc là {value} (dấu chấm ngăn hàng nghìn).")
        )
    return Number(_sound(figure, cell))


def _doubted(value: Decimal, text: str, sentence: str) -> Number:
    return Number(value, sentence.format(text=text, value=f"{value:f}".replace(".", ",")))


def _exact(cell: int | float | Decimal) -> Decimal:
    return Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)


def _plain(text: str) -> Decimal | None:
    if "_" in text or not text.isascii():
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _sound(figure: Decimal, cell: Any) -> Decimal:
    if not figure.is_finite() or abs(figure) >= _MOST:
        raise _no_number(cell)
    if figure and figure.adjusted() < -_PLACES - 20:
        raise _no_number(cell)
    return round(figure, _PLACES)


def _no_number(cell: Any) -> ValidationError:
    return ValidationError(
        _("“%(text)s” không phải là số. Hãy ghi như 8,5 hoặc 1.234,5; không có số liệu thì để trống."),
        params={"text": str(cell)[:40]},
    )
