"""The list of the late for the leaders' meeting, and the text with link and QR for a messaging app."""

import io

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from khcn.agency_reports.cycles import completeness, remind_now
from khcn.agency_reports.cycles.reminding import message_for, short_path
from khcn.agency_reports.cycles.standing import standings_of
from khcn.kernel.agencies.models import Agency
from khcn.web.workspace.cycles.common import cycle_or_404, managed, request_of, trail_of
from khcn.web.workspace.cycles.words import request_badge, timing


def late_list(request: HttpRequest, code: str) -> HttpResponse:
    """On paper: who has not sent, the latest first; while there is time left, all who have not sent."""
    cycle = cycle_or_404(request, code)
    today = timezone.localdate()
    done = completeness(cycle, today)
    waiting = sorted((one for one in done.standings if one.outstanding), key=lambda one: -one.late_by)
    rows = [(one, request_badge(one), timing(one, today)) for one in waiting]
    context = {
        "page_title": _("Đơn vị chưa gửi báo cáo"),
        "cycle": cycle,
        "done": done,
        "rows": rows,
        "today": today,
    }
    return render(request, "cycles/late_list.html", context)


def reminder_text(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    cycle = managed(request, code)
    asked = request_of(cycle, agency)
    if request.method == "POST":
        count = remind_now(request=asked, by=request.actor)
        told = _("Đã nhắc {count} người của đơn vị trong hệ thống và qua thư.").format(count=count)
        nobody = _("Đơn vị chưa có tài khoản nào. Hãy gửi lời nhắc dưới đây qua ứng dụng nhắn tin.")
        messages.success(request, told) if count else messages.warning(request, nobody)
        return redirect("reminder_text", code=code, agency=agency)
    today = timezone.localdate()
    standing = standings_of([asked], today)[0]
    link = request.build_absolute_uri(short_path(asked))
    context = {
        "page_title": _("Nhắc {agency}").format(agency=asked.agency.name),
        "trail": trail_of(cycle, _("Nhắc đơn vị")),
        "cycle": cycle,
        "asked": asked,
        "standing": standing,
        "badge": request_badge(standing),
        "message": message_for(standing, link, today),
        "link": link,
        "qr": qr_picture(link, asked.agency),
    }
    return render(request, "cycles/reminder_text.html", context)


def qr_picture(link: str, agency: Agency) -> SafeString:
    """The link as a QR code: plain SVG paths, no style and no script. The library escapes the title."""
    drawn = io.BytesIO()
    title = _("Mã QR mở báo cáo của {agency}").format(agency=agency.name)
    segno.make(link, error="m").save(
        drawn,
        kind="svg",
        scale=4,
        border=4,
        xmldecl=False,
        svgns=True,
        title=title,
        svgclass="qr",
        lineclass=None,
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 (made by the library from our own link)
