"""What was sent keeps its evidence and its signed paper: both are sealed by their SHA-256."""

from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import FIXED
from khcn.agency_reports.filling.saving import locked
from khcn.agency_reports.models import Answer, Report
from khcn.kernel.documents.keeping import keeps_files


def why_kept(record: Model) -> str:
    """Waits for somebody who is just sending the report."""
    report = record.report if isinstance(record, Answer) else record
    if isinstance(report, Report) and locked(report).state in FIXED:
        return _("Báo cáo đã gửi nên tệp kèm theo không gỡ được. Cần thay tệp thì đề nghị trả lại báo cáo.")
    return ""


def install() -> None:
    for model in (Answer, Report):
        keeps_files(model, why_kept)
