"""The forms, and one of them filled in for a year."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.indicators.models import StatForm
from khcn.kernel.access import may, visible
from khcn.kernel.errors import NotAllowed
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import wants_workbook, workbook_response
from khcn.web.workspace.stat_forms.cells import Filled, Filling, tally
from khcn.web.workspace.stat_forms.forms import WhenForm

COLUMNS = (
    (gettext_lazy("Mã số"), 8, "text"),
    (gettext_lazy("Chỉ tiêu thống kê"), 56, "text"),
    (gettext_lazy("Cột"), 18, "text"),
    (gettext_lazy("Đơn vị tính"), 14, "text"),
    (gettext_lazy("Giá trị"), 20, "number"),
    (gettext_lazy("Nguồn của số"), 44, "text"),
    (gettext_lazy("Ghi chú"), 44, "text"),
)
FILLED = ~Q(cells__fact="") | Q(cells__indicator__isnull=False)


@require_safe
def stat_form_list(request: HttpRequest) -> HttpResponse:
    _require_staff(request)
    forms = visible(request.actor, "indicators.statform.view", StatForm.objects.all()).annotate(
        count=Count("cells"), filled=Count("cells", filter=FILLED)
    )
    context = {"page_title": _("Biểu thống kê"), "forms": forms, "year": timezone.localdate().year - 1}
    return render(request, "stat_forms/stat_form_list.html", context)


@require_safe
def stat_form_detail(request: HttpRequest, code: str) -> HttpResponse:
    _require_staff(request)
    found = visible(request.actor, "indicators.statform.view", StatForm.objects.filter(code=code)).first()
    if found is None:
        raise Http404
    form = WhenForm(request.GET, timezone.localdate())
    filling = Filling(found, form.year, form.territory, request.actor, timezone.localdate())
    cells = filling.filled()
    place = form.territory.name if form.territory else _("toàn tỉnh")
    when = _("năm %(year)s, %(place)s") % {"year": form.year, "place": place}
    if wants_workbook(request):
        mark = _("Cần xác nhận mẫu biểu. ") if found.needs_confirmation else ""
        return workbook_response(
            f"{found.code} {found.title} {form.year}", [Column(str(name), width, kind) for name, width, kind in COLUMNS],
            _sheet(cells), f"{mark}{when}",
        )  # fmt: skip
    context = {
        "page_title": f"{found.code}. {found.title}", "found": found, "form": form, "active": form.active(), "cells": cells,
        "tally": tally(cells), "when": when, "year": form.year, "narrowed": filling.narrowed, "running": form.year == form.today.year,
        "today": form.today, "trail": [(_("Biểu thống kê"), reverse("stat_form_list")), (found.code, "")],
    }  # fmt: skip
    return render(request, "stat_forms/stat_form_detail.html", context)


def _sheet(cells: Sequence[Filled]) -> Iterator[tuple[Any, ...]]:
    for one in cells:
        told = one.notes if not one.missing else [one.text, *one.notes]
        yield (
            one.cell.row_no,
            one.cell.row,
            one.cell.column,
            one.cell.unit,
            one.value,
            one.source,
            ". ".join(told),
        )


def _require_staff(request: HttpRequest) -> None:
    if not may(request.actor, "indicators.statform.view"):
        raise NotAllowed(
            _("Biểu thống kê dành cho người trong bộ máy của tỉnh. Hãy đăng nhập bằng tài khoản được cấp."),
            code="not_allowed:indicators.statform.view"
            if request.user.is_authenticated
            else "not_allowed:sign_in",
        )
