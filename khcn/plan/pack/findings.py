"""Findings that need a specialist's eye come with the pack; people settle them."""

from typing import Any

from khcn.kernel.agencies.models import Agency
from khcn.kernel.packs.loader import edited_by_people, put
from khcn.kernel.packs.reader import Pack
from khcn.lib.vn_text import slug
from khcn.plan.models import Finding, Plan, Target, Task


def load_findings(pack: Pack, plan: Plan) -> None:
    """Add missing findings; one that a person settled or edited stays as it is."""
    settled = Finding.objects.filter(plan=plan, state="settled").values_list("pk", flat=True)
    kept = edited_by_people(Finding) | set(settled)
    names = dict(Agency.objects.values_list("code", "name"))
    for row in pack.rows("findings", "findings"):
        values = {
            "kind": row["kind"],
            "origin": "pack",
            "title": row["title"],
            "explanation": _explanation(row, names),
            "readings": _readings(row["readings"]),
        }
        finding = put(Finding, {"plan": plan, "code": row["code"]}, values, kept)
        if not finding.places:
            finding.places = [{"clause": clause} for clause in row["refs"]["clauses"]]
            finding.save(update_fields=["places"])
        if finding.pk not in kept:
            _point_to(finding, row["refs"])


def _explanation(row: dict[str, Any], names: dict[str, str]) -> str:
    who = names.get(row["decided_by"], "")
    wanted = f"Cần quyết định: {row['decision']}" + (f" Nơi quyết định: {who}." if who else "")
    return f"{row['explanation']}\n\n{wanted}"


def _readings(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {"code": slug(row["label"])[:60] or f"cach-{number}", "label": row["label"], "value": row["value"]}
        for number, row in enumerate(rows, start=1)
    ]


def _point_to(finding: Finding, refs: dict[str, Any]) -> None:
    finding.targets.add(*Target.objects.filter(plan=finding.plan, code__in=refs["targets"]))
    finding.tasks.add(*Task.objects.filter(plan=finding.plan, no__in=[str(no) for no in refs["tasks"]]))
