"""Loads the taxonomies that ship with the house and with the data pack.

Science fields come with the house; of the edition of 2025 only level 1 is known here, its level 2 is borrowed from
the OECD until the official table is imported (`science_fields`). Directions come with the province's pack.
"""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from khcn.kernel.packs.loader import put
from khcn.kernel.packs.reader import Pack
from khcn.registers.directory.models import FieldCrosswalk, ScienceField, TechnologyDirection

DATA = Path(__file__).parent / "data" / "science_fields.yaml"
CURRENT = "2025"


def load_directions(pack: Pack) -> None:
    """The directions of the pack brought up to date; those that the pack no longer names stay, records may use them."""
    found: dict[str, TechnologyDirection] = {}
    for row in pack.rows("directions", "directions"):
        parent = found.get(row.get("parent") or "")
        values = {
            "name": row["title"],
            "parent": parent,
            "level": parent.level + 1 if parent else 1,
            "clause": row.get("clause") or "",
            "legal_basis": row.get("legal_basis") or "",
            "note": row.get("note") or "; ".join(row.get("covers", [])),
            "confirmation": row["status"],
        }
        found[row["code"]] = put(TechnologyDirection, {"code": row["code"]}, values, set())


@transaction.atomic
def load_science_fields() -> None:
    """Both editions at level 1, the crosswalk between them, and FORD's level 2 unless the official one is there."""
    told = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    for edition in told["editions"]:
        for code, name in told["level_1"].items():
            put(ScienceField, {"edition": edition["code"], "code": code}, _values(edition, name, 1), set())
    _load_crosswalk(told)
    if not official_level_2().exists():
        _load_ford(told)


def official_level_2() -> Any:
    """Entries of the edition in force with official codes of three digits."""
    return ScienceField.objects.filter(edition=CURRENT, level=2).exclude(code__contains=".")


def borrowed_level_2() -> Any:
    """Entries of FORD that stand in for the official ones."""
    return ScienceField.objects.filter(edition=CURRENT, level=2, code__contains=".")


def _values(edition: dict[str, Any], name: str, level: int) -> dict[str, Any]:
    kept = ("legal_basis", "valid_from", "valid_to", "confirmation")
    return {"name": name, "level": level, **{key: edition[key] for key in kept}}


def _load_ford(told: dict[str, Any]) -> None:
    edition = next(one for one in told["editions"] if one["code"] == CURRENT)
    tops = {one.code: one for one in ScienceField.objects.filter(edition=CURRENT, level=1)}
    for code, name in told["ford"].items():
        values = _values(edition, name, 2) | {"parent": tops[code.split(".")[0]], "note": told["ford_note"]}
        put(ScienceField, {"edition": CURRENT, "code": code}, values, set())


def _load_crosswalk(told: dict[str, Any]) -> None:
    tops = {(one.edition, one.code): one for one in ScienceField.objects.filter(level=1)}
    for code in told["level_1"]:
        keys = {"old": tops["2008", code], "new": tops[CURRENT, code]}
        put(FieldCrosswalk, keys, {"partial": False, **told["crosswalk"]}, set())
