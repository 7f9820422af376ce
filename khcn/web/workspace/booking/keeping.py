"""What the keepers of an apparatus do: stop it, start it again, say who is qualified."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.access import require
from khcn.registers.labs.domain_booking import add_outage, end_outage, grant_qualification
from khcn.registers.labs.models import Equipment, Outage
from khcn.web.ui.forms import form_page
from khcn.web.workspace.booking.calendar import seen_equipment
from khcn.web.workspace.booking.forms import OutageForm, QualificationForm


def _kept(request: HttpRequest, pk: int) -> Equipment:
    equipment = seen_equipment(request, pk)
    require(request.actor, "labs.equipment.manage", equipment)
    return equipment


def _trail(equipment: Equipment, title: str) -> list[tuple[str, str]]:
    return [(equipment.name, reverse("equipment_calendar", kwargs={"pk": equipment.pk})), (title, "")]


def outage_new(request: HttpRequest, pk: int) -> HttpResponse:
    equipment = _kept(request, pk)
    now = timezone.localtime()
    form = OutageForm(request.POST or None, initial={"day": now.date(), "starts": f"{now:%H:%M}"})

    def save() -> HttpResponse:
        starts_at, ends_at = form.span()
        _outage, hit = add_outage(
            equipment=equipment, starts_at=starts_at, ends_at=ends_at, reason=form.cleaned_data["reason"],
            cancel=form.cleaned_data["cancel"], by=request.actor,
        )  # fmt: skip
        messages.success(
            request, _("Đã ghi đợt ngừng; %(n)s lịch bị hủy và báo cho người đặt.") % {"n": len(hit)}
        )
        return redirect("equipment_calendar", pk=pk)

    title = _("Ngừng thiết bị")
    back = reverse("equipment_calendar", kwargs={"pk": pk})
    return form_page(
        request, form, title=title, save=save, lead=equipment.name, submit=_("Ghi đợt ngừng"), back=back,
        trail=_trail(equipment, title),
    )  # fmt: skip


@require_POST
def outage_end(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.actor, "labs.booking.request")
    outage = get_object_or_404(Outage.objects.select_related("equipment"), pk=pk)
    equipment = _kept(request, outage.equipment_id)
    end_outage(outage=outage, by=request.actor)
    messages.success(request, _("Thiết bị nhận lịch trở lại."))
    return redirect("equipment_calendar", pk=equipment.pk)


def qualification_new(request: HttpRequest, pk: int) -> HttpResponse:
    equipment = _kept(request, pk)
    form = QualificationForm(request.POST or None, initial={"valid_from": timezone.localdate()})

    def save() -> HttpResponse:
        granted = grant_qualification(equipment=equipment, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã công nhận %(who)s sử dụng thiết bị.") % {"who": granted.user})
        return redirect("qualification_new", pk=pk)

    title = _("Người được công nhận sử dụng")
    return form_page(
        request, form, title=title, save=save, template="booking/qualification_new.html", equipment=equipment,
        granted=equipment.qualifications.select_related("user", "granted_by")[:200], today=timezone.localdate(),
        trail=_trail(equipment, title),
    )  # fmt: skip
