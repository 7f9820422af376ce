"""Writes the kernel's part of a data pack: territory, agencies, names, successions, classes.

Loading again changes only what the pack says anew; a row that a person edited on screen is left
as that person wants it.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Model

from khcn.kernel.agencies.models import Agency, AgencyClass, AgencyName, Succession
from khcn.kernel.packs.communes import communes_of
from khcn.kernel.packs.reader import Pack
from khcn.kernel.registers.stale import mark_all
from khcn.kernel.territory.models import Level, Unit, UnitChange

LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE, "quoc-gia": Level.COUNTRY}
#: Bodies that plans name but that are not state agencies.
NON_STATE = ("hoi", "doanh-nghiep", "doan-the", "hop-tac-xa", "to-chuc")


def fingerprint(pack: Pack) -> str:
    """SHA-256 over the pack's files, in the order of their names."""
    told = hashlib.sha256()
    for path in sorted(pack.folder.rglob("*.y*ml")):
        told.update(path.relative_to(pack.folder).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def load_kernel(pack: Pack) -> None:
    """Call inside a transaction."""
    _load_units(pack)
    _load_communes(pack)
    _load_agencies(pack)
    _load_commune_committees(pack)
    _load_successions(pack)
    _load_classes(pack)
    mark_all()


def edited_by_people(model: type[Model]) -> set[Any]:
    """Ids of the rows that somebody changed on screen."""
    history = model.history.model.objects  # type: ignore[attr-defined]
    return set(history.filter(history_user__isnull=False).values_list("id", flat=True))


def put(model: type[Model], keys: dict[str, Any], values: dict[str, Any], kept: set[Any]) -> Any:
    """Create the row, or bring it up to the pack unless a person edited it; unchanged rows are not written."""
    row = model._default_manager.filter(**keys).first()
    if row is None:
        return model._default_manager.create(**keys, **values)
    if row.pk not in kept and any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def _sourced(row: dict[str, Any]) -> dict[str, str]:
    return {
        "legal_basis": row.get("legal_basis") or "",
        "note": row.get("note") or "",
        "confirmation": row.get("status") or "to_confirm",
    }


def _load_units(pack: Pack) -> None:
    units: dict[str, Unit] = {}
    for row in pack.rows("territory", "units"):
        values = {
            "official_code": str(row.get("nso_code") or ""),
            "level": LEVELS[row["level"]],
            "kind": row["kind"],
            "name": row["name"],
            "parent": units.get(row.get("parent") or ""),
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            **_sourced(row),
        }
        units[row["code"]] = put(Unit, {"code": row["code"]}, values, set())
    for row in pack.rows("territory", "edges"):
        for old, new in _pairs(row):
            keys = {
                "predecessor": units[old],
                "successor": units[new] if new else None,
                "effective_on": row["on"],
            }
            put(UnitChange, keys, {"kind": row["kind"], **_sourced(row)}, set())


def _pairs(row: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for old in row["from"]:
        yield from ((old, new) for new in row["to"] or [None])


def _load_communes(pack: Pack) -> None:
    source = pack.sections["territory"].get("communes")
    if not source:
        return
    parent = Unit.objects.get(code=source["parent"])
    known = {unit.code: unit for unit in Unit.objects.filter(level=Level.COMMUNE)}
    for commune in communes_of(source["province_code"]):
        if f"xa-{commune.code}" in known:
            continue
        Unit.objects.create(
            code=f"xa-{commune.code}",
            official_code=commune.code,
            level=Level.COMMUNE,
            kind=commune.kind,
            name=commune.name,
            parent=parent,
            valid_from=source["valid_from"],
            legal_basis=source["legal_basis"],
            confirmation="confirmed",
        )


def _load_agencies(pack: Pack) -> None:
    kept = edited_by_people(Agency)
    rows = pack.rows("agencies", "agencies")
    units = {unit.code: unit for unit in Unit.objects.all()}
    agencies = {
        row["code"]: put(Agency, {"code": row["code"]}, _agency_values(row, order, units), kept)
        for order, row in enumerate(rows)
    }
    for row in rows:
        agency = agencies[row["code"]]
        parent = agencies.get(row.get("parent") or "")
        if agency.parent != parent and agency.pk not in kept:
            agency.parent = parent
            agency.save()
        for name in row["names"]:
            values = {"short_name": name["short"] or "", "valid_to": name["valid_to"]}
            keys = {"agency": agency, "name": name["name"], "valid_from": name["valid_from"]}
            put(AgencyName, keys, values, set())


def _agency_values(row: dict[str, Any], order: int, units: dict[str, Unit]) -> dict[str, Any]:
    latest = row["names"][-1]
    identifiers = row.get("identifiers") or {}
    territories = row.get("territories") or []
    return {
        "kind": row["kind"],
        "name": latest["name"],
        "short_name": latest["short"] or "",
        "aliases": sorted({*row["aliases"], *_other_names(row)}),
        "territory": units[territories[-1]["code"]] if territories else None,
        "state_body": row["kind"] not in NON_STATE,
        "identifier": identifiers.get("ma_dinh_danh"),
        "tax_code": identifiers.get("ma_so_thue"),
        "valid_from": row["valid_from"],
        "valid_to": row["valid_to"],
        "order": order,
        **_sourced(row),
    }


def _other_names(row: dict[str, Any]) -> Iterator[str]:
    for name in row["names"][:-1]:
        yield name["name"]


def _load_commune_committees(pack: Pack) -> None:
    source = pack.sections["agencies"].get("commune_committees")
    if not source:
        return
    parent = Agency.objects.filter(code=source["parent"]).first()
    known = set(Agency.objects.filter(kind=source["kind"]).values_list("code", flat=True))
    for unit in Unit.objects.filter(level=Level.COMMUNE, valid_to=None):
        code = f"ubnd-{unit.code}"
        if code not in known:
            _create_committee(code, unit, parent, source)


def _create_committee(code: str, unit: Unit, parent: Agency | None, source: dict[str, Any]) -> None:
    name = source["name_pattern"].format(name=unit.name[0].lower() + unit.name[1:])
    since: date = source["valid_from"]
    agency = Agency.objects.create(
        code=code,
        kind=source["kind"],
        name=name,
        short_name=name.replace("Ủy ban nhân dân", "UBND"),
        parent=parent,
        territory=unit,
        valid_from=since,
        confirmation=source["status"],
        order=5000,
    )
    AgencyName.objects.create(agency=agency, name=name, short_name=agency.short_name, valid_from=since)


def _load_successions(pack: Pack) -> None:
    kept = edited_by_people(Succession)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    for row in pack.rows("successions", "edges"):
        for old, new in _pairs(row):
            keys = {
                "predecessor": agencies[old],
                "successor": agencies[new] if new else None,
                "effective_on": row["on"],
                "function": row.get("function") or "",
            }
            put(Succession, keys, {"kind": row["kind"], **_sourced(row)}, kept)


def _load_classes(pack: Pack) -> None:
    for row in pack.rows("classes", "classes"):
        values = {
            "name": row["name"],
            "patterns": row["patterns"],
            "kinds": row.get("suggested", {}).get("kinds", []),
            **_sourced(row),
        }
        put(AgencyClass, {"code": row["code"]}, values, set())
