"""Publishing: a figure frozen with its definition, vintage, territory and what it stood on."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.cards import card_in_force
from khcn.indicators.choices import COMPUTED, CardState, Origin, ValueState, Vintage
from khcn.indicators.counting import place_of
from khcn.indicators.entering import last_revision, told_of
from khcn.indicators.models import Card, Count, Frozen, Indicator, Observation
from khcn.indicators.periods import end_of_year
from khcn.indicators.series import one_series
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.fingerprint import Fingerprint, fingerprint
from khcn.kernel.registers.measure import Measured, fact_of, facts, measure, records_behind
from khcn.lib.vn_text import nfc


@dataclass(frozen=True)
class Drift:
    """How what a published figure stood on differs from now; record keys by what happened to them."""

    published: Any
    now: Any
    added: list[int]
    removed: list[int]
    changed: list[int]

    @property
    def value_differs(self) -> bool:
        return bool(self.published != self.now)

    @property
    def records_differ(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@transaction.atomic
def publish_value(*, observation: Observation, by: Actor) -> Observation:
    """Show a confirmed figure outside, with what it stands on."""
    require(by, "indicators.observation.publish", observation.indicator)
    row = (
        Observation.objects.select_for_update(of=("self",))
        .select_related("indicator", "card", "territory")
        .get(pk=observation.pk)
    )
    if row.state != ValueState.CONFIRMED or not row.current or row.withdrawn:
        raise DomainError(
            _("Chỉ công bố được số đã xác nhận và chưa bị thay. Hãy xác nhận số này trước."),
            code="observation.not_confirmed",
        )
    row.state, row.published_by_id, row.published_at = ValueState.PUBLISHED, by.user_id, timezone.now()
    row.save()
    _freeze(row, None)
    _tell(row, by)
    return row


@transaction.atomic
def publish_count(*, count: Count, vintage: str, by: Actor, note: str = "", seen: str = "") -> Observation:
    """Make what the house counts a published figure: counted anew in this transaction, frozen with its records.

    `seen` is the value that the person saw; if the count moved since, nothing is published.
    """
    require(by, "indicators.observation.publish", count.indicator)
    rows = Count.objects.select_for_update(of=("self",)).select_related("indicator", "card", "territory")
    card, now = card_in_force(count.indicator), rows.filter(pk=count.pk).first()
    if now is None or (card.source == Origin.FACT and card.fact not in facts()):
        raise _moved()
    count = now
    _publishable(card, count, vintage)
    measured = _measured(card, count) if card.source == Origin.FACT else None
    value = measured.value if measured is not None else count.value
    if value is None or value != count.value or (seen and not _same(seen, count.value)):
        raise _moved()
    before = _standing(count, vintage)
    if before is not None:
        Observation.objects.filter(pk=before.pk).update(current=False)
    row = _made(card, count, vintage, by=by, note=note, replaces=before)
    _freeze(row, measured, count)
    _tell(row, by)
    return row


def _moved() -> DomainError:
    return DomainError(
        _("Số vừa thay đổi sau khi bạn mở trang. Hãy tải lại trang, xem số mới rồi công bố."),
        code="count.moved",
    )


def _same(seen: str, value: Decimal) -> bool:
    try:
        return Decimal(seen) == value
    except InvalidOperation:
        return False


def drift_of(observation: Observation) -> Drift | None:
    """What a published count would be now; None where it does not stand on records, or no register counts it any more."""
    frozen = Frozen.objects.filter(observation=observation).first()
    if frozen is None or frozen.fact not in facts():
        return None
    measured = _measured(observation.card, observation)
    now = fingerprint(measured.records)
    then = Fingerprint(frozen.register, {int(pk): mark for pk, mark in frozen.hashes.items()}, frozen.whole)
    moved = now.changed_since(then)
    return Drift(observation.value, measured.value, moved["added"], moved["removed"], moved["changed"])


def records_of(figure: Observation | Count) -> QuerySet[Any] | None:
    """The records behind a figure as they are now; None where it does not stand on a register."""
    if figure.card.fact not in facts():
        return None
    return records_behind(figure.card.fact, **_asked(figure.card, figure))


def _measured(card: Card, figure: Observation | Count) -> Measured:
    return measure(card.fact, **_asked(card, figure))


def _asked(card: Card, figure: Observation | Count) -> dict[str, Any]:
    """Day, period and place of a figure, as a fact is asked for them."""
    _register, fact = fact_of(card.fact)
    about = {"period": (figure.first_day, figure.last_day), "territory": place_of(card, figure.territory)}
    return about | ({"at": figure.last_day} if fact.at_a_date else {})


def _publishable(card: Card, count: Count, vintage: str) -> None:
    if vintage not in Vintage.values:
        raise DomainError(
            _("Mức độ chính thức “{vintage}” không có. Hãy chọn ước tính, sơ bộ hoặc chính thức.").format(
                vintage=vintage
            ),
            code="count.vintage_unknown",
        )
    if card.source not in COMPUTED or count.card_id != card.pk:
        raise DomainError(
            _("Số này được tính theo định nghĩa cũ. Hãy chờ hệ thống tính lại rồi công bố."),
            code="count.old_card",
        )
    if vintage == Vintage.FINAL and count.last_day < end_of_year(card, count.year):
        raise DomainError(
            _("Kỳ {year} chưa kết thúc nên chỉ công bố được số ước tính hoặc sơ bộ.").format(year=count.year),
            code="count.period_running",
        )


def _standing(count: Count, vintage: str) -> Observation | None:
    """The figure of the same year, territory and vintage that the new one replaces."""
    return (
        Observation.objects.select_for_update(of=("self",))
        .filter(
            indicator=count.indicator_id, territory=count.territory_id, vintage=vintage, current=True, withdrawn=False,
            first_day=count.first_day, last_day__year=count.year,
        )
        .first()
    )  # fmt: skip


def _made(
    card: Card, count: Count, vintage: str, *, by: Actor, note: str, replaces: Observation | None
) -> Observation:
    assert count.value is not None
    before = last_revision(replaces) if replaces else None
    now = timezone.now()
    try:
        with transaction.atomic():
            return Observation.objects.create(
                indicator_id=card.indicator_id, card=card, first_day=count.first_day, last_day=count.last_day,
                calendar=count.calendar, territory=count.territory, value=count.value, numerator=count.numerator,
                denominator=count.denominator, vintage=vintage, state=ValueState.PUBLISHED, origin=card.source,
                source_note=card.fact or card.expression[:500], note=nfc(note).strip(),
                revision=before.revision + 1 if before else 1, replaces=before,
                created_by_id=by.user_id, confirmed_by_id=by.user_id, confirmed_at=now,
                published_by_id=by.user_id, published_at=now, artificial=_artificial(count),
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError(
            _("Người khác vừa công bố số của kỳ này. Hãy tải lại trang."), code="observation.exists"
        ) from error


def _artificial(count: Count) -> bool:
    """Whether one of the records, or of the figures that a formula used, is artificial: it goes when those go."""
    records = records_of(count)
    if records is not None:
        return bool(records.filter(artificial=True).exists())
    used = {(told["code"], told["year"]) for told in count.operands if told["value"] is not None}
    keys = dict(Indicator.objects.filter(code__in={code for code, _year in used}).values_list("code", "pk"))
    for code, year in sorted(used):
        figure = one_series(keys[code], count.territory_id).get(year) if code in keys else None
        if figure is None:
            continue
        counted = figure.count if figure.observation is None else None
        if figure.artificial or (counted is not None and _artificial(counted)):
            return True
    return False


def _freeze(row: Observation, measured: Measured | None, count: Count | None = None) -> None:
    mark = fingerprint(measured.records) if measured is not None else None
    Frozen.objects.create(
        observation=row, territory_name=row.territory.name, card_version=row.card.version,
        register=mark.register if mark else "", fact=row.card.fact if mark else "",
        hashes={str(pk): told for pk, told in mark.hashes.items()} if mark else {}, whole=mark.whole if mark else "",
        expression=row.card.expression if count is not None else "", operands=count.operands if count is not None else [],
    )  # fmt: skip


def _tell(row: Observation, by: Actor) -> None:
    record_event("observation.publish", row.indicator, by=by, after=told_of(row))
    figures_changed.send(sender=Observation, indicators=[row.indicator_id], by=by)


def differing(indicator: Indicator) -> list[Observation]:
    """Published figures of an indicator that differ from what is counted now (số đã công bố khác số hiện tại)."""
    told = Observation.objects.filter(
        indicator=indicator, state=ValueState.PUBLISHED, withdrawn=False, current=True, origin__in=COMPUTED
    )
    now = {
        (row.first_day, row.year, row.territory_id): row.value
        for row in Count.objects.filter(indicator=indicator, card__state=CardState.IN_FORCE)
    }
    return [
        row for row in told if now.get((row.first_day, row.year, row.territory_id), row.value) != row.value
    ]
