"""The difference in a form that pages and the command show; kept with the import so pages stay quick."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.plan.importing.difference import MODELS, UNCHANGED, Change, Difference, compare
from khcn.plan.importing.items import LISTS, Json, is_matched, live, looks_doubtful, parties_in, reviewed
from khcn.plan.importing.merging import FieldChange
from khcn.plan.importing.party_difference import PartyChange, names
from khcn.plan.importing.understanding import sha256_of
from khcn.plan.models import Plan, PlanImport, PlanText

STATES = {
    "new": gettext_lazy("Mới"),
    "attached": gettext_lazy("Gắn nguyên văn"),
    "changed": gettext_lazy("Thay đổi"),
    "unchanged": gettext_lazy("Không đổi"),
    "gone": gettext_lazy("Không còn trong văn bản"),
    "waiting": gettext_lazy("Chưa thấy trong văn bản"),
}
LONGEST_VALUE = 400


def remember_difference(plan_import: PlanImport) -> Json:
    """Compute the difference anew and keep its summary in the import (not saved here)."""
    difference = compare(plan_import, sha256_of(plan_import.text))
    summary = summarise(difference)
    reviewed(plan_import)["difference"] = summary
    return summary


def current_summary(plan_import: PlanImport) -> Json:
    """The kept summary, or a new one if the plan got another text since it was made."""
    kept: Json | None = reviewed(plan_import).get("difference")
    newest = (
        PlanText.objects.filter(plan=plan_import.plan_id).values_list("version", flat=True).first()
        if plan_import.plan_id
        else None
    )
    if kept is not None and kept["version"] == newest:
        return kept
    return remember_difference(plan_import)


def summarise(difference: Difference) -> Json:
    told = [_told(change) for change in difference.changes if change.state != UNCHANGED]
    return {
        "version": difference.text.version if difference.text else None,
        "same_text": difference.same_text,
        "counts": {name: dict(counts) for name, counts in difference.counts().items()},
        "document": [_field(Plan, one) for one in difference.document],
        "changes": told,
    }


def warnings(corrected: Json) -> dict[str, int]:
    """What a person should know before confirming: names without an agency, doubtful items, leftovers."""
    unmatched = doubtful = 0
    for name in MODELS:
        for _index, item in live(corrected, name):
            unmatched += sum(not is_matched(party) for party in parties_in(name, item))
            doubtful += looks_doubtful(name, item)
    return {
        "unmatched": unmatched,
        "doubtful": doubtful,
        "unparsed": len(live(corrected, "unparsed")),
        "dropped": sum(bool(item.get("dropped")) for name in LISTS for item in corrected.get(name, [])),
    }


def lines(summary: Json) -> Iterator[str]:
    """The difference as plain Vietnamese lines, for the terminal."""
    if summary["same_text"]:
        yield _("Văn bản này giống hệt bản đang có; không có gì thay đổi.")
        return
    for name, counts in summary["counts"].items():
        told = ", ".join(f"{STATES[state].lower()}: {number}" for state, number in counts.items() if number)
        yield f"{LISTS[name]}: {told}"
    for field in summary["document"]:
        yield f"  {field['label']}: {_both(field)}"
    for change in summary["changes"]:
        yield f"  [{STATES[change['state']]}] {LISTS[change['name']]}: {change['title']}"
        yield from (f"      {field['label']}: {_both(field)}" for field in change["fields"])


def _both(field: Json) -> str:
    told = f"“{field['old']}” → “{field['new']}”"
    if not field["taken"]:
        return told + " " + _("(giữ bản người dùng đã sửa)")
    return told + (" " + _("(người dùng đã sửa tay, văn bản mới cũng đổi)") if field["by_hand"] else "")


def _told(change: Change) -> Json:
    fields = [_field(MODELS[change.name], one) for one in change.fields] if change.record else []
    if change.record and change.parties and change.parties.any:
        fields.append(_parties(change.parties))
    return {
        "name": change.name,
        "state": change.state,
        "title": change.title,
        "index": change.index,
        "fields": fields,
    }


def _field(model: type[models.Model], change: FieldChange) -> Json:
    column = model._meta.get_field(change.name)
    return {
        "label": str(getattr(column, "verbose_name", change.name)),
        "old": _shown(column, change.old),
        "new": _shown(column, change.new),
        "taken": change.taken,
        "by_hand": change.by_hand,
    }


def _parties(change: PartyChange) -> Json:
    return {
        "label": _("bên được giao"),
        "old": names(change.leaving),
        "new": names(change.joining),
        "taken": change.taken,
        "by_hand": not change.taken,
    }


def _shown(column: Any, value: Any) -> str:
    """As people read it: choices by their word, dates and numbers in the Vietnamese way."""
    if value is None or value == "" or value == []:
        return ""
    if getattr(column, "choices", None):
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, date | datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE].rstrip() + "…"
