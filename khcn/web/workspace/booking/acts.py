"""What people do with one slot: confirm, refuse, cancel, tell the usage."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.access import require, visible
from khcn.registers.labs import domain_booking as acts
from khcn.registers.labs.booking_policy import Slot
from khcn.registers.labs.models import Booking
from khcn.web.ui.forms import form_page
from khcn.web.workspace.booking.forms import ReasonForm, UsageForm


def _found(request: HttpRequest, pk: int) -> Booking:
    """A slot that this person made or keeps."""
    require(request.actor, "labs.booking.request")
    rows = visible(request.actor, "labs.booking.cancel", Booking.objects.select_related("equipment", "user"))
    return get_object_or_404(rows, pk=pk)


def _lead(booking: Booking) -> str:
    return f"{booking.equipment} · {Slot(booking.starts_at, booking.ends_at)} · {booking.user} · {booking.purpose}"


def _trail(title: str) -> list[tuple[str, str]]:
    return [(_("Lịch đặt thiết bị"), reverse("booking_list")), (title, "")]


@require_POST
def booking_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    acts.confirm_booking(booking=_found(request, pk), by=request.actor)
    messages.success(request, _("Đã xác nhận lịch. Người đặt được thông báo."))
    return redirect("booking_list")


@require_POST
def booking_no_show(request: HttpRequest, pk: int) -> HttpResponse:
    acts.record_no_show(booking=_found(request, pk), by=request.actor)
    messages.success(request, _("Đã ghi là không đến."))
    return redirect("booking_list")


def booking_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _found(request, pk)
    require(request.actor, "labs.booking.manage", booking)
    form = ReasonForm(request.POST or None)

    def save() -> HttpResponse:
        acts.refuse_booking(booking=booking, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Đã từ chối. Người đặt được thông báo kèm lý do."))
        return redirect("booking_list")

    title = _("Từ chối lịch đặt")
    return form_page(
        request, form, title=title, save=save, lead=_lead(booking), submit=_("Từ chối"),
        back=reverse("booking_list"), trail=_trail(title),
    )  # fmt: skip


def booking_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """One page asks once more, so that a slip of the finger costs nobody his slot."""
    booking = _found(request, pk)
    form = ReasonForm(request.POST or None, required=booking.user_id != request.actor.user_id)

    def save() -> HttpResponse:
        acts.cancel_booking(booking=booking, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Đã hủy lịch. Khung giờ này trở lại trống."))
        return redirect("booking_list")

    title = _("Hủy lịch đặt")
    return form_page(
        request, form, title=title, save=save, lead=_lead(booking), submit=_("Hủy lịch này"),
        back=reverse("booking_list"), trail=_trail(title),
    )  # fmt: skip


def booking_usage(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _found(request, pk)
    begun = timezone.localtime(booking.used_from or booking.starts_at)
    ended = timezone.localtime(booking.used_to or booking.ends_at)
    initial = {
        "day": begun.date(),
        "starts": f"{begun:%H:%M}",
        "ends": f"{ended:%H:%M}",
        "note": booking.usage_note,
    }
    form = UsageForm(request.POST or None, initial=initial)

    def save() -> HttpResponse:
        used_from, used_to = form.span()
        acts.record_usage(
            booking=booking,
            used_from=used_from,
            used_to=used_to,
            note=form.cleaned_data["note"],
            by=request.actor,
        )
        messages.success(request, _("Đã ghi giờ sử dụng."))
        return redirect("booking_list")

    title = _("Ghi giờ sử dụng")
    return form_page(
        request,
        form,
        title=title,
        save=save,
        lead=_lead(booking),
        back=reverse("booking_list"),
        trail=_trail(title),
    )
