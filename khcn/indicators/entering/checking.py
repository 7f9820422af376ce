"""A figure as somebody tells it, and what makes it one that can be kept. Asks the database nothing."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from khcn.indicators.choices import Calendar, Kind, Vintage
from khcn.indicators.counting.writing import MOST
from khcn.indicators.models import Card
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.kernel.territory.models import Unit
from khcn.lib.vn_text import nfc

PLACES = Decimal("0.00000001")
#: Kinds whose figures have bounds by what they are; a card may say others.
NATURAL_BOUNDS = {Kind.SHARE: (Decimal(0), Decimal(100)), Kind.COUNT: (Decimal(0), None)}


@dataclass(frozen=True)
class Told:
    """A figure as somebody tells it; `value` may be left out when numerator and denominator are told."""

    first_day: date
    last_day: date
    territory: Unit
    vintage: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    calendar: str = Calendar.STATISTICAL
    source_note: str = ""
    document: Document | None = None
    note: str = ""
    breaks_series: bool = False


def checked(card: Card, told: Told, *, today: date) -> Told:
    """The figure with its share worked out; raises DomainError with a sentence for each field that is wrong."""
    fields: dict[str, str] = {}
    if told.last_day < told.first_day:
        fields["last_day"] = _("Ngày cuối kỳ trước ngày đầu kỳ.")
    elif told.last_day > date(today.year, 12, 31) or (
        told.last_day > today and told.vintage != Vintage.ESTIMATE
    ):
        fields["last_day"] = _(
            "Kỳ chưa kết thúc vào ngày {today:%d/%m/%Y}: chỉ ghi được số ước tính của năm nay."
        ).format(today=today)
    if told.vintage not in Vintage.values:
        fields["vintage"] = _("Hãy chọn ước tính, sơ bộ hoặc chính thức.")
    if told.calendar not in Calendar.values:
        fields["calendar"] = _("Hãy chọn một loại kỳ trong danh sách.")
    if told.document is None and not told.source_note.strip():
        fields["source_note"] = _("Hãy ghi nguồn của số: văn bản, niên giám hoặc báo cáo nào.")
    value = None
    if any(not _fits(number) for number in (told.value, told.numerator, told.denominator)):
        fields["value"] = _too_large()
    else:
        value = _worked_out(card, told, fields)
        if value is not None:
            fields |= _bounds(card, value)
    if fields:
        raise DomainError(" ".join(fields.values()), code="observation.invalid", fields=fields)
    return replace(told, value=value, source_note=nfc(told.source_note).strip(), note=nfc(told.note).strip())


def _worked_out(card: Card, told: Told, fields: dict[str, str]) -> Decimal | None:
    parts = (told.numerator, told.denominator)
    if (parts[0] is None) != (parts[1] is None):
        fields["denominator"] = _("Hãy ghi cả tử số và mẫu số, hoặc bỏ trống cả hai.")
        return None
    if parts[0] is None or parts[1] is None:
        if told.value is None:
            fields["value"] = _("Hãy ghi giá trị. Không có số thì để trống kỳ đó, không ghi 0.")
        return told.value
    if parts[1] == 0:
        fields["denominator"] = _("Mẫu số bằng 0 thì không tính được tỷ lệ.")
        return None
    factor = 100 if card.kind in (Kind.SHARE, Kind.GROWTH) else 1
    value = parts[0] * factor / parts[1]
    if not _fits(value):
        fields["value"] = _too_large()
        return None
    value = value.quantize(PLACES, ROUND_HALF_UP)
    if told.value is not None and abs(told.value - value) > _rounding(told.value):
        fields["value"] = _(
            "Giá trị {told} không khớp tử số chia mẫu số ({worked}). Hãy kiểm tra lại ba số."
        ).format(told=plain(told.value), worked=plain(value.quantize(Decimal("0.0001"))))
    return value


def _fits(number: Decimal | None) -> bool:
    return number is None or (number.is_finite() and abs(number) < MOST)


def _too_large() -> str:
    return _("Số quá lớn hoặc không phải là số. Hãy kiểm tra lại, hoặc đổi đơn vị tính.")


def _rounding(value: Decimal) -> Decimal:
    """How far a rounded figure may lie from the exact one: half of its last place, whole numbers by 0.5."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal("0.5").scaleb(min(int(exponent), 0))


def bounds_of(card: Card) -> tuple[Decimal | None, Decimal | None]:
    """What the card says; where it is silent a share lies in 0–100 and a count is not negative."""
    lower, upper = NATURAL_BOUNDS.get(Kind(card.kind), (None, None))
    return (lower if card.lower is None else card.lower), (upper if card.upper is None else card.upper)


def _bounds(card: Card, value: Decimal) -> dict[str, str]:
    lower, upper = bounds_of(card)
    if lower is not None and value < lower:
        return {
            "value": _("Giá trị {value} nhỏ hơn mức thấp nhất có thể ({bound}).").format(
                value=plain(value), bound=plain(lower)
            )
        }
    if upper is not None and value > upper:
        return {
            "value": _("Giá trị {value} lớn hơn mức cao nhất có thể ({bound}).").format(
                value=plain(value), bound=plain(upper)
            )
        }
    return {}


def plain(value: Decimal) -> str:
    """A figure in a sentence, as people here write it: 1.234,5."""
    text = f"{value.normalize():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
