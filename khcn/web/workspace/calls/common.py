"""What every page of a call needs: the call, how it stands, its trail."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import require
from khcn.operations.st_tasks.calls import is_over
from khcn.operations.st_tasks.models import Call

#: People of the department read all calls, the others have the public page.
MANAGE, READ = "st_tasks.call.manage", "st_tasks.sttask.list"
Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class Stand:
    """Where a call stands today: a code of the badges, and the word."""

    code: str
    label: str


class MomentField(forms.DateTimeField):
    """A moment of server time, to the second."""

    def __init__(self, **options: object) -> None:
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"
        )
        formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]
        told: dict[str, object] = {
            "widget": widget,
            "input_formats": formats,
            "error_messages": {"invalid": gettext_lazy("Thời điểm chưa đúng. Hãy ghi như 05/12/2026 17:00.")},
        }
        super().__init__(**{**told, **options})  # type: ignore[arg-type]


def managed(request: HttpRequest, code: str) -> Call:
    """The call, for people who run calls."""
    require(request.actor, MANAGE)
    return call_or_404(request, code)


def call_or_404(request: HttpRequest, code: str) -> Call:
    """The call, for people of the department."""
    require(request.actor, READ)
    rows = Call.objects.select_related("procedure", "repeats").defer("procedure__definition")
    call = rows.filter(code=code).first()
    if call is None:
        raise Http404
    return call


def stand_of(call: Call, now: datetime | None = None) -> Stand:
    now = now or timezone.now()
    if call.cancelled_at:
        return Stand("cancelled", _("Đã hủy"))
    if call.published_at is None:
        return Stand("draft", _("Đang lập"))
    if call.opened_on:
        return Stand("done", _("Đã mở hồ sơ"))
    if call.opens_at and now < call.opens_at:
        return Stand("not_due", _("Chưa đến ngày nhận hồ sơ"))
    if is_over(call, now):
        return Stand("waiting", _("Hết hạn, chờ mở hồ sơ"))
    return Stand("open", _("Đang nhận hồ sơ"))


def trail_of(call: Call | None = None, title: str = "") -> Trail:
    trail = [(_("Đợt thông báo"), reverse("call_list"))]
    if call is not None:
        trail.append((call.title, page_of_call(call) if title else ""))
    return [*trail, (title, "")] if title else trail


def page_of_call(call: Call) -> str:
    return reverse("call_detail", kwargs={"code": call.code})
