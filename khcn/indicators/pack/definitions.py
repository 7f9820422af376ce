"""Indicators of the pack and their cards: the first is in force at once, a new definition becomes a new version."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.indicators.choices import CardState
from khcn.indicators.models import Card, Indicator
from khcn.kernel.agencies.models import Agency
from khcn.kernel.packs.loader import edited_by_people, put
from khcn.kernel.packs.reader import Pack
from khcn.kernel.territory.models import Unit

#: What a card says when the pack does not.
DEFAULTS: dict[str, Any] = {
    "unit": "", "overshoot_bad": False, "accumulation": "period", "counted_from": None, "calendar": "statistical",
    "year_ends_on": "", "numerator": "", "denominator": "", "by_territory": False, "fact": "", "expression": "",
    "source_body": "", "frequency": "yearly", "lower": None, "upper": None, "decimals": 1, "rule": "own",
    "method_note": "",
}  # fmt: skip
#: Words about a definition that do not change what its values mean: corrected without a new version.
ABOUT = ("legal_basis", "note", "confirmation")


def load_definitions(pack: Pack) -> set[int]:
    """Keys of the indicators whose definition changed."""
    kept = edited_by_people(Indicator)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=_places(pack))}
    cards = Card.objects.select_related("territory").order_by("version")
    latest = {card.indicator_id: card for card in cards}
    settled = set(
        Card.objects.exclude(created_by=None, in_force_by=None).values_list("indicator__code", flat=True)
    )
    changed: set[int] = set()
    for order, row in enumerate(pack.rows("indicators", "indicators"), start=1):
        about = _about(row, order)
        about |= {"owner": agencies.get(row["owner"] or ""), "artificial": pack.about["artificial"]}
        if row["code"] in settled:
            del about["name"]
        indicator = put(Indicator, {"code": row["code"]}, about, kept)
        if row["code"] in settled:
            continue
        said = _said(row) | {"territory": units[row.get("territory") or pack.about["territory"]["current"]]}
        if _put_card(indicator, latest.get(indicator.pk), said, _sourced(row)):
            changed.add(indicator.pk)
    return changed


def _places(pack: Pack) -> set[str]:
    named = {row["territory"] for row in pack.rows("indicators", "indicators") if "territory" in row}
    return named | {pack.about["territory"]["current"]}


def _about(row: dict[str, Any], order: int) -> dict[str, Any]:
    return {
        "name": row["name"],
        "group": row["group"],
        "key": row.get("key", False),
        "visibility": row.get("visibility", "internal"),
        "order": order * 10,
    }


def _said(row: dict[str, Any]) -> dict[str, Any]:
    said = {name: row.get(name, default) for name, default in DEFAULTS.items()}
    return said | {
        "name": row["name"],
        "kind": row["kind"],
        "source": row["source"],
        "upward": row.get("direction") != "down",
    }


def _sourced(row: dict[str, Any]) -> dict[str, str]:
    return {
        "legal_basis": row.get("legal_basis", ""),
        "note": row.get("note", ""),
        "confirmation": row["status"],
    }


def _put_card(indicator: Indicator, old: Card | None, said: dict[str, Any], about: dict[str, str]) -> bool:
    """Whether the definition became another one."""
    if old is not None and all(getattr(old, name) == value for name, value in said.items()):
        if any(getattr(old, name) != value for name, value in about.items()):
            Card.objects.filter(pk=old.pk).update(**about)
        return False
    now = timezone.now()
    if old is not None:
        Card.objects.filter(pk=old.pk).update(state=CardState.REPLACED, replaced_at=now)
    Card.objects.create(
        indicator=indicator,
        version=old.version + 1 if old else 1,
        state=CardState.IN_FORCE,
        in_force_at=now,
        reason=_("Gói dữ liệu thay định nghĩa.") if old else "",
        **said,
        **about,
    )
    return True
