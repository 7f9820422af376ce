"""Opening and closing: the requests are made at once, to the agencies responsible on the day of opening."""

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleState
from khcn.agency_reports.cycles.expecting import Expected, expected
from khcn.agency_reports.cycles.preparing import check_days, locked
from khcn.agency_reports.cycles.proposing import SHORTEST
from khcn.agency_reports.models import Cycle, ReportRequest, RequestItem
from khcn.kernel.access import Actor, require
from khcn.kernel.accounts.choices import Role
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.notices.domain import notify
from khcn.lib.working_days import add_working_days
from khcn.plan.people import seated

BATCH = 500


@transaction.atomic
def open_cycle(*, cycle: Cycle, by: Actor, skip: Mapping[str, str] | None = None) -> Cycle:
    """Ask every agency at once and tell its people.

    `skip` gives the reason why a thing that nobody has decided is left out, by its key in `expected(...)`; without
    a reason for each of them the cycle stays closed.
    """
    require(by, "agency_reports.cycle.manage", cycle)
    cycle = locked(cycle)
    if cycle.state != CycleState.PREPARING:
        raise DomainError(_("Kỳ báo cáo này đã được mở. Hãy tải lại trang để xem."), code="cycle.opened")
    today = timezone.localdate()
    check_days(cycle, today)
    found = expected(cycle, on=today)
    cycle.skipped = _skipped(found, skip or {})
    if not found.requests:
        raise DomainError(
            _("Chưa có cơ quan nào phải báo cáo. Hãy kiểm tra bên được giao trong kế hoạch."),
            code="cycle.nobody",
        )
    cycle.state, cycle.opened_at, cycle.opened_by_id = CycleState.OPEN, timezone.now(), by.user_id
    cycle.save()
    _ask(cycle, found, today, cycle.internal_due_on)
    record_event(
        "cycle.open",
        cycle,
        by=by,
        before={"state": CycleState.PREPARING},
        after={
            "state": CycleState.OPEN,
            "requests": len(found.requests),
            "items": found.item_count,
            "skipped": cycle.skipped,
        },
    )
    _tell(cycle, found, today, cycle.internal_due_on)
    return cycle


def not_asked_yet(cycle: Cycle) -> Expected:
    """Agencies that what was decided since the opening adds; for agencies as they were on the day of opening."""
    found = expected(cycle, on=timezone.localdate(cycle.opened_at) if cycle.opened_at else None)
    asked = set(ReportRequest.objects.filter(cycle=cycle).values_list("agency_id", flat=True))
    found.requests = [(agency, items) for agency, items in found.requests if agency.pk not in asked]
    return found


@transaction.atomic
def ask_more(*, cycle: Cycle, by: Actor) -> int:
    """Ask the agencies that were left out at opening and are known by now; tells how many.

    Agencies asked already keep their items: they may have answered. The new ones get some days at least.
    """
    require(by, "agency_reports.cycle.manage", cycle)
    cycle = locked(cycle)
    if cycle.state != CycleState.OPEN:
        raise DomainError(_("Kỳ này không đang thu báo cáo nên không hỏi thêm được."), code="cycle.state")
    today = timezone.localdate()
    found = not_asked_yet(cycle)
    if not found.requests:
        raise DomainError(_("Không còn cơ quan nào chưa được hỏi."), code="cycle.nobody")
    still_open = {one.key for one in found.open_questions}
    before = cycle.skipped
    cycle.skipped = [one for one in before if one["key"] in still_open]
    cycle.save()
    due = (
        cycle.internal_due_on
        if cycle.backfill
        else max(cycle.internal_due_on, add_working_days(today, SHORTEST))
    )
    _ask(cycle, found, today, due)
    agencies = [agency.code for agency, _items in found.requests]
    record_event(
        "cycle.ask_more",
        cycle,
        by=by,
        before={"skipped": before},
        after={"agencies": agencies, "due_on": due, "skipped": cycle.skipped},
    )
    _tell(cycle, found, today, due)
    return len(agencies)


@transaction.atomic
def close_cycle(*, cycle: Cycle, by: Actor) -> Cycle:
    """From now on agencies read what they sent, and send nothing."""
    return _turn(cycle, CycleState.OPEN, CycleState.CLOSED, "cycle.close", by)


@transaction.atomic
def reopen_cycle(*, cycle: Cycle, by: Actor) -> Cycle:
    """Take reports again; the deadlines stay as they were."""
    return _turn(cycle, CycleState.CLOSED, CycleState.OPEN, "cycle.reopen", by)


def _turn(cycle: Cycle, before: str, after: str, action: str, by: Actor) -> Cycle:
    require(by, "agency_reports.cycle.manage", cycle)
    cycle = locked(cycle)
    if cycle.state != before:
        sentence = _("Kỳ này đang ở trạng thái “{state}” nên không làm được việc đó. Hãy tải lại trang.")
        raise DomainError(sentence.format(state=cycle.get_state_display()), code="cycle.state")
    cycle.state = after
    cycle.closed_at = timezone.now() if after == CycleState.CLOSED else None
    cycle.save()
    record_event(action, cycle, by=by, before={"state": before}, after={"state": after})
    return cycle


def _skipped(found: Expected, skip: Mapping[str, str]) -> list[dict[str, str]]:
    questions = found.open_questions
    bare = [one for one in questions if not skip.get(one.key, "").strip()]
    if bare:
        raise DomainError(
            _("Còn {count} chỗ chưa rõ cơ quan nào báo cáo, ví dụ {where}: “{name}”. "
              "Hãy chọn cơ quan, hoặc ghi lý do bỏ qua cho từng chỗ.").format(
                count=len(bare), where=bare[0].where, name=bare[0].name
            ),
            code="cycle.undecided",
        )  # fmt: skip
    return [
        {"key": one.key, "where": one.where, "name": one.name, "reason": skip[one.key].strip()}
        for one in questions
    ]


def _ask(cycle: Cycle, found: Expected, today: date, due: date) -> None:
    """All requests and items in a few statements, whatever their number."""
    requests = ReportRequest.objects.bulk_create(
        [
            ReportRequest(
                cycle=cycle,
                agency=agency,
                due_on=due,
                token=new_token(),
                last_reminded_on=today,
            )
            for agency, _items in found.requests
        ],
        batch_size=BATCH,
    )
    RequestItem.objects.bulk_create(
        [
            RequestItem(
                request=request, kind=item.kind, order=order, task=item.task, role=item.role,
                indicator=item.indicator, section=item.section, title=item.title[:500], required=item.required,
            )
            for request, (_agency, items) in zip(requests, found.requests, strict=True)
            for order, item in enumerate(items, start=1)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def new_token() -> str:
    """Part of a short link; it opens nothing by itself, the reader still signs in."""
    return secrets.token_hex(5)


def _tell(cycle: Cycle, found: Expected, today: date, due: date) -> None:
    """One notice to everybody who writes or approves, with the page that shows each their own part."""
    agencies = [agency.pk for agency, _items in found.requests]
    text = _(
        "Đơn vị gửi báo cáo chậm nhất ngày {day:%d/%m/%Y}. Số liệu tính từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."
    )
    if cycle.backfill:
        text = _(
            "Kỳ làm bù: đơn vị gửi sớm, không tính chậm. Số liệu tính từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."
        )
    notify(
        users=seated(Role.REPORTER, Role.APPROVER, on=today, agencies=agencies),
        kind="cycle.open",
        title=_("Đề nghị báo cáo: {title}").format(title=cycle.title),
        body=text.format(day=due, first=cycle.first_day, last=cycle.last_day),
        url=reverse("cycle_detail", kwargs={"code": cycle.code}),
    )
