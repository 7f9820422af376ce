"""The values of an answer: cleaned, compared, empty or not."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from khcn.agency_reports.choices import Declared, Level
from khcn.agency_reports.models import Answer
from khcn.indicators.choices import Kind
from khcn.indicators.entering import plain
from khcn.indicators.models import Card
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc
from khcn.registers.funding.choices import Origin

TEXTS = ("text", "obstacle", "proposal", "explanation")
CHOICES = {"declared": ("", *Declared.values), "level": ("", *Level.values)}
NUMBERS = ("value", "numerator", "denominator")
AMOUNTS = ("planned", "allocated", "disbursed", "settled")
#: What a person says on an item.
FIELDS = (
    "nothing",
    "declared",
    "text",
    *NUMBERS,
    "unit",
    "money",
    "obstacle",
    "proposal",
    "level",
    "explanation",
)
#: What counts as something said; a unit or an explanation alone does not.
CONTENT = ("declared", "text", *NUMBERS, "money", "obstacle", "proposal")

PLACES = Decimal("0.00000001")
LARGEST = Decimal(10) ** 16
MOST_ROWS = 20


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored; raises DomainError with a sentence for each field that cannot be."""
    wrong: dict[str, str] = {}
    told = {name: _one(name, values[name], wrong) for name in FIELDS if name in values}
    if wrong:
        raise DomainError(" ".join(wrong.values()), code="answer.invalid", fields=wrong)
    return told


def values_of(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in FIELDS}


def is_empty(answer: Answer) -> bool:
    """Nothing was said, not even that nothing happened. Zero is said."""
    return not answer.nothing and all(getattr(answer, name) in ("", None, []) for name in CONTENT)


def worked_out(card: Card | None, told: Mapping[str, Any], stood: Decimal | None) -> Decimal | None:
    """The value of a share from its parts. Refuses a value that was typed just now and does not agree with them."""
    value, top, bottom = told["value"], told["numerator"], told["denominator"]
    if top is None or not bottom or card is None:
        return value
    factor = 100 if card.kind in (Kind.SHARE, Kind.GROWTH) else 1
    found = (top * factor / bottom).quantize(PLACES, ROUND_HALF_UP)
    if value is not None and value != stood and abs(value - found) > _half_of_last_place(value):
        sentence = _(
            "Giá trị {told} không khớp tử số chia mẫu số ({worked}). Hãy kiểm tra lại ba số."
        ).format(told=plain(value), worked=plain(found.quantize(Decimal("0.0001"))))
        raise DomainError(sentence, code="answer.invalid", fields={"value": sentence})
    return found


def check_parts(told: Mapping[str, Any]) -> None:
    """Numerator and denominator come together, and nothing is divided by zero."""
    sentence = ""
    if (told["numerator"] is None) != (told["denominator"] is None):
        sentence = _("Hãy ghi cả tử số và mẫu số, hoặc bỏ trống cả hai.")
    elif told["denominator"] == 0:
        sentence = _("Mẫu số bằng 0 thì không tính được tỷ lệ.")
    if sentence:
        raise DomainError(sentence, code="answer.invalid", fields={"denominator": sentence})


def _one(name: str, value: Any, wrong: dict[str, str]) -> Any:
    if name == "nothing":
        return bool(value)
    if name in NUMBERS:
        return _number(name, value, wrong)
    if name == "money":
        return _money(value, wrong)
    text = nfc(str(value or "")).replace("\r\n", "\n").replace("\x00", "").strip()
    if name in CHOICES and text not in CHOICES[name]:
        wrong[name] = _("Hãy chọn một mức trong danh sách.")
    if name == "unit" and len(text) > 80:
        wrong[name] = _("Đơn vị tính dài quá 80 ký tự.")
    return text


def _number(name: str, value: Any, wrong: dict[str, str]) -> Decimal | None:
    if value is None or value == "":
        return None
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= LARGEST:
        wrong[name] = _("Số này vượt quá giới hạn ghi được.")
        return None
    return number.quantize(PLACES, ROUND_HALF_UP)


def _money(rows: Iterable[Mapping[str, Any]], wrong: dict[str, str]) -> list[dict[str, Any]]:
    """Lines with at least one amount, in whole đồng; an amount that is not told stays None, zero is told."""
    told = []
    for row in list(rows or ())[:MOST_ROWS]:
        amounts = {name: None if row.get(name) in (None, "") else int(row[name]) for name in AMOUNTS}
        if all(amount is None for amount in amounts.values()):
            continue
        origin = str(row.get("origin") or "")
        if origin not in Origin.values:
            wrong["money"] = _("Hãy chọn nguồn cho từng dòng kinh phí.")
        if any(amount is not None and not 0 <= amount < LARGEST for amount in amounts.values()):
            wrong["money"] = _("Kinh phí ghi bằng đồng, là số nguyên không âm.")
        told.append({"origin": origin, **amounts})
    return told


def _half_of_last_place(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal("0.5").scaleb(min(int(exponent), 0))
