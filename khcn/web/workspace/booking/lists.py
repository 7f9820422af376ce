"""One's own slots, what waits for the keepers, and the hours of use."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.access import require, visible
from khcn.outputs.workbook import Column
from khcn.registers.labs.models import Booking, BookingState
from khcn.web.ui.lists import page_of, wants_workbook, workbook_response

REPORT_COLUMNS = (("Thiết bị", 40, "text"), ("Đơn vị sở hữu", 30, "text"), ("Tháng", 12, "text"), ("Số lượt", 10, "number"), ("Số giờ", 10, "number"))  # fmt: skip


def booking_list(request: HttpRequest) -> HttpResponse:
    """Waiting for me to confirm, then my own: coming first, past last."""
    require(request.actor, "labs.booking.request")
    rows = Booking.objects.select_related("equipment", "user")
    now = timezone.now()
    kept = visible(request.actor, "labs.booking.manage", rows)
    waiting = kept.filter(state=BookingState.REQUESTED, ends_at__gt=now).order_by("starts_at")[:100]
    to_tell = kept.filter(state=BookingState.CONFIRMED, ends_at__lte=now).order_by("-ends_at")[:50]
    own = rows.filter(user_id=request.actor.user_id or 0).order_by("-starts_at")
    context = {
        "page_title": _("Lịch đặt thiết bị"), "waiting": waiting, "to_tell": to_tell, "page": page_of(request, own),
        "now": now, "me": request.actor.user_id, "trail": [(_("Lịch đặt thiết bị"), "")],
    }  # fmt: skip
    return render(request, "booking/booking_list.html", context)


def booking_report(request: HttpRequest) -> HttpResponse:
    """Hours of real use by apparatus and month of one year: of one's own apparatus, or all for the department."""
    require(request.actor, "labs.booking.request")
    this_year = timezone.localdate().year
    told = request.GET.get("nam", "")
    year = int(told) if told.isdecimal() and 2000 <= int(told) <= 2100 else this_year
    rows = usage_rows(request, year)
    title = _("Giờ sử dụng thiết bị năm %(year)s") % {"year": year}
    if wants_workbook(request):
        columns = [Column(_(name), width, kind) for name, width, kind in REPORT_COLUMNS]
        return workbook_response(title, columns, rows)
    context = {
        "page_title": title, "rows": rows, "year": year, "total": sum(row[4] for row in rows),
        "years": range(this_year, this_year - 6, -1), "trail": [(_("Lịch đặt thiết bị"), reverse("booking_list")), (title, "")],
    }  # fmt: skip
    return render(request, "booking/booking_report.html", context)


def usage_rows(request: HttpRequest, year: int) -> list[tuple[str, str, str, int, float]]:
    """Apparatus, owner, month, times, hours; a use counts in the month in which it began."""
    spoken = Q(state=BookingState.DONE, used_from__isnull=False)
    kept = visible(request.actor, "labs.booking.manage", Booking.objects.filter(spoken))
    begin, end = (timezone.make_aware(datetime(one, 1, 1)) for one in (year, year + 1))
    used = kept.filter(used_from__gte=begin, used_from__lt=end).order_by(
        "equipment__order_key", "equipment_id"
    )
    sums: dict[tuple[int, str, str, int], list[float]] = defaultdict(lambda: [0, 0.0])
    for one in used.select_related("equipment__organisation"):
        month = timezone.localtime(one.used_from).month
        cell = sums[(one.equipment_id, one.equipment.name, one.equipment.organisation.name, month)]
        cell[0] += 1
        cell[1] += one.used.total_seconds() / 3600
    return [
        (name, owner, f"{month:02d}/{year}", int(times), round(hours, 2))
        for (_pk, name, owner, month), (times, hours) in sorted(sums.items(), key=lambda item: (item[0][1], item[0][0], item[0][3]))
    ]  # fmt: skip
