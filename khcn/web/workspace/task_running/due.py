"""What is due on tasks under contract, sent or not."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.kernel.access import visible
from khcn.kernel.errors import NotAllowed
from khcn.operations.st_tasks.choices import Holder
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.running.due import KINDS, Due, due_until
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import conditions_in_force, page_of, wants_workbook, workbook_response
from khcn.web.workspace.st_tasks.common import INSIDE, name_of, trail_of

FOLLOWED = ("approved", "running", "paused", "accepting", "accepted", "terminated")
SPANS = [("30", gettext_lazy("30 ngày tới")), ("0", gettext_lazy("Đã quá hạn")), ("90", gettext_lazy("90 ngày tới")), ("365", gettext_lazy("Một năm tới"))]  # fmt: skip


class DueFilters(forms.Form):
    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        every = ("", _("Tất cả"))
        self.fields["trong"] = forms.ChoiceField(label=_("Thời gian"), choices=SPANS, required=False)
        self.fields["viec"] = forms.ChoiceField(
            label=_("Việc"), choices=[every, *KINDS.items()], required=False
        )
        holders = [(one.value, one.label) for one in (Holder.HOST, Holder.OFFICER)]
        self.fields["ai"] = forms.ChoiceField(label=_("Thuộc về"), choices=[every, *holders], required=False)

    def told(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


@require_safe
def st_task_due(request: HttpRequest) -> HttpResponse:
    """Of the tasks that the person sees from inside; the department sees all."""
    if not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem trang này."), code="not_allowed:sign_in")
    form = DueFilters(request.GET)
    found = _found(request, form)
    if wants_workbook(request):
        return _workbook(request, found)
    title = _("Việc đến hạn của nhiệm vụ")
    page = page_of(request, found)
    rows = [(one, one.late(request.actor.on)) for one in page]
    context = {
        "page_title": title, "trail": trail_of(request, None, title), "form": form, "page": page, "rows": rows,
        "active": conditions_in_force(request, form), "late": sum(one.day < request.actor.on for one in found),
    }  # fmt: skip
    return render(request, "task_running/due.html", context)


def _found(request: HttpRequest, form: DueFilters) -> list[Due]:
    tasks = visible(request.actor, INSIDE, StTask.objects.filter(state__in=FOLLOWED))
    days = int(form.told("trong") or 30)
    until = request.actor.on + timedelta(days=days if days else -1)
    kind, holder = form.told("viec"), form.told("ai")
    return [
        one for one in due_until(tasks, until) if kind in ("", one.kind) and holder in ("", str(one.holder))
    ]


def _workbook(request: HttpRequest, found: list[Due]) -> HttpResponse:
    columns = [
        Column(_("Hạn"), 12, "date"), Column(_("Việc"), 28), Column(_("Nhiệm vụ"), 60), Column(_("Tổ chức chủ trì"), 40),
        Column(_("Nội dung"), 40), Column(_("Thuộc về"), 20), Column(_("Số ngày quá hạn"), 12, "number"),
    ]  # fmt: skip
    rows = (
        [one.day, one.kind_name, name_of(one.task), str(one.task.host or ""), one.what, one.holder_name, one.late(request.actor.on) or None]
        for one in found
    )  # fmt: skip
    return workbook_response(_("Việc đến hạn của nhiệm vụ"), columns, rows)
