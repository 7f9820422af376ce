"""The Word file with which a report was issued stays with it."""

from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.kernel.documents.keeping import keeps_files
from khcn.outputs.official_reports.choices import ReportState
from khcn.outputs.official_reports.models import OfficialReport


def why_kept(record: Model) -> str:
    if isinstance(record, OfficialReport) and record.state == ReportState.ISSUED:
        return _("Báo cáo đã phát hành nên văn bản kèm theo không gỡ được.")
    return ""


def install() -> None:
    keeps_files(OfficialReport, why_kept)
