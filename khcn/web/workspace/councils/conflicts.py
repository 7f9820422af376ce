"""Conflicts of interest, member by item: declared and computed, each with its reason; keeping and waiving them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.operations.st_tasks.choices import ConflictKind
from khcn.operations.st_tasks.councils import conflicts as acts
from khcn.operations.st_tasks.models import Conflict, Council, CouncilItem, Declaration, Seat
from khcn.web.ui.forms import form_page
from khcn.web.ui.lists import page_of
from khcn.web.workspace.councils.common import address, council_for, frame, managed, may_change

PER_PAGE = 25
NEVER_WAIVED = (ConflictKind.TEAM, ConflictKind.COMPETING)


@dataclass
class Cell:
    """What stands between one member and one item."""

    seat: Seat
    declared: bool | None = None
    found: list[Conflict] = field(default_factory=list)

    @property
    def barred(self) -> bool:
        return any(one.bars and one.waived_at is None for one in self.found)


def council_conflicts(request: HttpRequest, pk: int) -> HttpResponse:
    council = council_for(request, pk)
    seats = list(council.seats.filter(left_on=None))
    only = request.GET.get("chi") == "co"
    items = council.items.select_related("task", "dossier__organisation")
    if only:
        items = items.filter(conflicts__seat__left_on=None).distinct()
    page = page_of(request, items, PER_PAGE)
    rows = _rows(list(page), seats)
    context = frame(
        council, _("Xung đột lợi ích"), page=page, rows=rows, seats=seats, only=only,
        may_manage=may_change(request, council), counts=_counts(council),
    )  # fmt: skip
    return render(request, "councils/council_conflicts.html", context)


def _rows(items: list[CouncilItem], seats: list[Seat]) -> list[dict[str, Any]]:
    keys = [item.pk for item in items]
    declared = {
        (one.item_id, one.seat_id): one.conflicted for one in Declaration.objects.filter(item__in=keys)
    }
    found: dict[tuple[int, int], list[Conflict]] = defaultdict(list)
    for one in Conflict.objects.filter(item__in=keys).select_related("waived_by").order_by("kind", "pk"):
        found[one.item_id, one.seat_id].append(one)
    rows = []
    for item in items:
        cells = [Cell(seat, declared.get((item.pk, seat.pk)), found[item.pk, seat.pk]) for seat in seats]
        rows.append({"item": item, "cells": cells})
    return rows


def _counts(council: Council) -> dict[str, int]:
    waived = Q(waived_at__isnull=False)
    rows = Conflict.objects.filter(item__council=council, seat__left_on=None).order_by()
    return rows.aggregate(
        barring=Count("pk", filter=Q(bars=True) & ~waived), to_check=Count("pk", filter=Q(bars=False) & ~waived),
        waived=Count("pk", filter=waived),
    )  # fmt: skip


@require_POST
def conflicts_find(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute anew; kept and waived ones stay."""
    council = managed(request, pk)
    acts.find_conflicts(council, by=request.actor)
    messages.success(request, _("Đã rà lại xung đột lợi ích theo dữ liệu hiện có."))
    return redirect("council_conflicts", pk=council.pk)


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Vì sao vẫn cho phép"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Lý do và tên bạn được giữ cùng căn cứ này và ghi vào nhật ký."),
    )  # fmt: skip


@require_POST
def conflict_pin(request: HttpRequest, pk: int, conflict: int) -> HttpResponse:
    """Keep a ground whatever later computing finds, or stop keeping it."""
    council = managed(request, pk)
    found = _found(council, conflict)
    acts.pin(conflict=found, pinned=not found.pinned, by=request.actor)
    messages.success(
        request, _("Căn cứ được bỏ ghim.") if found.pinned else _("Căn cứ được giữ khi tính lại.")
    )
    return redirect(_place(council, found))


def conflict_waive(request: HttpRequest, pk: int, conflict: int) -> HttpResponse:
    council = managed(request, pk)
    found = _found(council, conflict)
    form = WaiveForm(request.POST or None)

    def save() -> HttpResponse:
        acts.waive(conflict=found, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Đã cho phép %s chấm nội dung này.") % found.seat.name)
        return redirect(_place(council, found))

    title = _("Cho phép dù có xung đột: %s") % found.seat.name
    lead = _("%(kind)s. %(reason)s") % {"kind": found.get_kind_display(), "reason": found.reason}
    return form_page(
        request, form, title=title, save=save, lead=lead, submit=_("Cho phép"), back=_place(council, found),
        trail=[(_("Hội đồng"), reverse("council_list")), (council.name, address(council)), (title, "")],
    )  # fmt: skip


def _found(council: Council, pk: int) -> Conflict:
    rows = Conflict.objects.select_related("seat", "item__task")
    return get_object_or_404(rows, pk=pk, item__council=council)


def _place(council: Council, conflict: Conflict) -> str:
    return address(council, "council_conflicts") + f"#noi-dung-{conflict.item_id}"
