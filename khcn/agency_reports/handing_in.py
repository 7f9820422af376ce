"""From the draft to the department and back: ask for checking, send, take back, return.

| state | ask_for_check | take_back | send_report | return_report |
| --- | --- | --- | --- | --- |
| draft | → checking | | → sent, sealed | |
| checking | | → draft | → sent, sealed | |
| sent | | | the same again for who sent it | → returned, and a new draft |
| returned, accepted | | | | |
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState, ReportState
from khcn.agency_reports.filling.checking import Problem, problems_of
from khcn.agency_reports.filling.locks import FILL, SEND, person_lock, state_lock, time_lock
from khcn.agency_reports.filling.saving import drop_empty, locked
from khcn.agency_reports.filling.sheet import Sheet
from khcn.agency_reports.filling.values import values_of
from khcn.agency_reports.models import Answer, Remark, Report, RequestItem
from khcn.agency_reports.sealing import contents, seal_of
from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import User
from khcn.kernel.agencies.queries import SuccessionMap
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.domain import attach
from khcn.kernel.documents.models import Attachment, Purpose, StoredFile
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.domain import notify
from khcn.lib.vn_text import nfc
from khcn.plan.people import seated

RemarkTold = tuple[RequestItem | None, str, str]


class ReportIncomplete(DomainError):
    """The report has errors; `problems` are all that was found."""

    code = "report.errors"

    def __init__(self, found: list[Problem]) -> None:
        errors = [one for one in found if one.is_error]
        told = _("Báo cáo còn {count} lỗi phải sửa trước khi gửi, ví dụ: {first}")
        super().__init__(told.format(count=len(errors), first=_named(errors[0])))
        self.problems = found


@transaction.atomic
def ask_for_check(*, report: Report, by: Actor) -> Report:
    """Lay the finished draft before the agency's approver, who is told."""
    report = locked(report)
    _refuse_unless(report, by, FILL)
    if lock := state_lock(report):
        lock.refuse()
    _checked(report)
    people = _people(report, Role.APPROVER, by=by)
    if not people.exists():
        raise DomainError(
            _("Đơn vị chưa có người duyệt khác. Hãy gửi báo cáo trực tiếp."), code="report.no_approver"
        )
    _move(report, ReportState.CHECKING, "report.ask_for_check", by)
    notify(
        users=people, kind="report.check", url=address_of(report),
        title=_("Có báo cáo chờ duyệt: {title}").format(title=report.request.cycle.title),
    )  # fmt: skip
    return report


@transaction.atomic
def take_back(*, report: Report, by: Actor) -> Report:
    """Make a draft again of what waits for the approver: to go on writing, or because the approver wants changes."""
    report = locked(report)
    _refuse_unless(report, by, FILL)
    if report.state == ReportState.DRAFT:
        return report
    if report.state != ReportState.CHECKING and (lock := state_lock(report)):
        lock.refuse()
    _move(report, ReportState.DRAFT, "report.take_back", by)
    return report


@transaction.atomic
def send_report(*, report: Report, by: Actor, signed_pdf: tuple[StoredFile, str] | None = None) -> Report:
    """Hand the report to the department, sealed; from here nothing in it changes. A second click sends nothing again.

    Refused with ReportIncomplete while there are errors; warnings go along and are sealed with it. `signed_pdf` is
    the signed or scanned paper: the stored file and its name.
    """
    report = locked(report)
    if report.state == ReportState.SENT and report.sent_by_id == by.user_id:
        return report
    _refuse_unless(report, by, SEND)
    if report.state != ReportState.CHECKING and (lock := state_lock(report)):
        lock.refuse()
    sheet, found = _checked(report)
    if report.part:
        drop_empty([line.answer for line in sheet.lines if line.answer.pk and not line.evidence])
        sheet = Sheet.load(report)
    if signed_pdf:
        attach(record=report, file=signed_pdf[0], name=signed_pdf[1], purpose=Purpose.SOURCE, by=by)
    before, report.state = report.state, ReportState.SENT
    report.sent_at, report.sent_by_id = timezone.now(), by.user_id
    report.sealed = contents(sheet, found, by, signed_pdf)
    report.seal = seal_of(report.sealed)
    report.save()
    record_event(
        "report.send", report, by=by, on_behalf=report.request.agency.name, before={"state": before},
        after={"state": report.state, "version": report.version, "part": report.part, "seal": report.seal},
    )  # fmt: skip
    return report


@transaction.atomic
def return_report(*, report: Report, note: str, by: Actor, remarks: Iterable[RemarkTold] = ()) -> Report:
    """Give a sent report back with remarks at the fields. Answers go on in a new draft, which is what comes back."""
    require(by, "agency_reports.report.decide", report)
    report = locked(report)
    if report.state != ReportState.SENT:
        sentence = _("Báo cáo đang ở trạng thái “{state}” nên không trả lại được. Hãy tải lại trang.")
        raise DomainError(sentence.format(state=report.get_state_display()), code=f"report.{report.state}")
    if report.request.cycle.state == CycleState.CLOSED:
        sentence = _("Kỳ báo cáo đã khóa nên đơn vị không gửi lại được. Hãy mở lại kỳ rồi trả lại báo cáo.")
        raise DomainError(sentence, code="report.closed")
    told = [(item, field, nfc(text).strip()) for item, field, text in remarks if text.strip()]
    note = nfc(note).strip()
    if not note and not told:
        sentence = _("Hãy ghi lý do trả lại, hoặc nhận xét ở mục cần sửa.")
        raise DomainError(sentence, code="report.no_reason", fields={"note": sentence})
    if any(item is not None and item.request_id != report.request_id for item, _field, _text in told):
        raise DomainError(_("Nhận xét nhắc đến mục của báo cáo khác."), code="report.foreign_item")
    Remark.objects.bulk_create(
        Remark(report=report, item=item, field=field, text=text, made_by_id=by.user_id)
        for item, field, text in told
    )
    report.state, report.decision_note = ReportState.RETURNED, note
    report.decided_at, report.decided_by_id = timezone.now(), by.user_id
    report.save()
    draft = _next_version(report)
    record_event(
        "report.return", report, by=by, before={"state": ReportState.SENT},
        after={"state": report.state, "note": note, "remarks": len(told), "next_version": draft.version},
    )  # fmt: skip
    notify(
        users=_people(draft, Role.REPORTER, Role.APPROVER, by=by), kind="report.returned", url=address_of(draft),
        title=_("Báo cáo được trả lại để bổ sung: {title}").format(title=draft.request.cycle.title),
        body="\n".join([note, *(text for _item, _field, text in told)]).strip(),
    )  # fmt: skip
    return draft


def address_of(report: Report) -> str:
    request = report.request
    return reverse("report_fill", kwargs={"code": request.cycle.code, "agency": request.agency.code})


def _refuse_unless(report: Report, by: Actor, right: str) -> None:
    lock = person_lock(report.request, by, right) or time_lock(report.request, by.on, report)
    if lock:
        lock.refuse()


def _checked(report: Report) -> tuple[Sheet, list[Problem]]:
    sheet = Sheet.load(report)
    found = problems_of(sheet)
    if any(one.is_error for one in found):
        raise ReportIncomplete(found)
    return sheet, found


def _move(report: Report, state: ReportState, action: str, by: Actor) -> None:
    before, report.state = report.state, state
    report.save(update_fields=["state"])
    record_event(
        action,
        report,
        by=by,
        on_behalf=report.request.agency.name,
        before={"state": before},
        after={"state": state},
    )


def _next_version(report: Report) -> Report:
    """Revisions go on counting, so that a page left open on the version before overwrites nothing unseen."""
    draft = Report.objects.create(
        request=report.request, part=report.part, version=report.version + 1, replaces=report,
        created_by_id=report.created_by_id,
    )  # fmt: skip
    for old in Answer.objects.filter(report=report).prefetch_related("attachments"):
        new = Answer.objects.create(
            report=draft,
            item_id=old.item_id,
            revision=old.revision + 1,
            saved_by_id=old.saved_by_id,
            **values_of(old),
        )
        _carry_evidence(old, new)
    return draft


def _carry_evidence(old: Answer, new: Answer) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            record=new, file_id=one.file_id, document_id=one.document_id, file_name=one.file_name,
            purpose=one.purpose, note=one.note, added_by_id=one.added_by_id,
        )
        for one in old.attachments.all()
        if one.removed_at is None
    )  # fmt: skip


def _people(report: Report, *roles: str, by: Actor) -> QuerySet[User]:
    """Those who sit in the agency, or in the one that carries on its duties, but not the person who acts."""
    heir = SuccessionMap.load().responsible_on(report.request.agency_id, by.on).agency_id
    agencies = {report.request.agency_id, *([heir] if heir else [])}
    return seated(*roles, on=by.on, agencies=agencies).exclude(pk=by.user_id or 0)


def _named(problem: Problem) -> str:
    return f"{problem.item.title}: {problem.sentence}" if problem.item else problem.sentence
