"""Beginning a report: one version at work for each part of a request, filled in with what the house knows."""

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import ReportState
from khcn.agency_reports.filling.knowing import prefill
from khcn.agency_reports.filling.locks import lock_on
from khcn.agency_reports.models import Answer, Report, ReportRequest
from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.vn_text import nfc

PART_LENGTH = Report._meta.get_field("part").max_length or 120


@transaction.atomic
def start_report(*, request: ReportRequest, by: Actor, part: str = "") -> Report:
    """The report at work, begun if nobody has; a second click gives the same.

    The whole report has an answer for every item, filled in beforehand. A part is named after the unit that writes
    it and has answers only for what that unit says.
    """
    request = _locked(request)
    part = " ".join(nfc(part).split())[:PART_LENGTH]
    rows = list(Report.objects.filter(request=request).order_by("-version"))
    of_part = [one for one in rows if one.part == part]
    if at_work := next((one for one in of_part if one.state != ReportState.RETURNED), None):
        return at_work
    if lock := lock_on(request, by):
        lock.refuse()
    if part and any(not one.part and one.state in (ReportState.SENT, ReportState.ACCEPTED) for one in rows):
        raise DomainError(
            _("Đơn vị đã gửi báo cáo chung nên không cần gửi từng phần."), code="report.whole_sent"
        )
    report = Report.objects.create(
        request=request, part=part, version=of_part[0].version + 1 if of_part else 1, created_by_id=by.user_id
    )
    filled = 0 if part else _fill_in(report)
    record_event(
        "report.start", report, by=by, on_behalf=request.agency.name,
        after={"part": part, "version": report.version, "filled_in": filled},
    )  # fmt: skip
    return report


def _fill_in(report: Report) -> int:
    items = list(report.request.items.all())
    known = prefill(report.request, items)
    answers = [Answer(report=report, item=item) for item in items]
    for answer in answers:
        if one := known.get(answer.item_id):
            for name, value in one.values.items():
                setattr(answer, name, value)
            answer.filled_in_from = one.origin
    Answer.objects.bulk_create(answers)
    return sum(bool(answer.filled_in_from) for answer in answers)


def _locked(request: ReportRequest) -> ReportRequest:
    rows = ReportRequest.objects.select_for_update(of=("self",)).select_related("cycle", "agency")
    return rows.get(pk=request.pk)
