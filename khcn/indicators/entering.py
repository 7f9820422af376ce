"""Acts on values that people vouch for: tell, correct, confirm, withdraw. Publishing is in `publishing`."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.cards import card_in_force
from khcn.indicators.choices import Calendar, Kind, Origin, ValueState, Vintage
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.kernel.territory.models import Unit

PLACES = Decimal("0.00000001")
#: How far a share may lie from its parts, because it was rounded: half of this many places.
SHARE_TOLERANCE = Decimal("0.05")


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
                vintage=standing.get_vintage_display().lower(), value=standing.value.normalize()
            ),
            code="observation.exists",
        )
    return _write(card, told, by=by, origin=origin, artificial=artificial)


@transaction.atomic
def correct_value(*, observation: Observation, told: Told, reason: str, by: Actor) -> Observation:
    """A new revision in draft; until it is confirmed the figure before keeps its place in the series."""
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
    return _write(
        card, told, by=by, origin=Origin.TYPED if old.origin in (Origin.FACT, Origin.FORMULA) else old.origin,
        artificial=old.artificial, replaces=old, reason=reason.strip(),
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
    """Take a figure that should never have been told out of every series; it stays readable with its reason."""
    right = "publish" if observation.state == ValueState.PUBLISHED else "confirm"
    require(by, f"indicators.observation.{right}", observation.indicator)
    row = _locked(observation)
    if row.withdrawn:
        raise DomainError(_("Số này đã được rút từ trước."), code="observation.withdrawn")
    if not reason.strip():
        sentence = _("Hãy ghi lý do rút số liệu.")
        raise DomainError(sentence, code="observation.reason_missing", fields={"reason": sentence})
    row.withdrawn, row.reason = True, reason.strip()
    row.save()
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
    if told.last_day > date(today.year, 12, 31) or (
        told.last_day > today and told.vintage != Vintage.ESTIMATE
    ):
        fields["last_day"] = _(
            "Kỳ chưa kết thúc vào ngày {today:%d/%m/%Y}: chỉ ghi được số ước tính của năm nay."
        ).format(today=today)
    if told.document is None and not told.source_note.strip():
        fields["source_note"] = _("Hãy ghi nguồn của số: văn bản, niên giám hoặc báo cáo nào.")
    value = _worked_out(card, told, fields)
    if value is not None:
        fields |= _bounds(card, value)
    if fields:
        raise DomainError(" ".join(fields.values()), code="observation.invalid", fields=fields)
    return Told(**{**told.__dict__, "value": value, "source_note": told.source_note.strip()})


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
    value = (parts[0] * factor / parts[1]).quantize(PLACES, ROUND_HALF_UP)
    if told.value is not None and abs(told.value - value) > SHARE_TOLERANCE:
        fields["value"] = _(
            "Giá trị {told} không khớp tử số chia mẫu số ({worked}). Hãy kiểm tra lại ba số."
        ).format(told=told.value, worked=value.quantize(Decimal("0.01")))
    return value


def _bounds(card: Card, value: Decimal) -> dict[str, str]:
    if card.lower is not None and value < card.lower:
        return {
            "value": _("Giá trị {value} nhỏ hơn mức thấp nhất có thể ({bound}).").format(
                value=value.normalize(), bound=card.lower.normalize()
            )
        }
    if card.upper is not None and value > card.upper:
        return {
            "value": _("Giá trị {value} lớn hơn mức cao nhất có thể ({bound}).").format(
                value=value.normalize(), bound=card.upper.normalize()
            )
        }
    return {}


def _write(
    card: Card, told: Told, *, by: Actor, origin: str, artificial: bool = False, replaces: Observation | None = None,
    reason: str = "",
) -> Observation:  # fmt: skip
    try:
        with transaction.atomic():
            row = Observation.objects.create(
                indicator_id=card.indicator_id, card=card, **told.__dict__, origin=origin, artificial=artificial,
                replaces=replaces, revision=replaces.revision + 1 if replaces else 1, reason=reason,
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
