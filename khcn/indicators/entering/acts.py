"""Acts on values that people vouch for: tell, correct, confirm, withdraw. Publishing is in `publishing`."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.cards import card_in_force
from khcn.indicators.choices import Origin, ValueState
from khcn.indicators.entering.checking import Told, checked, plain
from khcn.indicators.models import Card, Indicator, Observation
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc


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
        raise stands_already(standing)
    return _write(card, told, by=by, origin=origin, artificial=artificial)


@transaction.atomic
def correct_value(
    *, observation: Observation, told: Told, reason: str, by: Actor, origin: str | None = None,
    artificial: bool | None = None,
) -> Observation:  # fmt: skip
    """A new revision in draft; until it is confirmed the figure before keeps its place in the series.

    It keeps the origin of the figure before, and whether that was artificial, unless another is given.
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
        card, told, by=by, origin=origin, artificial=old.artificial if artificial is None else artificial,
        replaces=old, reason=nfc(reason).strip(),
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


def stands_already(standing: Observation) -> DomainError:
    return DomainError(
        _("Đã có số {vintage} của kỳ này: {value}. Hãy đính chính số đó thay vì ghi thêm.").format(
            vintage=standing.get_vintage_display().lower(), value=plain(standing.value)
        ),
        code="observation.exists",
    )


def same_place(indicator: Indicator, told: Told) -> Any:
    """The current figure of the same period, territory and vintage."""
    return Observation.objects.filter(
        indicator=indicator, first_day=told.first_day, last_day=told.last_day, territory=told.territory,
        vintage=told.vintage, current=True, withdrawn=False,
    )  # fmt: skip


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
