"""Acts on definition cards: draft a new version, put it in force, note what was decided."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateField
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.choices import Calendar, CardState, Kind, Origin
from khcn.indicators.expressions import check_expression
from khcn.indicators.models import Card, Decision, Indicator
from khcn.indicators.signals import figures_changed
from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.models import Document
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.checks import end_of
from khcn.kernel.registers.measure import FactUnknown, fact_of
from khcn.lib.vn_text import nfc

#: Years that do not close with the calendar year.
EARLY = (Calendar.ADMINISTRATIVE, Calendar.PLAN)
#: What a person says in a card; the rest is kept by the house.
SAID = (
    "name", "unit", "kind", "upward", "overshoot_bad", "accumulation", "counted_from", "calendar", "year_ends_on",
    "numerator", "denominator", "territory", "by_territory", "source", "fact", "expression", "source_body",
    "frequency", "lower", "upper", "decimals", "rule", "method_note", "legal_basis", "note", "confirmation",
)  # fmt: skip


#: Values are kept to eight places.
MOST_DECIMALS = 8


def card_in_force(indicator: Indicator) -> Card:
    """Raises DomainError where nobody has put a card in force."""
    card = Card.objects.filter(indicator=indicator, state=CardState.IN_FORCE).first()
    if card is None:
        raise no_card(indicator)
    return card


def cards_in_force_of(indicators: Iterable[int]) -> dict[int, Card]:
    """By key of the indicator; those without a card in force are left out."""
    rows = Card.objects.filter(indicator__in=set(indicators), state=CardState.IN_FORCE)
    return {card.indicator_id: card for card in rows}


def no_card(indicator: Indicator) -> DomainError:
    return DomainError(
        _("Chỉ số “{name}” chưa có phiếu định nghĩa đang áp dụng. Hãy soạn và áp dụng phiếu trước.").format(
            name=indicator.name
        ),
        code="indicator.no_card",
    )


@transaction.atomic
def add_indicator(*, code: str, by: Actor, values: Mapping[str, Any], **about: Any) -> Indicator:
    """A new indicator with the draft of its first card. `about`: group, owner, key, visibility, order."""
    require(by, "indicators.card.edit")
    indicator = Indicator(code=code, name=nfc(values["name"]), **about)
    _checked(indicator)
    indicator.save()
    record_event("indicator.add", indicator, by=by, after={"code": code, "name": indicator.name})
    draft_card(indicator=indicator, by=by, values=values)
    return indicator


#: What may be changed of an indicator beside its definition; the code stays, formulas name it.
ABOUT = ("group", "owner", "key", "visibility")


@transaction.atomic
def edit_indicator(*, indicator: Indicator, by: Actor, **about: Any) -> Indicator:
    """Change where the indicator stands, who answers for its figures, who may see them."""
    require(by, "indicators.card.edit", indicator)
    row = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    before = {name: _told(row, name) for name in about}
    for name in ABOUT:
        if name in about:
            setattr(row, name, about[name])
    after = {name: _told(row, name) for name in about}
    changed = [name for name in about if before[name] != after[name]]
    if not changed:
        return row
    _checked(row)
    row.save()
    record_event(
        "indicator.edit", row, by=by,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    figures_changed.send(sender=Indicator, indicators=[row.pk], by=by)
    return row


@transaction.atomic
def draft_card(*, indicator: Indicator, by: Actor, values: Mapping[str, Any], reason: str = "") -> Card:
    """Write the draft of the next version; an earlier draft of the indicator is written over."""
    require(by, "indicators.card.edit", indicator)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    latest = Card.objects.filter(indicator=indicator).order_by("-version").first()
    if latest is not None and latest.state == CardState.DRAFT:
        card = latest
    else:
        card = Card(indicator=indicator, version=latest.version + 1 if latest else 1)
        if latest is not None:
            _copy(latest, card)
    for name in SAID:
        if name in values:
            setattr(card, name, nfc(values[name]) if isinstance(values[name], str) else values[name])
    card.reason, card.created_by_id = nfc(reason).strip(), by.user_id
    check_card(card)
    card.save()
    record_event("indicator.card_draft", indicator, by=by, after={"version": card.version, "name": card.name})
    return card


@transaction.atomic
def put_in_force(*, card: Card, by: Actor, reason: str = "") -> Card:
    """From now on values are told under this version; the one before keeps the values told under it."""
    require(by, "indicators.card.edit", card.indicator)
    indicator = _locked(card)
    card = Card.objects.get(pk=card.pk)
    if card.state != CardState.DRAFT:
        raise DomainError(_("Phiếu này đã được áp dụng hoặc đã được thay từ trước."), code="card.not_a_draft")
    before = Card.objects.filter(indicator=indicator, state=CardState.IN_FORCE).first()
    reason = nfc(reason).strip() or card.reason
    if before is not None and not reason:
        sentence = _("Hãy ghi lý do thay định nghĩa: người đọc số liệu cũ cần biết vì sao.")
        raise DomainError(sentence, code="card.reason_missing", fields={"reason": sentence})
    check_card(card)
    now = timezone.now()
    if before is not None:
        before.state, before.replaced_at = CardState.REPLACED, now
        before.save()
    card.state, card.reason, card.in_force_at, card.in_force_by_id = (
        CardState.IN_FORCE,
        reason,
        now,
        by.user_id,
    )
    card.save()
    if indicator.name != card.name:
        indicator.name = card.name
        indicator.save()
    record_event(
        "indicator.card_in_force", indicator, by=by,
        before={"version": before.version} if before else None, after={"version": card.version, "reason": reason},
    )  # fmt: skip
    figures_changed.send(sender=Card, indicators=[indicator.pk], by=by)
    return card


@transaction.atomic
def note_decision(
    *, indicator: Indicator, question: str, answer: str, decided_on: date, decided_by: str, by: Actor,
    document: Document | None = None,
) -> Decision:  # fmt: skip
    """Keep what was decided about the indicator, by whom and in which document."""
    require(by, "indicators.card.edit", indicator)
    missing = {"question": question, "answer": answer, "decided_by": decided_by}
    fields = {name: _("Cần điền ở đây.") for name, told in missing.items() if not told.strip()}
    if fields:
        raise DomainError(
            _("Hãy ghi đủ câu hỏi, quyết định và người quyết định."),
            code="decision.incomplete",
            fields=fields,
        )
    if decided_on > by.on:
        sentence = _("Ngày quyết định không thể sau hôm nay.")
        raise DomainError(sentence, code="decision.in_future", fields={"decided_on": sentence})
    decision = Decision.objects.create(
        indicator=indicator, card=Card.objects.filter(indicator=indicator, state=CardState.IN_FORCE).first(),
        question=nfc(question).strip(), answer=nfc(answer).strip(), decided_on=decided_on,
        decided_by=nfc(decided_by).strip(),
        document=document, recorded_by_id=by.user_id,
    )  # fmt: skip
    record_event("indicator.decision", indicator, by=by, after={"question": question, "answer": answer})
    return decision


def check_card(card: Card) -> None:
    """Raise DomainError with every slip by field."""
    fields = dict(_slips(card))
    try:
        card.clean_fields(exclude=["indicator", "created_by", "in_force_by"])
        if not fields:
            card.validate_constraints()
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            fields.setdefault(name, " ".join(sentences))
    if fields:
        raise DomainError(" ".join(fields.values()), code="card.invalid", fields=fields)


def _slips(card: Card) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    if card.source == Origin.FACT:
        try:
            fact_of(card.fact)
        except FactUnknown:
            told.append(
                (
                    "fact",
                    _(
                        "Không sổ nào có số liệu mã “{code}”. Hãy chọn trong danh sách số liệu của các sổ."
                    ).format(code=card.fact),
                )
            )
    if card.source == Origin.FORMULA:
        told += [("expression", sentence) for sentence in check_expression(card)]
    if card.source != Origin.FACT:
        card.fact = ""
    elif card.territory_id is None:
        told.append(("territory", _("Số đếm từ sổ cần ghi địa bàn mà sổ bao quát.")))
    if card.source != Origin.FORMULA:
        card.expression = ""
    if card.kind == Kind.SHARE and not (card.numerator.strip() and card.denominator.strip()):
        told.append(("numerator", _("Tỷ lệ cần ghi rõ tử số và mẫu số là gì.")))
    if card.accumulation == "cumulative" and card.counted_from is None:
        told.append(("counted_from", _("Số cộng dồn cần ngày bắt đầu cộng.")))
    if card.lower is not None and card.upper is not None and card.upper < card.lower:
        told.append(("upper", _("Mức cao nhất nhỏ hơn mức thấp nhất.")))
    if not 0 <= card.decimals <= MOST_DECIMALS:
        told.append(("decimals", _("Số chữ số lẻ từ 0 đến {most}.").format(most=MOST_DECIMALS)))
    if card.source == Origin.FACT and card.calendar in EARLY and _by_calendar_years(card.fact):
        sentence = _("Sổ ghi số liệu này theo năm dương lịch nên chỉ tính được theo năm thống kê.")
        told.append(("calendar", sentence))
    if card.calendar == "plan" and not card.year_ends_on:
        told.append(("year_ends_on", _("Kỳ riêng cần ngày chốt, ví dụ 11-30.")))
    return told


def _by_calendar_years(code: str) -> bool:
    """Whether records tell only a year; one that closes earlier touches two, and figures of both would count."""
    try:
        register, fact = fact_of(code)
    except FactUnknown:
        return False
    return bool(fact.over) and not isinstance(end_of(register, fact.over), DateField)


def _locked(card: Card) -> Indicator:
    """The indicator, held until the end; for a formula all of them, so that no two together close a circle."""
    rows = Indicator.objects.select_for_update().order_by("pk")
    if card.source != Origin.FORMULA:
        rows = rows.filter(pk=card.indicator_id)
    return next(row for row in rows if row.pk == card.indicator_id)


def _told(indicator: Indicator, name: str) -> Any:
    value = getattr(indicator, name)
    return value.code if name == "owner" and value is not None else value


def _copy(old: Card, new: Card) -> None:
    for name in SAID:
        setattr(new, name, getattr(old, name))


def _checked(indicator: Indicator) -> None:
    try:
        indicator.full_clean()
    except ValidationError as error:
        fields = {name: " ".join(sentences) for name, sentences in error.message_dict.items()}
        raise DomainError(" ".join(fields.values()), code="indicator.invalid", fields=fields) from error
