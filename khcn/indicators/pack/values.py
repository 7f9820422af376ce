"""Known values of the pack: confirmed where their source was read, drafts where it was not."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState, Origin, ValueState
from khcn.indicators.models import Card, Observation
from khcn.kernel.packs.reader import Pack
from khcn.kernel.territory.models import Unit

SAID = ("calendar", "value", "numerator", "denominator", "source_note", "note", "breaks_series", "state")


def load_values(pack: Pack) -> set[int]:
    """Keys of the indicators whose values changed."""
    rows = pack.rows("indicators", "values")
    codes = {row["indicator"] for row in rows}
    in_force = Card.objects.filter(state=CardState.IN_FORCE, indicator__code__in=codes)
    cards = {card.indicator.code: card for card in in_force.select_related("indicator")}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={row["territory"] for row in rows})}
    changed: set[int] = set()
    for row in rows:
        card = cards[row["indicator"]]
        keys = {
            "indicator": card.indicator,
            "first_day": row["from"],
            "last_day": row["to"],
            "territory": units[row["territory"]],
            "vintage": row["vintage"],
        }
        said = _said(row, card) | {"artificial": pack.about["artificial"]}
        if _put_value(card, keys, said):
            changed.add(card.indicator_id)
    return changed


def _said(row: dict[str, Any], card: Card) -> dict[str, Any]:
    confirmed = row["status"] == "confirmed"
    return {
        "calendar": row.get("calendar", card.calendar),
        "value": row["value"],
        "numerator": row.get("numerator"),
        "denominator": row.get("denominator"),
        "source_note": f"{row['source_note']} ({_how_known(row['basis_mark'])})",
        "note": row.get("note", ""),
        "breaks_series": row.get("breaks_series", False),
        "state": ValueState.CONFIRMED if confirmed else ValueState.DRAFT,
    }


def _how_known(mark: str) -> str:
    return {
        "verified": _("đã đọc văn bản"),
        "secondary": _("đọc qua báo, trang tin"),
        "package": _("từ gói dữ liệu công khai"),
        "analogy": _("suy từ nơi khác, chưa đọc nguồn"),
        "memory": _("chưa đọc nguồn"),
    }[mark]


def _put_value(card: Card, keys: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether something was written: a draft is corrected in place, a confirmed figure gets a new revision."""
    told = Observation.objects.filter(**keys).order_by("-revision", "-pk")
    old = told.first()
    if old is None:
        _write(card, keys, said)
        return True
    if any(touched(one) for one in told) or all(getattr(old, name) == said[name] for name in SAID):
        return False
    if old.state == ValueState.DRAFT:
        for name, value in _with_day(said).items():
            setattr(old, name, value)
        old.card = card
        old.save()
        return True
    Observation.objects.filter(pk=old.pk).update(current=False)
    reason = _("Gói dữ liệu sửa số.")
    _write(card, keys, said, replaces=old, revision=old.revision + 1, reason=reason)
    return True


def touched(row: Observation) -> bool:
    """Whether a person told, confirmed, published or withdrew it, or it came from elsewhere than the pack."""
    people = (row.created_by_id, row.confirmed_by_id, row.published_by_id)
    published = row.state == ValueState.PUBLISHED
    return any(people) or published or row.withdrawn or row.origin != Origin.IMPORT


def _write(card: Card, keys: dict[str, Any], said: dict[str, Any], **more: Any) -> None:
    Observation.objects.create(card=card, origin=Origin.IMPORT, **keys, **_with_day(said), **more)


def _with_day(said: dict[str, Any]) -> dict[str, Any]:
    confirmed = said["state"] == ValueState.CONFIRMED
    return said | {"confirmed_at": timezone.now() if confirmed else None}
