"""A preview of what a file would write, one verdict of its rows at a time."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest

from khcn.kernel.register_io.choices import Verdict
from khcn.web.ui.lists import page_of


class Counted(Protocol):
    def count(self, verdict: str) -> int: ...


def rows_by_verdict(
    request: HttpRequest, batch: Counted, rows: QuerySet[Any], address: str, first: Sequence[Verdict]
) -> dict[str, Any]:
    """The asked verdict, else the first of `first` that occurs; its rows page by page, and tabs for all of them."""
    asked = request.GET.get("loai", "")
    found = next((one for one in first if batch.count(one)), Verdict.NEW)
    verdict = asked if asked in Verdict.values else found
    tabs = [
        {
            "label": label,
            "url": f"{address}?loai={value}",
            "active": value == verdict,
            "count": batch.count(value),
        }
        for value, label in Verdict.choices
    ]
    page = page_of(request, rows.filter(verdict=verdict))
    return {"tabs": tabs, "page": page, "verdict": verdict, "verdict_label": Verdict(verdict).label}
