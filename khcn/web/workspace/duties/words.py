"""Duties and rules in sentences, as pages, workbooks and feeds show them."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, may
from khcn.kernel.deadlines import time_left
from khcn.kernel.duties.choices import DutyEvent, DutyState, DutyUnit
from khcn.kernel.duties.models import Duty, DutyRule
from khcn.kernel.duties.rules import edits
from khcn.kernel.registers.declaration import registers

SOON_DAYS = 30


@dataclass(frozen=True)
class DutyLine:
    """A duty as a row of a page."""

    duty: Duty
    register: str
    url: str
    left: str
    look: str
    word: str
    may_complete: bool
    may_waive: bool
    may_reopen: bool


def line_of(duty: Duty, actor: Actor, today: date) -> DutyLine:
    """Without a query, whatever the duty; `rule` and `agency` are expected to be there."""
    look, word = standing_of(duty, today)
    steers = may(actor, "duties.duty.waive")
    return DutyLine(
        duty=duty,
        register=register_name(duty.register),
        url=record_url(duty.register, duty.object_id),
        left=time_left(today, duty.due_on) if duty.is_open else "",
        look=look,
        word=word,
        may_complete=duty.is_open and edits(actor, duty),
        may_waive=duty.is_open and steers,
        may_reopen=duty.state in (DutyState.DONE, DutyState.WAIVED) and steers,
    )


def standing_of(duty: Duty, today: date) -> tuple[str, str]:
    """The code of the badge and its word."""
    if duty.state == DutyState.DONE:
        return "done", _("Đã làm")
    if duty.state == DutyState.WAIVED:
        return "settled", _("Được miễn")
    if duty.state == DutyState.CANCELLED:
        return "closed", _("Không còn phải làm")
    if duty.due_on < today:
        return "overdue", _("Quá hạn")
    if (duty.due_on - today).days <= SOON_DAYS:
        return "due_soon", _("Sắp đến hạn")
    return "not_due", _("Chưa đến hạn")


def record_url(code: str, pk: int) -> str:
    """The page of a record by its register and id, without reading the record."""
    try:
        return reverse("record_detail", kwargs={"code": code, "pk": pk})
    except NoReverseMatch:
        return ""


def register_name(code: str) -> str:
    register = registers.get(code)
    return str(register.name) if register else code


def rule_sentence(rule: DutyRule) -> str:
    """When it falls due: “Ngày 31/03 hằng năm, cho năm trước”."""
    if rule.event == DutyEvent.YEARLY:
        return _("Ngày {day:02d}/{month:02d} hằng năm, cho năm trước").format(day=rule.day, month=rule.month)
    register = registers.get(rule.register)
    field = register.label_of(rule.field) if register else rule.field
    if not rule.amount:
        return _("Vào ngày “{field}”").format(field=field)
    span = f"{rule.amount} {DutyUnit(rule.unit).label}"
    if rule.event == DutyEvent.AFTER:
        return _("{span} sau “{field}”").format(span=span, field=field)
    return _("{span} trước “{field}”").format(span=span, field=field)


def validity(rule: DutyRule) -> str:
    """“từ 01/06/2022”, “đến hết 31/12/2025”, both, or nothing."""
    parts = []
    if rule.valid_from:
        parts.append(_("từ {day:%d/%m/%Y}").format(day=rule.valid_from))
    if rule.valid_to:
        parts.append(_("đến hết {day:%d/%m/%Y}").format(day=rule.valid_to))
    return " ".join(parts)


def reminders(rule: DutyRule) -> str:
    days = ", ".join(str(number) for number in rule.alert_days)
    return _("{days} ngày").format(days=days) if days else ""
