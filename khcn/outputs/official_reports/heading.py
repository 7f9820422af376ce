"""What stands at the head and foot of the document besides its text."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc
from khcn.outputs.official_reports.locking import draft
from khcn.outputs.official_reports.models import OfficialReport

FIELDS = ("title", "symbol", "place", "addressees", "recipients")


@transaction.atomic
def change_head(
    *, report: OfficialReport, title: str, symbol: str, place: str, addressees: list[str], recipients: list[str], by: Actor
) -> OfficialReport:  # fmt: skip
    """Trích yếu, ký hiệu, địa danh, kính gửi, nơi nhận; only of a draft."""
    row = draft(report, by)
    told: dict[str, Any] = {
        "title": nfc(title).strip(), "symbol": nfc(symbol).strip().lstrip("/"), "place": nfc(place).strip(),
        "addressees": [nfc(one) for one in addressees], "recipients": [nfc(one) for one in recipients],
    }  # fmt: skip
    if not told["title"]:
        sentence = _("Hãy ghi trích yếu của báo cáo.")
        raise DomainError(sentence, code="official_report.title", fields={"title": sentence})
    before = {name: getattr(row, name) for name in FIELDS}
    for name, value in told.items():
        setattr(row, name, value)
    row.save()
    record_event("official_report.head", row, by=by, before=before, after=told)
    return row
