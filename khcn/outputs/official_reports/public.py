"""What everybody may see of an issued report: the approved summary and published figures, never a working copy."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khcn.indicators.choices import ValueState, Visibility
from khcn.indicators.models import Observation
from khcn.outputs.official_reports.choices import ReportState
from khcn.outputs.official_reports.models import OfficialReport


@dataclass(frozen=True)
class PublicFigure:
    """As the report froze it."""

    name: str
    unit: str
    year: int
    value: Decimal
    vintage: str
    indicator: str
    observation: int


def published_report(cycle: str) -> OfficialReport | None:
    rows = OfficialReport.objects.filter(
        cycle__code=cycle, state=ReportState.ISSUED, published_at__isnull=False
    )
    return rows.select_related("cycle", "issuer", "document").order_by("pk").first()


def public_figures(report: OfficialReport) -> list[PublicFigure]:
    """Figures of public indicators that are published and not withdrawn today. One query."""
    told: list[dict[str, Any]] = (report.snapshot or {}).get("evidence", {}).get("observations", [])
    shown = set(
        Observation.objects.filter(
            pk__in=[one["id"] for one in told], state=ValueState.PUBLISHED, withdrawn=False,
            indicator__visibility=Visibility.PUBLIC,
        ).values_list("pk", flat=True)
    )  # fmt: skip
    rows = [
        PublicFigure(
            one["name"],
            one["unit"],
            one["year"],
            Decimal(one["value"]),
            one["vintage"],
            one["indicator"],
            one["id"],
        )
        for one in told
        if one["id"] in shown and one["value"] is not None
    ]
    return sorted(rows, key=lambda row: (row.name, row.year))
