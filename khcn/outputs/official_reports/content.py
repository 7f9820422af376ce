"""A report as plain data: what is shown, sealed and written. A frozen report is its content and nothing else.

Only text, whole numbers, lists and dictionaries, so that every database gives back exactly what was stored.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from khcn.agency_reports.models import Cycle
from khcn.kernel.agencies.models import Agency
from khcn.outputs.official_reports.choices import BlockKind, BlockState
from khcn.outputs.official_reports.models import Block, OfficialReport, Section
from khcn.outputs.official_reports.putting_together import blocks_of
from khcn.outputs.official_reports.skeleton import ANNEX
from khcn.outputs.official_reports.sources import names_on

Content = dict[str, Any]
FORMAT = 1
SIGNING = ("authority", "collective", "head_title", "signer_title", "signer_name")


def content_of(report: OfficialReport, day: date) -> Content:
    """What the document says as it stands, with the names that agencies bear on that day."""
    blocks = [one for one in blocks_of(report) if one.state == BlockState.KEPT]
    issuer = report.issuer
    agencies = (
        {one.agency for one in blocks if one.agency}
        | {issuer}
        | ({issuer.parent} if issuer.parent else set())
    )
    names = names_on(agencies, day)
    return {
        "format": FORMAT, "day": day.isoformat(), "title": report.title, "place": report.place,
        "symbol": report.symbol, "addressees": list(report.addressees), "recipients": list(report.recipients),
        "cycle": _cycle(report.cycle), "issuer": _agency(issuer, names),
        "superior": _agency(issuer.parent, names) if issuer.parent else None,
        "signature": {name: getattr(report, name) for name in SIGNING},
        "sections": _sections(report, blocks, names),
    }  # fmt: skip


def _cycle(cycle: Cycle) -> dict[str, Any]:
    return {
        "code": cycle.code, "title": cycle.title, "kind": cycle.kind, "year": cycle.year, "plan": cycle.plan.code,
        "plan_symbol": cycle.plan.symbol, "first_day": cycle.first_day.isoformat(),
        "last_day": cycle.last_day.isoformat(), "calendar": cycle.calendar,
    }  # fmt: skip


def _agency(agency: Agency, names: Mapping[int, str]) -> dict[str, Any]:
    return {"code": agency.code, "name": names[agency.pk]}


def _sections(
    report: OfficialReport, blocks: Iterable[Block], names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Sections that hold something, and headings without words of their own under which something stands."""
    told: dict[int, list[dict[str, Any]]] = {}
    for block in blocks:
        told.setdefault(block.section_id, []).append(_block(block, names))
    rows = list(report.sections.order_by("order"))
    shown = []
    for place, row in enumerate(rows):
        below = [] if row.code.startswith(ANNEX) else _below(rows[place + 1 :], row.level)
        if row.pk in told or any(one.pk in told for one in below):
            part = {"code": row.code, "level": row.level, "title": row.title, "order": row.order}
            shown.append(part | {"blocks": told.get(row.pk, [])})
    return shown


def _below(rows: list[Section], level: int) -> list[Section]:
    found = []
    for row in rows:
        if row.level <= level or row.code.startswith(ANNEX):
            break
        found.append(row)
    return found


def _block(block: Block, names: Mapping[int, str]) -> dict[str, Any]:
    answer = block.answer
    source = None
    if answer is not None:
        report = answer.report
        source = {"answer": answer.pk, "report": report.pk, "version": report.version, "state": report.state}
    return {
        "kind": block.kind, "key": block.key, "rule": block.rule, "text": block.text, "original": block.original,
        "table": block.table, "figures": block.figures, "source": source,
        "agency": _agency(block.agency, names) if block.agency else None,
    }  # fmt: skip


def canonical(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(content: Content) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def sections_of(content: Content, *, annexes: bool) -> list[dict[str, Any]]:
    return [one for one in content["sections"] if one["code"].startswith(ANNEX) == annexes]


def figures_of(content: Content) -> list[dict[str, Any]]:
    return [figure for part in content["sections"] for block in part["blocks"] for figure in block["figures"]]


def is_table(block: Mapping[str, Any]) -> bool:
    return bool(block["kind"] == BlockKind.TABLE and block["table"])
