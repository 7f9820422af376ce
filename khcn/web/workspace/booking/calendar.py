"""The week of one apparatus, and the form that books it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require, visible
from khcn.registers.labs.booking_policy import Slot, outages_in
from khcn.registers.labs.domain_booking import request_booking
from khcn.registers.labs.models import BookingState, Equipment
from khcn.web.ui.forms import form_page
from khcn.web.workspace.booking.forms import BookingForm
from khcn.web.workspace.booking.week import cell_width, hours_of, read_week, week_label, week_of


def seen_equipment(request: HttpRequest, pk: int) -> Equipment:
    """The apparatus, if this person may book at all and may see it."""
    require(request.actor, "labs.booking.request")
    rows = visible(
        request.actor, "labs.equipment.view", Equipment.objects.select_related("organisation", "lab")
    )
    return get_object_or_404(rows, pk=pk)


def equipment_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """`?tuan=` any day of a week, or 2026-W48; `?ngay=&tu=&den=` fill the form."""
    equipment = seen_equipment(request, pk)
    now = timezone.now()
    monday = read_week(request.GET.get("tuan") or request.GET.get("ngay") or "", timezone.localdate())
    overnight = equipment.open_from == 0 and equipment.open_to == 24
    form = BookingForm(request.POST or None, initial=_wanted(request), overnight=overnight)

    def save() -> HttpResponse:
        starts_at, ends_at = form.span()
        booking = request_booking(
            equipment=equipment, starts_at=starts_at, ends_at=ends_at, by=request.actor,
            purpose=form.cleaned_data["purpose"], on_behalf=form.cleaned_data["on_behalf"],
        )  # fmt: skip
        told = Slot(booking.starts_at, booking.ends_at)
        sentence = (
            _("Đã đặt lịch %(slot)s.") if booking.state == BookingState.CONFIRMED
            else _("Đã giữ chỗ %(slot)s. Người phụ trách thiết bị sẽ xác nhận và bạn nhận được thông báo.")
        )  # fmt: skip
        messages.success(request, sentence % {"slot": told})
        week = timezone.localtime(booking.starts_at).date()
        return redirect(f"{reverse('equipment_calendar', kwargs={'pk': pk})}?tuan={week:%Y-%m-%d}")

    days = week_of(equipment, monday, now)
    return form_page(
        request, form, title=_("Lịch thiết bị: %(name)s") % {"name": equipment.name}, save=save,
        template="booking/equipment_calendar.html", keep=f"dat-lich-{pk}", equipment=equipment, days=days,
        hours=hours_of(equipment), week=week_label(days), previous=monday - timedelta(days=7),
        following=monday + timedelta(days=7), shows_now=any(day.is_today for day in days),
        keeps=may(request.actor, "labs.equipment.manage", equipment), closed=_closed(equipment),
        cell_width=cell_width(equipment), stopped=outages_in(equipment, now, now + timedelta(days=400)),
        trail=[(_("Lịch đặt thiết bị"), reverse("booking_list")), (equipment.name, "")],
    )  # fmt: skip


def _wanted(request: HttpRequest) -> dict[str, Any]:
    told = request.GET
    return {
        "day": _day(told.get("ngay", "")),
        "starts": _clock(told.get("tu", "")),
        "ends": _clock(told.get("den", "")),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock(text: str) -> str | None:
    try:
        return f"{datetime.strptime(text, '%H:%M'):%H:%M}"
    except ValueError:
        return None


def _closed(equipment: Equipment) -> str:
    """Why nobody can book at all; empty when people can."""
    if not equipment.bookable or equipment.standing != "active":
        return _("Thiết bị này hiện không nhận đặt lịch dùng chung.")
    if equipment.condition == "faulty":
        return _("Thiết bị đang hỏng, chờ sửa chữa.")
    if equipment.calibration_due and equipment.calibration_due < timezone.localdate():
        return _("Thiết bị đã quá hạn hiệu chuẩn, kiểm định (%(day)s).") % {
            "day": f"{equipment.calibration_due:%d/%m/%Y}"
        }
    return ""
