"""The plan of the pack: identity, headings, targets, tasks, duties, reports and funding.

Titles are the project's own words; the official wording comes when the document is imported.
Reports "when needed" have neither day nor year, so they are not reporting duties here: obstacles
(vướng mắc) and sub-plans carry them.
"""

from typing import Any

from khcn.kernel.agencies.models import Agency
from khcn.kernel.packs.loader import edited_by_people, put
from khcn.kernel.packs.reader import Pack
from khcn.kernel.territory.models import Unit
from khcn.lib.vn_text import slug
from khcn.plan.importing.years import ensure_years
from khcn.plan.models import Duty, FundingSource, LegalBasis, Plan, ReportingDuty, Section, Target, Task
from khcn.plan.pack.parties import Directory, load_parties, touched_by_people

KINDS = {
    "Kế hoạch": "KH",
    "Quyết định": "QĐ",
    "Nghị quyết": "NQ",
    "Chương trình": "CTr",
    "Đề án": "ĐA",
    "Chỉ thị": "CT",
}


def load_plan(pack: Pack) -> Plan | None:
    """The plan of the pack brought up to date, or None if the pack describes none."""
    if "plan" not in pack.sections:
        return None
    plan = _load_identity(pack)
    directory = Directory(plan.issued_on)
    _load_sections(pack, plan)
    _load_targets(pack, plan)
    _load_tasks(pack, plan, directory)
    _load_duties(pack, plan, directory)
    _load_reporting(pack, plan, directory)
    _load_funding(pack, plan)
    ensure_years(plan)
    return plan


def kept_rows(model: type[Any], plan: Plan) -> set[int]:
    """Rows that the pack leaves alone: edited by a person, or anchored in an imported text."""
    anchored = set(model.objects.filter(plan=plan, source__isnull=False).values_list("pk", flat=True))
    return anchored | (edited_by_people(model) if hasattr(model, "history") else set())


def plan_code(symbol: str, year: int | None) -> str:
    """The stable code of a plan: its symbol and year, since symbols begin anew each year."""
    return slug(f"{symbol} {year or ''}")


def _load_identity(pack: Pack) -> Plan:
    said = pack.sections["plan"]
    identity, years = said["identity"], said["horizon"]
    issuer = Agency.objects.get(code=identity["issuer"])
    values = {
        "kind": KINDS.get(identity["kind"], "KHAC"),
        "number": identity["number"],
        "symbol": identity["symbol"],
        "issuer": issuer,
        "issuer_name": issuer.name,
        "place": identity["place"],
        "issued_on": identity["issued_on"],
        "short_title": identity["short_title"],
        "from_year": years["from"],
        "to_year": years["to"],
        "territory": Unit.objects.get(code=said["territory"]),
        "territory_note": pack.about["plan"]["signed_for"] if pack.about["plan"] else "",
        "artificial": pack.about["artificial"],
    }
    imported = set(Plan.objects.filter(texts__isnull=False).values_list("pk", flat=True))
    code = plan_code(identity["symbol"], identity["issued_on"].year)
    plan = put(Plan, {"code": code}, values, edited_by_people(Plan) | imported)
    for basis in identity["implements"]:
        put(
            LegalBasis,
            {"plan": plan, "symbol": basis["symbol"]},
            {"issued_on": basis["issued_on"]},
            kept_rows(LegalBasis, plan),
        )
    return plan


def _load_sections(pack: Pack, plan: Plan) -> None:
    kept = kept_rows(Section, plan)
    found: dict[str, Section] = {}
    for order, row in enumerate(pack.rows("plan", "sections"), start=1):
        above, _dot, label = row["path"].rpartition(".")
        values = {
            "title": row["title"],
            "label": label,
            "level": row["path"].count(".") + 1,
            "parent": found.get(above),
            "order": order,
            "clause": row["path"],
        }
        found[row["path"]] = put(Section, {"plan": plan, "path": row["path"]}, values, kept)


def _load_targets(pack: Pack, plan: Plan) -> None:
    kept = kept_rows(Target, plan)
    owners = {agency.code: agency for agency in Agency.objects.all()}
    found: dict[str, Target] = {}
    rows = pack.rows("targets", "targets")
    for order, row in enumerate(rows, start=1):
        values = _target_values(row, rows) | {
            "order": order * 10,
            "owner": owners.get(row["owner"] or ""),
            "parent": found.get(row["parent"] or ""),
        }
        found[row["code"]] = put(Target, {"plan": plan, "code": row["code"]}, values, kept)
        for more, variant in enumerate(row.get("variants", []), start=1):
            other = values | _variant_values(variant)
            other |= {"order": order * 10 + more, "parent": found[row["code"]]}
            put(Target, {"plan": plan, "code": f"{row['code']}-{variant['clause']}"}, other, kept)


def _target_values(row: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A group has no figure of its own: it is qualitative, takes its parts' horizon and never governs."""
    group = row["kind"] == "group"
    parts = [part for part in rows if part["parent"] == row["code"] and part["horizon"]]
    horizon = row["horizon"] or (parts[0]["horizon"] if parts else {"kind": "by", "year": None})
    baseline = row["baseline"] or {}
    return {
        "clause": row["clause"],
        "short_title": row["title"],
        "kind": "qualitative" if group else row["kind"],
        "operator": row["operator"] or "",
        "low": row["low"],
        "high": row["high"],
        "unit": row["unit"] or "",
        "horizon": horizon["kind"],
        "year": horizon["year"],
        "upward": row["direction"] != "down",
        "governing": not group,
        "readings": [
            {"code": one["code"], "label": one["sentence"], "suggested": one.get("suggested", False)}
            for one in row["readings"]
        ],
        "note": row.get("note") or "",
        "baseline_value": baseline.get("value"),
        "baseline_unit": baseline.get("unit") or "",
        "baseline_period": baseline.get("period") or "",
    }


def _variant_values(row: dict[str, Any]) -> dict[str, Any]:
    """Another figure for the same promise elsewhere in the plan: shown beside it, never governing."""
    return {
        "clause": row["clause"],
        "short_title": row["title"],
        "operator": row["operator"] or "",
        "low": row["low"],
        "high": row["high"],
        "unit": row["unit"] or "",
        "governing": False,
        "readings": [],
        "note": "",
        "baseline_value": None,
        "baseline_unit": "",
        "baseline_period": "",
    }


def _load_tasks(pack: Pack, plan: Plan, directory: Directory) -> None:
    kept = kept_rows(Task, plan)
    reassigned = touched_by_people("task") | kept
    for order, row in enumerate(pack.rows("plan", "tasks"), start=1):
        refers = (row["refers_to"] or [{}])[0]
        values = {
            "clause": row["clause"],
            "order": order,
            "short_title": row["title"],
            "schedule": row["schedule"]["kind"],
            "from_year": row["schedule"]["from"],
            "to_year": row["schedule"]["to"],
            "refers_to_symbol": refers.get("symbol", ""),
            "refers_to_date": refers.get("issued_on"),
            "note": row.get("note") or "",
        }
        task = put(Task, {"plan": plan, "no": str(row["no"])}, values, kept)
        if task.pk not in reassigned:
            load_parties({"task": task}, "lead", row["leads"], directory)
            load_parties({"task": task}, "coordinating", row["coordinating"], directory)


def _load_duties(pack: Pack, plan: Plan, directory: Directory) -> None:
    kept = kept_rows(Duty, plan)
    reassigned = touched_by_people("duty") | kept
    for order, row in enumerate(pack.rows("plan", "duties"), start=1):
        title = "; ".join(item["title"] for item in row["items"])[:300]
        duty = put(
            Duty, {"plan": plan, "clause": row["clause"]}, {"order": order, "short_title": title}, kept
        )
        if duty.pk not in reassigned:
            load_parties({"duty": duty}, "holder", row["party"], directory)


def _load_reporting(pack: Pack, plan: Plan, directory: Directory) -> None:
    kept = kept_rows(ReportingDuty, plan)
    reassigned = touched_by_people("reporting_duty") | kept
    rows = [row for row in pack.rows("plan", "reporting") if row["frequency"] in ("yearly", "once")]
    for order, row in enumerate(rows, start=1):
        month, day = map(int, row["due"].split("-")) if row["due"] else (None, None)
        keys = {"plan": plan, "clause": row["clause"], "frequency": row["frequency"], "year": row["year"]}
        values = {
            "order": order,
            "short_title": row["title"],
            "due_month": month,
            "due_day": day,
            "receivers": [directory.name(code) for code in row["to"]],
        }
        duty = put(ReportingDuty, keys, values, kept)
        if duty.pk not in reassigned:
            load_parties({"reporting_duty": duty}, "holder", row["party"], directory)


def _load_funding(pack: Pack, plan: Plan) -> None:
    kept = kept_rows(FundingSource, plan)
    for order, row in enumerate(pack.rows("plan", "funding"), start=1):
        keys = {"plan": plan, "short_title": row["title"]}
        put(FundingSource, keys, {"order": order, "clause": row["clause"]}, kept)
