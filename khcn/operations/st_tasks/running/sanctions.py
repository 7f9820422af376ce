"""Who may not host or lead for a time (TT 20/2023/TT-BKHCN)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.months import add_months
from khcn.operations.st_tasks.models import Sanction, StTask
from khcn.operations.st_tasks.money.common import refuse_field
from khcn.operations.st_tasks.money.regime import outline_for, whole_figure
from khcn.registers.directory.models import Organisation, Person


@transaction.atomic
def add_sanction(
    *,
    reason: str,
    by: Actor,
    valid_from: date,
    organisation: Organisation | None = None,
    person: Person | None = None,
    task: StTask | None = None,
    symbol: str = "",
    valid_to: date | None = None,
) -> Sanction:
    """Bar an organisation from hosting or a person from leading. Without an end it lasts as long as the rule set says."""
    if (organisation is None) == (person is None):
        raise DomainError(_("Hãy chọn một tổ chức hoặc một người."), code="sanction.whom")
    if not reason.strip():
        raise refuse_field("reason", _("Hãy ghi lý do."), "sanction.reason")
    end = valid_to or _usual_end(task, valid_from, organisation is not None)
    if end is None or end < valid_from:
        raise refuse_field("valid_to", _("Hãy ghi ngày hết hạn, không trước ngày bắt đầu."), "sanction.dates")
    made = Sanction.objects.create(
        organisation=organisation, person=person, task=task, reason=reason.strip()[:500], symbol=symbol.strip(),
        valid_from=valid_from, valid_to=end,
    )  # fmt: skip
    record_event(
        "st_task.sanction_add", task or organisation or person, by=by,
        after={"id": made.pk, "reason": made.reason, "from": valid_from.isoformat(), "to": end.isoformat()},
    )  # fmt: skip
    return made


@transaction.atomic
def lift_sanction(*, sanction: Sanction, reason: str, by: Actor) -> Sanction:
    """End a sanction today; the row stays."""
    sanction = Sanction.objects.select_for_update().get(pk=sanction.pk)
    if sanction.valid_to < by.on:
        raise DomainError(_("Thời hạn này đã hết."), code="sanction.over")
    if not reason.strip():
        raise refuse_field("reason", _("Hãy ghi lý do."), "sanction.reason")
    before, sanction.valid_to = sanction.valid_to, max(by.on, sanction.valid_from)
    sanction.save(update_fields=["valid_to"])
    record_event(
        "st_task.sanction_lift", sanction.task or sanction.organisation or sanction.person, by=by,
        before={"to": before.isoformat()}, after={"id": sanction.pk, "reason": reason.strip()},
    )  # fmt: skip
    return sanction


def _usual_end(task: StTask | None, first: date, of_organisation: bool) -> date | None:
    code = "sanction.organisation_years" if of_organisation else "sanction.leader_years"
    years = whole_figure(outline_for(task), code) if task else None
    return None if years is None else add_months(first, 12 * years) - timedelta(days=1)
