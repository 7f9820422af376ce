"""What the numbers of a report stood on when it was frozen: values with vintage and revision, records with their marks.

Freezing publishes nothing: whether a figure may be shown outside is decided for each indicator, by those who may.
"""

from collections.abc import Iterable
from typing import Any

from khcn.indicators.models import Count, Observation
from khcn.indicators.publishing import records_of
from khcn.kernel.registers.fingerprint import fingerprint
from khcn.outputs.official_reports.wording import plain

Evidence = dict[str, list[dict[str, Any]]]


def evidence_of(figures: Iterable[dict[str, Any]]) -> Evidence:
    """Each observation and each count once."""
    refs = [one["ref"] for one in figures if one["kind"] in ("observation", "count")]
    told = {ref["observation"] for ref in refs if ref.get("observation")}
    counted = {ref["count"] for ref in refs if ref.get("count")}
    related = ("indicator", "card", "territory")
    observations = Observation.objects.filter(pk__in=told).select_related(*related).order_by("pk")
    counts = Count.objects.filter(pk__in=counted).select_related(*related).order_by("pk")
    return {
        "observations": [_observation(one) for one in observations],
        "counts": [_count(one) for one in counts],
    }


def _figure(row: Observation | Count) -> dict[str, Any]:
    return {
        "id": row.pk, "indicator": row.indicator.code, "name": row.card.name, "unit": row.card.unit,
        "card_version": row.card.version, "territory": row.territory.name, "year": row.year,
        "first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat(),
        "value": None if row.value is None else str(plain(row.value)),
    }  # fmt: skip


def _observation(row: Observation) -> dict[str, Any]:
    return _figure(row) | {
        "vintage": row.vintage, "revision": row.revision, "state": row.state, "source_note": row.source_note,
    }  # fmt: skip


def _count(row: Count) -> dict[str, Any]:
    told = _figure(row) | {"counted_at": row.counted_at.isoformat(), "operands": row.operands}
    records = records_of(row)
    if records is None:
        return told | {"register": "", "records": {}, "whole": ""}
    mark = fingerprint(records)
    marks = {str(pk): one for pk, one in mark.hashes.items()}
    return told | {"register": mark.register, "records": marks, "whole": mark.whole}
