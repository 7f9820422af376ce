"""What every page of a consolidated report needs: cycle and report, its frame, links behind its numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.models import Cycle
from khcn.kernel.access import require, visible
from khcn.outputs.official_reports.choices import ReportState
from khcn.outputs.official_reports.models import OfficialReport
from khcn.outputs.official_reports.rules import EDIT, VIEW
from khcn.outputs.official_reports.wording import number
from khcn.web.workspace.cycles.common import address, cycle_or_404, trail_of

#: Hundredths of a share of the width of a table from which a column is shown wide.
WIDE = 300
KINDS = {
    "observation": gettext_lazy("số liệu của chỉ số"),
    "count": gettext_lazy("số đang tính từ sổ"),
    "status": gettext_lazy("danh sách chỉ tiêu"),
    "goal": gettext_lazy("mục tiêu của kế hoạch"),
    "tasks": gettext_lazy("danh sách nhiệm vụ"),
    "answers": gettext_lazy("báo cáo của đơn vị"),
    "requests": gettext_lazy("danh sách đơn vị"),
}


def report_of(request: HttpRequest, cycle: Cycle) -> OfficialReport | None:
    """The report of the cycle that this person may see; with several issuers the one asked for."""
    rows = visible(request.actor, VIEW, OfficialReport.objects.filter(cycle=cycle))
    rows = rows.select_related("issuer__parent", "document", "frozen_by").order_by("pk")
    if wanted := request.GET.get("co-quan"):
        rows = rows.filter(issuer__code=wanted)
    found = rows.first()
    if found is not None:
        found.cycle = cycle
    return found


def report_or_404(request: HttpRequest, code: str) -> OfficialReport:
    report = report_of(request, cycle_or_404(request, code))
    if report is None:
        raise Http404
    return report


def allowed(request: HttpRequest, code: str, right: str = EDIT) -> OfficialReport:
    """The report, for people who hold the right."""
    report = report_or_404(request, code)
    require(request.actor, right, report)
    return report


def page_url(report: OfficialReport, section: str = "", block: int | None = None) -> str:
    url = reverse("official_report", kwargs={"code": report.cycle.code})
    place = f"?muc={section}" if section else ""
    return f"{url}{place}{f'#doan-{block}' if block else ''}"


def frame(cycle: Cycle, title: str, *, inner: bool = True) -> dict[str, Any]:
    """Title and trail; pages below the report lead back to it."""
    whole = _("Báo cáo tổng hợp")
    trail = trail_of(cycle, whole)
    if inner:
        url = reverse("official_report", kwargs={"code": cycle.code})
        trail = [*trail[:-1], (whole, url), (title, "")]
    return {"page_title": title, "trail": trail, "cycle": cycle}


def origins(figures: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Numbers of a text, each with the page that shows where it comes from."""
    return [origin(one) for one in figures if one["text"]]


def origin(figure: Mapping[str, Any]) -> dict[str, Any]:
    ref = figure["ref"]
    about = (
        f"{ref['indicator']}, {ref['year']}"
        if "indicator" in ref
        else ", ".join(map(str, ref.get("tasks", [])[:6]))
    )
    url = address(figure["url_name"], **figure["url_args"])
    return {
        "text": figure["text"],
        "kind": KINDS.get(figure["kind"], figure["kind"]),
        "about": about,
        "url": url,
    }


def table_rows(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of a table made from data, each number with its link."""
    table, figures = block["table"], block["figures"]
    columns = table["columns"]
    return [
        {
            "bold": row["bold"],
            "cells": [
                _cell(cell, column, figures) for cell, column in zip(row["cells"], columns, strict=True)
            ],
        }
        for row in table["rows"]
    ]


def _cell(cell: Any, column: Mapping[str, Any], figures: list[dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": column["title"], "num": column["align"] == "right", "wide": column["width"] >= WIDE,
    }  # fmt: skip
    if not isinstance(cell, dict):
        return told | {"text": cell}
    url = origin(figures[cell["f"]])["url"] if "f" in cell else ""
    return told | {"number": number(Decimal(cell["n"])), "url": url}


def is_draft(report: OfficialReport) -> bool:
    return report.state == ReportState.DRAFT
