"""Sending an application, taking it back, going on with one that was taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.advance import advance
from khcn.operations.st_tasks.applications.checking import ApplicationIncomplete, problems_before_sending
from khcn.operations.st_tasks.applications.receipts import give_receipt
from khcn.operations.st_tasks.applications.saving import locked
from khcn.operations.st_tasks.applications.sealing import seal_version
from khcn.operations.st_tasks.applications.task_making import make_task, update_task
from khcn.operations.st_tasks.applications.windows import REWORK, refuse_unless_taken
from khcn.operations.st_tasks.choices import ApplicationState, Purpose
from khcn.operations.st_tasks.models import Application, SentVersion
from khcn.operations.st_tasks.procedures.keeping import outline_of

SEND = "st_tasks.application.send"
#: A rule set may let the proposer take a proposal back by a transition of this code.
WITHDRAW = "withdraw"


@transaction.atomic
def send_application(*, application: Application, by: Actor, seen_revision: int | None = None) -> SentVersion:
    """Hand the application in; it is sealed and has a receipt from here on.

    The moment is the server's, taken when the act begins. The first sending of a proposal makes its task, a returned one
    goes back to the department, a dossier is taken only within its call. `seen_revision` is what the person saw: what
    others typed since is not sent unseen. Raises ApplicationIncomplete and DomainError with the codes
    `application.sent_already`, `application.late`, `application.too_early`, `application.not_taken`, `application.no_call`.
    """
    at = timezone.now()
    application = locked(application)
    require(by, SEND, application)
    _refuse_unless_sendable(application, seen_revision)
    if application.task is not None and application.purpose == Purpose.DOSSIER:
        refuse_unless_taken(application.task, at, application)
    if problems := problems_before_sending(application, by):
        raise ApplicationIncomplete(problems)
    if application.purpose == Purpose.PROPOSAL:
        _bring_to_department(application, by)
    if application.state != ApplicationState.CHOSEN:
        application.state = ApplicationState.SENT
    application.sent_at = application.sent_at or at
    if application.receipt:
        application.save()
    else:
        give_receipt(application, timezone.localtime(at).year)
    version = seal_version(application, at=at, by=by)
    after = {"version": version.number, "receipt": application.receipt, "seal": version.seal}
    record_event("application.send", application, by=by, after=after)
    return version


@transaction.atomic
def withdraw_application(*, application: Application, by: Actor, reason: str = "") -> Application:
    """Take back a draft at any time, a dossier until its call closes, a proposal where its rule set lets the proposer."""
    at = timezone.now()
    application = locked(application)
    require(by, SEND, application)
    before = application.state
    if before not in (ApplicationState.DRAFT, ApplicationState.SENT, ApplicationState.RETURNED):
        raise DomainError(_("Hồ sơ này không rút được nữa."), code="application.not_withdrawable")
    if before != ApplicationState.DRAFT:
        _refuse_unless_withdrawable(application, by, reason)
        if application.purpose == Purpose.DOSSIER and application.task is not None:
            refuse_unless_taken(application.task, at, application)
    application.state = ApplicationState.WITHDRAWN
    application.save()
    record_event(
        "application.withdraw", application, by=by, before={"state": before}, after={"reason": reason.strip()}
    )
    return application


@transaction.atomic
def reopen_application(*, application: Application, by: Actor) -> Application:
    """Go on writing what was taken back; a proposal that has a task stays withdrawn."""
    application = locked(application)
    require(by, SEND, application)
    proposal_with_task = application.purpose == Purpose.PROPOSAL and application.task_id is not None
    if application.state != ApplicationState.WITHDRAWN or proposal_with_task:
        raise DomainError(_("Hồ sơ này không mở lại được."), code="application.not_withdrawn")
    application.state = ApplicationState.DRAFT
    application.save()
    record_event("application.reopen", application, by=by)
    return application


def _refuse_unless_sendable(application: Application, seen_revision: int | None) -> None:
    rework = (
        application.state == ApplicationState.CHOSEN and application.task and application.task.step in REWORK
    )
    if application.state not in (ApplicationState.DRAFT, ApplicationState.RETURNED) and not rework:
        raise DomainError(
            _("Hồ sơ đã được gửi hoặc không còn gửi được. Hãy tải lại trang để xem tình trạng."),
            code="application.sent_already",
        )
    if seen_revision is not None and seen_revision != application.revision:
        raise DomainError(
            _("Nội dung vừa được người khác trong nhóm sửa. Hãy xem lại rồi gửi."),
            code="application.other_revision",
        )


def _bring_to_department(application: Application, by: Actor) -> None:
    if application.task is None:
        application.task = make_task(application, by)
        return
    update_task(application, application.task, by)
    if application.task.step == "returned":
        advance(task=application.task, transition="resend", by=by)


def _refuse_unless_withdrawable(application: Application, by: Actor, reason: str) -> None:
    task = application.task
    if application.purpose == Purpose.DOSSIER or task is None:
        return
    move = outline_of(application.procedure).transition(WITHDRAW)
    if move is None or task.step not in move.sources:
        raise DomainError(
            _("Đề xuất đã gửi và có mã theo dõi nên không tự rút được. Hãy đề nghị Sở KH&CN dừng xử lý."),
            code="application.not_withdrawable",
        )
    advance(task=task, transition=WITHDRAW, by=by, note=reason)
