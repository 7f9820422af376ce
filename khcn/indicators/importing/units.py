"""Units and multipliers: “tỷ đồng” is đồng by nine zeros; UNIT_MULT of SDMX says how many zeros are left out."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from khcn.indicators.importing.numbers import is_missing, read_number
from khcn.lib.vn_text import fold

_ZEROS = {"nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
_SAME = {
    "vnd": "dong",
    "pt": "%",
    "pc": "%",
    "percent": "%",
    "ps": "nguoi",
    "pers": "nguoi",
    "points": "diem",
}
_MOST_ZEROS = 15


def parted(unit: str) -> tuple[int, str]:
    """How many zeros the unit leaves out, and what it counts."""
    words = fold(unit).replace(".", " ").split()
    zeros = 0
    while words and words[0] in _ZEROS:
        zeros += _ZEROS[words.pop(0)]
    base = " ".join(words)
    return zeros, _SAME.get(base, base)


def factor_of(told: str, mult: Any, unit: str) -> Decimal:
    """By what the figures of a file are multiplied to be in `unit`; raises ValidationError where that is not sure."""
    zeros = _zeros(mult)
    own, base = parted(unit)
    code = told.split(":")[0]
    if not code.strip():
        return _without_unit(zeros, own, unit)
    said, counted = parted(code)
    if counted != base:
        said, counted = parted(told)
    if counted != base:
        raise ValidationError(_("Đơn vị “{told}” khác đơn vị của chỉ số (“{unit}”). Hãy đổi số liệu sang đơn vị này.").format(told=told[:60], unit=unit or _("không có đơn vị")))  # fmt: skip
    if zeros is None:
        if said != own:
            raise ValidationError(_("Tệp ghi bằng “{told}” còn chỉ số tính bằng “{unit}”: sai hệ số {factor} lần. Hãy đổi số liệu sang “{unit}”.").format(told=told[:60], unit=unit, factor=_times(said - own)))  # fmt: skip
        return Decimal(1)
    if said and zeros:
        raise ValidationError(_("UNIT_MULT = {zeros} trong khi đơn vị đã là “{told}”: hệ số bị tính hai lần. Hãy bỏ một trong hai.").format(zeros=zeros, told=told[:60]))  # fmt: skip
    return Decimal(1).scaleb(said + zeros - own)


def _without_unit(zeros: int | None, own: int, unit: str) -> Decimal:
    if zeros in (None, 0, own):
        return Decimal(1)
    raise ValidationError(
        _(
            "UNIT_MULT = {zeros} nhưng chỉ số tính bằng “{unit}” và tệp không có UNIT_MEASURE nên không rõ "
            "phải nhân bao nhiêu. Hãy ghi thêm UNIT_MEASURE hoặc sửa UNIT_MULT."
        ).format(zeros=zeros, unit=unit)
    )


def _zeros(mult: Any) -> int | None:
    if isinstance(mult, str):
        mult = mult.split(":")[0]
    if is_missing(mult):
        return None
    number = read_number(mult, machine=True).value
    if number is None or number != int(number) or not -_MOST_ZEROS <= number <= _MOST_ZEROS:
        raise ValidationError(
            _("UNIT_MULT là “{told}”, phải là số nguyên như 0, 3, 6 hoặc 9.").format(told=str(mult)[:20])
        )
    return int(number)


def _times(zeros: int) -> str:
    return f"{10 ** abs(zeros):,}".replace(",", ".")
