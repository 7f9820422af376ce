"""Loads a province data pack into the database: the kernel's part, the tags of the registers,
the indicators, then the plan it describes with what measures its targets.

What a person edited, and what came from an imported official text, is left alone: the pack only
adds missing rows and brings untouched ones up to date. That is the same rule as for agencies, so a
new release of the pack can correct its own words without undoing anybody's work.
"""

from pathlib import Path

from django.db import transaction

from khcn.indicators.pack import load_indicators
from khcn.kernel.packs.loader import fingerprint, load_kernel
from khcn.kernel.packs.models import LoadedPack
from khcn.kernel.packs.reader import Pack, read_pack
from khcn.operations.st_tasks.procedures.loading import load_procedures
from khcn.plan.pack.findings import load_findings
from khcn.plan.pack.measures import load_measures
from khcn.plan.pack.skeleton import load_plan
from khcn.registers.directory.taxonomies import load_directions

__all__ = ["load_pack_once"]


def load_pack_once(folder: Path) -> bool:
    """Load the pack unless exactly these files were loaded before; True if it was loaded."""
    pack = read_pack(folder)
    told = fingerprint(pack)
    if LoadedPack.objects.filter(code=pack.code, fingerprint=told).exists():
        return False
    with transaction.atomic():
        load_kernel(pack)
        load_directions(pack)
        load_procedures(pack)
        load_indicators(pack)
        if plan := load_plan(pack):
            load_findings(pack, plan)
            load_measures(pack, plan)
        _remember(pack, told)
    return True


def _remember(pack: Pack, told: str) -> None:
    LoadedPack.objects.update_or_create(
        code=pack.code,
        defaults={
            "province_name": pack.about["province"],
            "artificial": pack.about["artificial"],
            "settings": {"seats": _seats(pack)},
            "fingerprint": told,
        },
    )


def _seats(pack: Pack) -> dict[str, str]:
    """Agencies in which the demo people sit: those of pack.yaml, reporters where most else is led."""
    seats = dict(pack.about["roles"])
    others = [
        code
        for task in pack.rows("plan", "tasks")
        for code in task["leads"]["agencies"]
        if code not in seats.values() and _still_works(pack, code)
    ]
    if others:
        busiest = max(others, key=others.count)
        seats |= {"reporter": busiest, "approver": busiest}
    return seats


def _still_works(pack: Pack, code: str) -> bool:
    rows = pack.rows("agencies", "agencies")
    return any(row["code"] == code and row["valid_to"] is None and row["kind"] == "so" for row in rows)
