"""Work and money that the host asks the orderer to confirm (TT 04/2015/TT-BKHCN)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.lib.working_days import add_working_days
from khcn.operations.st_tasks.models import StTask, VolumeConfirmation
from khcn.operations.st_tasks.money.common import locked_task, refuse_field, refuse_future
from khcn.operations.st_tasks.money.regime import outline_for, whole_figure
from khcn.operations.st_tasks.money.words import day_said, dong

ASKING = ("running", "accepting", "accepted")


@transaction.atomic
def ask_volume(
    *, task: StTask, period: str, done: str, amount: int | None, on: date, by: Actor
) -> VolumeConfirmation:
    """The host asks for work and money of a period to be confirmed."""
    task = locked_task(task)
    if task.state not in ASKING:
        raise DomainError(
            _("Chỉ đề nghị xác nhận khi nhiệm vụ đang thực hiện hoặc nghiệm thu."), code="volume.not_running"
        )
    refuse_future(on, by, "asked_on")
    if not done.strip():
        raise refuse_field("done", _("Hãy ghi khối lượng đã hoàn thành."), "volume.empty")
    made = VolumeConfirmation.objects.create(
        task=task,
        period=period.strip(),
        done=done.strip(),
        amount=amount,  # type: ignore[misc]
        asked_on=on,
    )
    record_event(
        "st_task.volume_ask", task, by=by,
        after={"id": made.pk, "period": made.period, "amount": amount, "on": on.isoformat()},
    )  # fmt: skip
    return made


@transaction.atomic
def confirm_volume(
    *, confirmation: VolumeConfirmation, on: date, by: Actor, note: str = ""
) -> VolumeConfirmation:
    """The orderer confirms the work done."""
    confirmation = _held(confirmation)
    if confirmation.confirmed_on:
        raise DomainError(_("Khối lượng này đã được xác nhận."), code="volume.confirmed")
    _check_day(confirmation, on, by)
    confirmation.confirmed_on = on
    confirmation.note = note.strip() or confirmation.note
    confirmation.save(update_fields=["confirmed_on", "note"])
    record_event(
        "st_task.volume_confirm",
        confirmation.task,
        by=by,
        after={"id": confirmation.pk, "on": on.isoformat()},
    )
    return confirmation


@transaction.atomic
def confirm_money(
    *, confirmation: VolumeConfirmation, amount: int, on: date, by: Actor, note: str = ""
) -> VolumeConfirmation:
    """The orderer confirms the money that the work is worth; the volume comes first."""
    confirmation = _held(confirmation)
    if confirmation.confirmed_on is None:
        raise DomainError(_("Hãy xác nhận khối lượng trước."), code="volume.not_confirmed")
    if confirmation.money_confirmed_on:
        raise DomainError(_("Kinh phí này đã được xác nhận."), code="volume.confirmed")
    _check_day(confirmation, on, by)
    if amount < 0 or (confirmation.amount is not None and amount > confirmation.amount):
        raise refuse_field(
            "amount", _("Số xác nhận phải từ 0 đến số đề nghị %(most)s."), "volume.above_asked",
            most=dong(confirmation.amount),
        )  # fmt: skip
    confirmation.money_confirmed_on, confirmation.confirmed_amount = on, amount
    confirmation.note = note.strip() or confirmation.note
    confirmation.save(update_fields=["money_confirmed_on", "confirmed_amount", "note"])
    record_event(
        "st_task.volume_money", confirmation.task, by=by,
        after={"id": confirmation.pk, "amount": amount, "on": on.isoformat()},
    )  # fmt: skip
    return confirmation


def volume_due(confirmation: VolumeConfirmation) -> date | None:
    """By when the next answer is due: the volume first, then the money; None where nothing is open or no rule says."""
    if confirmation.money_confirmed_on:
        return None
    outline = outline_for(confirmation.task)
    code = "money.confirm_days" if confirmation.confirmed_on else "volume.days"
    days = whole_figure(outline, code)
    if outline is None or days is None:
        return None
    if outline.figure_by_code[code].unit == "days":
        return confirmation.asked_on + timedelta(days=days)
    return add_working_days(confirmation.asked_on, days)


def _held(confirmation: VolumeConfirmation) -> VolumeConfirmation:
    task = locked_task(confirmation.task)
    held = VolumeConfirmation.objects.select_for_update().get(pk=confirmation.pk)
    held.task = task
    return held


def _check_day(confirmation: VolumeConfirmation, on: date, by: Actor) -> None:
    refuse_future(on, by, "on")
    if on < confirmation.asked_on:
        raise refuse_field(
            "on", _("Ngày xác nhận không được trước ngày đề nghị %(day)s."), "volume.too_early",
            day=day_said(confirmation.asked_on),
        )  # fmt: skip
