"""The definition card in words: its lines, what changed between versions, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.indicators.cards import SAID
from khcn.indicators.choices import Origin
from khcn.indicators.entering import bounds_of, plain
from khcn.indicators.models import Card
from khcn.web.workspace.indicators.words import day, source_of_card


@dataclass(frozen=True)
class Change:
    """One line of the card before and after."""

    label: str
    before: str
    after: str


def lines_of(card: Card, *, inside: bool = True) -> list[tuple[str, str]]:
    """What a reader needs to know, in the order in which one asks; empty lines are left out, notes stay inside."""
    lower, upper = bounds_of(card)
    told = [
        (_("Đơn vị"), card.unit), (_("Loại"), card.get_kind_display()),
        (_("Tử số"), card.numerator), (_("Mẫu số"), card.denominator),
        (_("Chiều mong muốn"), _direction(card)), (_("Cách cộng theo thời gian"), _accumulation(card)),
        (_("Kỳ số liệu"), _calendar(card)), (_("Định kỳ"), card.get_frequency_display()),
        (_("Địa bàn"), _territory(card)), (_("Nguồn số liệu"), card.get_source_display()),
        (_("Lấy từ"), source_of_card(card) if card.source == Origin.FACT else card.source_body),
        (_("Khoảng hợp lệ"), _range(lower, upper)), (_("Cách chấm tiến độ"), card.get_rule_display()),
        (_("Phương pháp"), card.method_note), (_("Căn cứ pháp lý"), card.legal_basis), (_("Ghi chú"), card.note if inside else ""),
    ]  # fmt: skip
    return [(str(label), str(value)) for label, value in told if value]


def changes(before: Card | None, after: Card) -> list[Change]:
    """What the later version says otherwise."""
    if before is None:
        return []
    found = []
    for name in SAID:
        old, new = _text(before, name), _text(after, name)
        if old != new:
            found.append(Change(label_of(name), old or _("(trống)"), new or _("(trống)")))
    return found


def with_changes(cards: Iterable[Card]) -> list[tuple[Card, list[Change]]]:
    """Versions, the newest first, each with what it changed of the one before."""
    told = list(cards)
    older = {card.version: card for card in told}
    return [(card, changes(older.get(card.version - 1), card)) for card in told]


def label_of(name: str) -> str:
    text = str(Card._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]


def _text(card: Card, name: str) -> str:
    if display := getattr(card, f"get_{name}_display", None):
        return str(display())
    value: Any = getattr(card, name)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Model):
        return str(value)
    if hasattr(value, "strftime"):
        return day(value)
    return "" if value is None else str(value)


def _direction(card: Card) -> str:
    told = _("càng cao càng tốt") if card.upward else _("càng thấp càng tốt")
    return _("{direction}, vượt mức cũng không tốt").format(direction=told) if card.overshoot_bad else told


def _accumulation(card: Card) -> str:
    told = str(card.get_accumulation_display())
    return (
        f"{told}: {day(card.counted_from)}"
        if card.accumulation == "cumulative" and card.counted_from
        else told
    )


def _calendar(card: Card) -> str:
    told = str(card.get_calendar_display())
    if card.calendar == "plan" and card.year_ends_on:
        month, last = card.year_ends_on.split("-")
        return _("{calendar}, chốt ngày {day}").format(calendar=told, day=f"{last}/{month}")
    return told


def _territory(card: Card) -> str:
    name = card.territory.name if card.territory else ""
    return _("{name}, tính cho từng xã, phường").format(name=name) if card.by_territory else name


def _range(lower: Decimal | None, upper: Decimal | None) -> str:
    if lower is None and upper is None:
        return ""
    if upper is None:
        return _("từ {lower} trở lên").format(lower=plain(lower or Decimal(0)))
    if lower is None:
        return _("đến {upper}").format(upper=plain(upper))
    return _("từ {lower} đến {upper}").format(lower=plain(lower), upper=plain(upper))
