"""Taking a report in hand: its row is locked, so that acts on one report come one after the other."""

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.errors import DomainError
from khcn.outputs.official_reports.choices import ReportState
from khcn.outputs.official_reports.models import OfficialReport
from khcn.outputs.official_reports.rules import EDIT


def locked(report: OfficialReport) -> OfficialReport:
    """The row as it is now; call it inside the transaction of the act."""
    rows = OfficialReport.objects.select_for_update(of=("self",)).select_related(
        "cycle__plan", "cycle__template", "issuer__parent"
    )
    return rows.get(pk=report.pk)


def draft(report: OfficialReport, by: Actor, right: str = EDIT) -> OfficialReport:
    """The same for acts that change the text."""
    require(by, right, report)
    row = locked(report)
    if row.state != ReportState.DRAFT:
        raise DomainError(
            _(
                "Báo cáo đã chốt nên không sửa được. Bản chưa phát hành có thể mở lại để sửa rồi chốt lần nữa."
            ),
            code="official_report.locked",
        )
    return row
