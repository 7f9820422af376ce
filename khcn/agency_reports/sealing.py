"""What was sent, complete and plain, so that it can be read when names and cards have changed; and its SHA-256."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.utils import timezone

from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling.checking import WARNING, Problem
from khcn.agency_reports.filling.sheet import Line, Sheet
from khcn.agency_reports.models import Report
from khcn.kernel.access import Actor
from khcn.kernel.agencies.queries import name_on
from khcn.kernel.documents.models import Attachment, StoredFile

#: Grows when the shape of what is sealed changes.
FORMAT = 1
ANSWERED = (
    "nothing", "declared", "text", "value", "numerator", "denominator", "unit", "money", "obstacle", "proposal",
    "level", "explanation",
)  # fmt: skip


def contents(
    sheet: Sheet, found: list[Problem], by: Actor, signed_pdf: tuple[StoredFile, str] | None = None
) -> dict[str, Any]:
    """Everything the report says, with the names of agency and items and the versions of cards on this day."""
    report, request, cycle = sheet.report, sheet.request, sheet.request.cycle
    return {
        "format": FORMAT,
        "cycle": {
            "code": cycle.code, "title": cycle.title, "kind": cycle.kind, "year": cycle.year,
            "first_day": cycle.first_day.isoformat(), "last_day": cycle.last_day.isoformat(),
            "template": [cycle.template.code, cycle.template.version],
        },
        "agency": {"code": request.agency.code, "name": name_on(request.agency, by.on)},
        "part": report.part,
        "version": report.version,
        "sent": {"on": by.on.isoformat(), "at": timezone.now().isoformat(timespec="seconds"), "by": by.name},
        "items": [_item(line) for line in sheet.lines if line.answer.pk],
        "warnings": [_warning(one) for one in found if one.level == WARNING],
        "signed_pdf": {"name": signed_pdf[1], "sha256": signed_pdf[0].sha256} if signed_pdf else None,
    }  # fmt: skip


def canonical(sealed: dict[str, Any]) -> str:
    """One text for one content, whatever the database does to the order of keys."""
    return json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(sealed: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(sealed).encode()).hexdigest()


def is_intact(report: Report) -> bool:
    """What the report holds is what was sealed when it was sent."""
    return bool(report.seal) and report.sealed is not None and seal_of(report.sealed) == report.seal


def _item(line: Line) -> dict[str, Any]:
    return {
        "item": line.item.pk,
        "kind": line.item.kind,
        "key": _key(line),
        "title": line.item.title,
        "role": line.item.role,
        "card": _card(line),
        "answer": {name: _plain(getattr(line.answer, name)) for name in ANSWERED},
        "evidence": [_file(one) for one in line.evidence],
    }


def _key(line: Line) -> str:
    item = line.item
    if item.kind == ItemKind.TASK and item.task:
        return item.task.no
    if item.kind == ItemKind.INDICATOR and item.indicator:
        return item.indicator.code
    return item.section


def _card(line: Line) -> dict[str, Any] | None:
    card = line.card
    if card is None:
        return None
    return {"version": card.version, "name": card.name, "unit": card.unit, "kind": card.kind}


def _warning(one: Problem) -> dict[str, Any]:
    return {"item": one.item.pk if one.item else None, "code": one.code, "sentence": one.sentence}


def _file(one: Attachment) -> dict[str, Any]:
    return {"name": str(one), "sha256": one.file.sha256 if one.file else ""}


def _plain(value: Any) -> Any:
    """12 and 12.00000000 are one number and seal the same."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value
