"""Application of results: the host reports each year, the department confirms; confirmed use is what target T4 counts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.documents.keeping import keeps_files
from khcn.kernel.documents.models import Attachment
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import store
from khcn.kernel.registers.signals import records_saved
from khcn.operations.st_tasks.advancing.advance import locked
from khcn.operations.st_tasks.models import StTask, Use
from khcn.operations.st_tasks.results.telling import tell_host, tell_officer
from khcn.registers.directory.models import Organisation

#: Results are used from acceptance on; some enterprises begin before, while the task still runs.
REPORTED_IN = ("running", "paused", "accepting", "accepted", "closed")
TOLD = ("applied", "applied_on", "territory", "by_whom", "effect", "value", "no_reason")

NOTHING_APPLIED = {"applied_on": None, "territory": None, "value": None, "by_whom": "", "effect": ""}


@transaction.atomic
def save_use(
    *,
    task: StTask,
    year: int,
    values: Mapping[str, Any],
    users: Iterable[Organisation] | None = None,
    by: Actor,
) -> Use:
    """Keep the report of a year as a draft; a report that was sent or confirmed is not touched.

    Raises DomainError `use.too_early`, `use.year`, `use.sent`.
    """
    require(by, "st_tasks.sttask.tell_outcome", task)
    task = locked(task)
    _reportable(task, year, by)
    use, _new = Use.objects.select_for_update().get_or_create(task=task, year=year)
    if use.sent_at is not None:
        raise DomainError(
            _("Báo cáo năm %s đã gửi. Muốn sửa, hãy đề nghị Sở trả lại.") % year, code="use.sent"
        )
    for name in TOLD:
        if name in values:
            setattr(use, name, values[name])
    if use.applied is False:
        for name, nothing in NOTHING_APPLIED.items():
            setattr(use, name, nothing)
    _whole_if_applied(use)
    use.save()
    if users is not None:
        use.users.set([] if use.applied is False else users)
    return use


def _reportable(task: StTask, year: int, by: Actor) -> None:
    if task.state not in REPORTED_IN:
        raise DomainError(
            _(
                "Báo cáo ứng dụng được ghi từ khi nhiệm vụ đang thực hiện; nhiệm vụ này chưa đến hoặc đã chấm dứt."
            ),
            code="use.too_early",
        )
    first = task.starts_on or task.valid_from
    if year > by.on.year or (first and year < first.year):
        raise DomainError(
            _("Năm %(year)s nằm ngoài thời gian có thể báo cáo (%(first)s–%(last)s).")
            % {"year": year, "first": first.year if first else "…", "last": by.on.year},
            code="use.year",
        )


def _whole_if_applied(use: Use) -> None:
    """What the database asks of a report that says “applied”, as a sentence at its field."""
    if not use.applied:
        return
    missing = {
        name: sentence
        for name, sentence in (
            ("applied_on", _("Hãy ghi ứng dụng từ ngày nào.")),
            ("by_whom", _("Hãy ghi ai ứng dụng.")),
            ("effect", _("Hãy ghi hiệu quả.")),
        )
        if not getattr(use, name)
    }
    if missing:
        raise DomainError(" ".join(missing.values()), code="use.untold", fields=missing)


@transaction.atomic
def report_use(*, use: Use, by: Actor) -> Use:
    """Send the report of a year. “Applied” needs proof, “not applied” needs a reason; both are answers.

    Raises DomainError `use.sent`, `use.unanswered`, `use.reason_missing`, `use.evidence_missing`, `use.future`.
    """
    require(by, "st_tasks.sttask.tell_outcome", use.task)
    use = _held(use)
    if use.sent_at is not None:
        raise DomainError(_("Báo cáo năm %s đã gửi.") % use.year, code="use.sent")
    _complete(use, by)
    use.sent_at, use.sent_by_id = timezone.now(), by.user_id
    use.save(update_fields=["sent_at", "sent_by"])
    record_event("st_task.report_use", use.task, by=by, after=_summary(use))
    tell_officer(use.task, _("Báo cáo ứng dụng năm %s chờ xác nhận") % use.year, use.task.outward_name)
    return use


def _complete(use: Use, by: Actor) -> None:
    if use.applied is None:
        sentence = _("Hãy chọn: kết quả đã được ứng dụng hay chưa.")
        raise DomainError(sentence, code="use.unanswered", fields={"applied": sentence})
    if not use.applied and not use.no_reason.strip():
        sentence = _("Hãy ghi vì sao chưa ứng dụng.")
        raise DomainError(sentence, code="use.reason_missing", fields={"no_reason": sentence})
    if not use.applied:
        return
    _whole_if_applied(use)
    if use.applied_on and use.applied_on > by.on:
        sentence = _("Ngày bắt đầu ứng dụng không được ở tương lai.")
        raise DomainError(sentence, code="use.future", fields={"applied_on": sentence})
    if not evidence_of(use).exists():
        raise DomainError(
            _(
                "Báo cáo “đã ứng dụng” cần có minh chứng: hợp đồng, biên bản, xác nhận của nơi ứng dụng, ảnh. Hãy đính kèm tệp."
            ),
            code="use.evidence_missing",
        )


def evidence_of(use: Use) -> Any:
    """What was attached to a report and not taken away."""
    return Attachment.objects.filter(pk__in=use.attachments.values("pk"), removed_at=None)


@transaction.atomic
def confirm_use(*, use: Use, by: Actor) -> Use:
    """The department vouches for a report; the task counts as applied from the earliest confirmed day on.

    Raises DomainError `use.not_sent`, `use.confirmed`.
    """
    require(by, "st_tasks.use.confirm", use)
    use = _held(use)
    if use.sent_at is None:
        raise DomainError(_("Báo cáo năm %s chưa gửi.") % use.year, code="use.not_sent")
    if use.confirmed_at is not None:
        raise DomainError(_("Báo cáo năm %s đã được xác nhận.") % use.year, code="use.confirmed")
    use.confirmed_at, use.confirmed_by_id = timezone.now(), by.user_id
    use.save(update_fields=["confirmed_at", "confirmed_by"])
    record_event("st_task.confirm_use", use.task, by=by, after=_summary(use))
    settle_application(task=use.task, by=by)
    tell_host(use.task, _("Sở đã xác nhận báo cáo ứng dụng năm %s") % use.year, use.task.outward_name)
    return use


@transaction.atomic
def return_use(*, use: Use, reason: str, by: Actor) -> Use:
    """Give a report back to the host, or take back a confirmation: the figures follow at once.

    Raises DomainError `use.not_sent`, `use.reason_missing`.
    """
    require(by, "st_tasks.use.confirm", use)
    use = _held(use)
    if use.sent_at is None:
        raise DomainError(
            _("Báo cáo năm %s chưa gửi nên không có gì để trả lại.") % use.year, code="use.not_sent"
        )
    if not reason.strip():
        sentence = _("Hãy ghi lý do trả lại.")
        raise DomainError(sentence, code="use.reason_missing", fields={"reason": sentence})
    before, was_confirmed = _summary(use), use.confirmed_at is not None
    use.sent_at = use.sent_by = use.confirmed_at = use.confirmed_by = None
    use.save(update_fields=["sent_at", "sent_by", "confirmed_at", "confirmed_by"])
    record_event("st_task.return_use", use.task, by=by, before=before, after={"reason": reason.strip()})
    if was_confirmed:
        settle_application(task=use.task, by=by)
    tell_host(use.task, _("Báo cáo ứng dụng năm %s được trả lại") % use.year, reason.strip())
    return use


def settle_application(*, task: StTask, by: Actor) -> StTask:
    """Work out from confirmed reports since when and where the results are used, and tell who counts."""
    task = locked(task)
    confirmed = task.uses.filter(confirmed_at__isnull=False, applied=True).order_by("applied_on", "pk")
    told = list(confirmed.values_list("applied_on", "by_whom"))
    first: date | None = told[0][0] if told else None
    where = "; ".join(dict.fromkeys(name.strip() for _day, name in told))[:400]
    if (task.first_applied_on, task.applied_by) == (first, where):
        return task
    before = {"first_applied_on": task.first_applied_on, "applied_by": task.applied_by}
    task.first_applied_on, task.applied_by = first, where
    register = registers.of(StTask)
    assert register is not None
    store(register, task, {})
    record_event(
        "st_task.applied", task, by=by, before=before, after={"first_applied_on": first, "applied_by": where}
    )
    records_saved.send(sender=type(register), register=register, records=[task], by=by)
    return task


def _held(use: Use) -> Use:
    return Use.objects.select_for_update(of=("self",)).select_related("task").get(pk=use.pk)


def _summary(use: Use) -> dict[str, Any]:
    return {
        "year": use.year, "applied": use.applied, "applied_on": use.applied_on, "by_whom": use.by_whom,
        "no_reason": use.no_reason,
    }  # fmt: skip


def _kept(use: Use) -> str:
    if use.sent_at is None:
        return ""
    return _("Báo cáo ứng dụng đã gửi nên minh chứng được giữ lại. Sở trả lại báo cáo thì mới gỡ được tệp.")


keeps_files(Use, lambda record: _kept(record) if isinstance(record, Use) else "")
