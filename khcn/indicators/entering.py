"""Acts on values that people vouch for: tell, correct, confirm, withdraw. Publishing is in `publishing`."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.cards import card_in_force
from khcn.indicators.choices import Calendar, Kind, Origin, ValueState, Vintage
from khcn.indicators.counting.writing import MOST
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
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


@transaction.atomic
def record_value(
    *, indicator: Indicator, told: Told, by: Actor, origin: str = Origin.TYPED, artificial: bool = False
) -> Observation:
    """Enter a draft. Refused when a figure of this period, territory and vintage stands already: correct that one."""
    require(by, "indicators.observation.enter", indicator)
    card = card_in_force(indicator)
    told = checked(card, told, today=by.on)
    standing = same_place(indicator, told).first()
    if standing is not None:
        raise DomainError(
            _("Đã có số {vintage} của kỳ này: {value}. Hãy đính chính số đó thay vì ghi thêm.").format(
                vintage=standing.get_vintage_display().lower(), value=plain(standing.value)
            ),
            code="observation.exists",
        )
    return _write(card, told, by=by, origin=origin, artificial=artificial)


@transaction.atomic
def correct_value(
    *, observation: Observation, told: Told, reason: str, by: Actor, origin: str | None = None
) -> Observation:
    """A new revision in draft; until it is confirmed the figure before keeps its place in the series.

    It keeps the origin of the figure before unless another is given.
    """
    require(by, "indicators.observation.enter", observation.indicator)
    old = _locked(observation)
    if not reason.strip():
        sentence = _("Hãy ghi lý do đính chính.")
        raise DomainError(sentence, code="observation.reason_missing", fields={"reason": sentence})
    if not old.current or old.withdrawn:
        raise DomainError(
            _("Số này đã được đính chính hoặc rút. Hãy tải lại trang để xem số mới nhất."),
            code="observation.not_current",
        )
    card = card_in_force(old.indicator)
    told = checked(card, told, today=by.on)
    other = same_place(old.indicator, told).exclude(pk=old.pk).first()
    if other is not None:
        raise DomainError(
            _("Kỳ bạn chọn đã có một số khác. Hãy đính chính số đó."), code="observation.exists"
        )
    Observation.objects.filter(pk=old.pk).update(current=False)
    if origin is None:
        origin = Origin.TYPED if old.origin in (Origin.FACT, Origin.FORMULA) else old.origin
    return _write(
        card, told, by=by, origin=origin, artificial=old.artificial, replaces=old, reason=nfc(reason).strip(),
    )  # fmt: skip


@transaction.atomic
def confirm_value(*, observation: Observation, by: Actor) -> Observation:
    """Somebody who answers for the figure vouches for it."""
    require(by, "indicators.observation.confirm", observation.indicator)
    row = _locked(observation)
    if row.state != ValueState.DRAFT or not row.current or row.withdrawn:
        raise DomainError(
            _("Số này không còn là nháp nên không cần xác nhận."), code="observation.not_a_draft"
        )
    row.state, row.confirmed_by_id, row.confirmed_at = ValueState.CONFIRMED, by.user_id, timezone.now()
    row.save()
    record_event("observation.confirm", row.indicator, by=by, after=told_of(row))
    figures_changed.send(sender=Observation, indicators=[row.indicator_id], by=by)
    return row


@transaction.atomic
def withdraw_value(*, observation: Observation, reason: str, by: Actor) -> Observation:
    """Take a figure that should never have been told out of every series; it stays readable with its reason.

    Withdrawing a correction brings back the figure that it corrected, as the current one of its period.
    """
    row = _locked(observation)
    right = "publish" if row.state == ValueState.PUBLISHED else "confirm"
    require(by, f"indicators.observation.{right}", row.indicator)
    if row.withdrawn:
        raise DomainError(_("Số này đã được rút từ trước."), code="observation.withdrawn")
    if not reason.strip():
        sentence = _("Hãy ghi lý do rút số liệu.")
        raise DomainError(sentence, code="observation.reason_missing", fields={"reason": sentence})
    was_current = row.current
    row.withdrawn, row.current, row.reason = True, False, nfc(reason).strip()
    row.save()
    if was_current:
        _bring_back(row)
    record_event(
        "observation.withdraw", row.indicator, by=by, before=told_of(row), after={"reason": row.reason}
    )
    figures_changed.send(sender=Observation, indicators=[row.indicator_id], by=by)
    return row


def same_place(indicator: Indicator, told: Told) -> Any:
    """The current figure of the same period, territory and vintage."""
    return Observation.objects.filter(
        indicator=indicator, first_day=told.first_day, last_day=told.last_day, territory=told.territory,
        vintage=told.vintage, current=True, withdrawn=False,
    )  # fmt: skip


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


def _write(
    card: Card, told: Told, *, by: Actor, origin: str, artificial: bool = False, replaces: Observation | None = None,
    reason: str = "",
) -> Observation:  # fmt: skip
    before = last_revision(replaces) if replaces else None
    try:
        with transaction.atomic():
            row = Observation.objects.create(
                indicator_id=card.indicator_id, card=card, **told.__dict__, origin=origin, artificial=artificial,
                replaces=before, revision=before.revision + 1 if before else 1, reason=reason,
                created_by_id=by.user_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError(
            _("Người khác vừa ghi số của kỳ này. Hãy tải lại trang rồi đính chính nếu cần."),
            code="observation.exists",
        ) from error
    event = "observation.correct" if replaces else "observation.add"
    record_event(
        event, row.indicator, by=by, before=told_of(replaces) if replaces else None, after=told_of(row)
    )
    return row


def plain(value: Decimal) -> str:
    """A figure in a sentence, as people here write it: 1.234,5."""
    text = f"{value.normalize():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def last_revision(row: Observation) -> Observation:
    """The end of the chain: where a correction was withdrawn, the next one follows upon it."""
    while (after := Observation.objects.filter(replaces=row).first()) is not None:
        row = after
    return row


def _bring_back(withdrawn: Observation) -> None:
    before = withdrawn.replaces
    while before is not None and before.withdrawn:
        before = before.replaces
    if before is None:
        return
    place = Told(before.first_day, before.last_day, before.territory, before.vintage)
    if not same_place(withdrawn.indicator, place).exists():
        Observation.objects.filter(pk=before.pk).update(current=True)


def told_of(row: Observation) -> dict[str, Any]:
    """A figure as the audit keeps it."""
    return {
        "value": str(row.value), "first_day": row.first_day, "last_day": row.last_day, "territory": str(row.territory_id),
        "vintage": row.vintage, "state": row.state, "revision": row.revision,
    }  # fmt: skip


def _locked(observation: Observation) -> Observation:
    return (
        Observation.objects.select_for_update(of=("self",))
        .select_related("indicator", "card")
        .get(pk=observation.pk)
    )
