"""The meeting itself: who is there, the quorum, declarations on paper, sheets handed in or typed from paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.choices import MeetingState, Presence
from khcn.operations.st_tasks.councils import meetings as acts
from khcn.operations.st_tasks.councils.declaring import declare
from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.councils.sheets import type_sheet
from khcn.operations.st_tasks.models import Conflict, CouncilItem, Declaration, Meeting, Seat, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.files import EvidenceField
from khcn.web.ui.forms import show_refusal
from khcn.web.workspace.councils.common import frame, meeting_for, seat_of
from khcn.web.workspace.councils.sheet_form import SheetForm, sheet_form
from khcn.web.workspace.councils.words import result_word

MOST_ITEMS = 60


def attendance_told(meeting: Meeting) -> list[dict[str, Any]]:
    there = {row.seat_id: row for row in meeting.attendance.all()}
    rows = []
    for seat in sitting(meeting):
        row = there.get(seat.pk)
        presence = row.presence if row else Presence.ABSENT
        word = Presence(presence).label if row else _("chưa điểm danh")
        rows.append({"seat": seat, "presence": presence, "word": word, "note": row.note if row else ""})
    return rows


def sitting(meeting: Meeting) -> list[Seat]:
    return list(meeting.council.seats.filter(Q(left_on=None) | Q(attendance__meeting=meeting)).distinct())


def quorum_told(meeting: Meeting) -> dict[str, Any] | None:
    """Whether those present may meet, with every line of the count; None before anybody was called."""
    if meeting.state == MeetingState.PLANNED:
        return None
    found = acts.quorum_of(meeting)
    if found is None:
        return None
    return {"valid": found.valid, "sentences": acts.quorum_sentences(meeting)}


@require_POST
def meeting_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is there; with HTMX the quorum comes back at once."""
    meeting = meeting_for(request, pk, change=True)
    presence, notes = {}, {}
    for seat in meeting.council.seats.filter(left_on=None):
        if told := request.POST.get(f"du-{seat.pk}"):
            presence[seat.pk] = told
            notes[seat.pk] = request.POST.get(f"ghi-{seat.pk}", "").replace("\x00", "")[:300]
    meeting = acts.note_attendance(meeting=meeting, presence=presence, notes=notes, by=request.actor)
    if request.headers.get("HX-Request") == "true":
        return render(request, "councils/_quorum.html", {"quorum": quorum_told(meeting)})
    messages.success(request, _("Đã ghi điểm danh."))
    return redirect(_place(meeting, "diem-danh"))


def sheets_told(meeting: Meeting) -> dict[str, Any]:
    """Item by item: who has handed in, what is still open, the result once there is one."""
    kind = kind_of(meeting.council)
    rows = meeting.items.select_related("task", "dossier", "council").order_by("task", "order", "pk")
    items = list(rows[: MOST_ITEMS + 1])
    more, items = len(items) > MOST_ITEMS, items[:MOST_ITEMS]
    seats = [seat for seat in sitting(meeting) if seat.left_on is None]
    sheets = {
        (one.item_id, one.seat_id): one
        for one in Sheet.objects.filter(item__in=items, kind=kind.sheet).defer("answers", "points")
    }
    barred = set(
        Conflict.objects.filter(item__in=items, bars=True, waived_at=None).values_list("item", "seat")
    )
    declared = set(Declaration.objects.filter(item__in=items).values_list("item", "seat"))
    return {
        "seats": seats, "finance": kind.judges == "finance", "items_cut": more,
        "paper_declaring": [seat for seat in seats if any((item.pk, seat.pk) not in declared for item in items)],
        "sheet_rows": [_item_row(item, seats, sheets, barred, declared) for item in items],
    }  # fmt: skip


def _item_row(
    item: CouncilItem, seats: list[Seat], sheets: dict[Any, Sheet], barred: set[Any], declared: set[Any]
) -> dict[str, Any]:
    cells = []
    for seat in seats:
        key = (item.pk, seat.pk)
        sheet = sheets.get(key)
        if key in barred:
            look, word = "blocked", _("Không chấm")
        elif sheet and sheet.handed_in_at:
            look, word = "done", _("Nhập từ giấy") if sheet.typed_by_id else _("Đã nộp")
        elif key not in declared:
            look, word = "waiting", _("Chưa khai")
        else:
            look, word = ("draft", _("Đang làm")) if sheet else ("not_started", _("Chưa có"))
        cells.append({"seat": seat, "look": look, "word": word, "sheet": sheet,
                      "may_type": look in ("draft", "not_started")})  # fmt: skip
    return {"item": item, "cells": cells, "result": result_word(item)}


@require_POST
def paper_declaration(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """A signed declaration: nothing stands between the member and what is not declared yet. A conflict is entered item by item."""
    meeting = meeting_for(request, pk, change=True)
    found = seat_of(meeting.council, seat)
    done = Declaration.objects.filter(seat=found).values("item")
    for item in meeting.items.exclude(pk__in=done):
        declare(seat=found, item=item, conflicted=False, on_paper=True, by=request.actor)
    messages.success(request, _("Đã ghi bản khai giấy của %s: không có xung đột lợi ích.") % found.name)
    return redirect(_place(meeting, "phieu"))


class ScanForm(forms.Form):
    scan = EvidenceField(
        label=gettext_lazy("Bản quét phiếu đã ký"), most=1, required=True,
        help_text=gettext_lazy("Một tệp PDF hoặc ảnh."),
    )  # fmt: skip
    blank = forms.BooleanField(label=gettext_lazy("Phiếu hỏng, không hợp lệ khi kiểm"), required=False)


def sheet_type(request: HttpRequest, pk: int, item: int, seat: int) -> HttpResponse:
    """Type a signed sheet, with its scan."""
    meeting = meeting_for(request, pk, change=True)
    found, member = _item(meeting, item), seat_of(meeting.council, seat)
    kind = kind_of(meeting.council)
    form: SheetForm = sheet_form(kind, outline_of(meeting.council.procedure), found, kind.sheet)
    scan = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form.read(request.POST)
        if scan.is_valid() and not form.errors:
            try:
                return _typed(request, meeting, found, member, form, scan)
            except DomainError as refusal:
                show_refusal(scan, refusal)
    title = _("Nhập phiếu giấy: %s") % member.name
    context = frame(
        meeting.council, title, meeting=meeting, item=found, seat=member, groups=form.groups, comment=form.comment,
        slips=form.errors, form=scan, back=_place(meeting, "phieu"),
    )  # fmt: skip
    return render(request, "councils/sheet_type.html", context, status=422 if scan.is_bound else 200)


def _typed(
    request: HttpRequest, meeting: Meeting, item: CouncilItem, seat: Seat, form: SheetForm, scan: ScanForm
) -> HttpResponse:
    (file,) = scan.cleaned_data["scan"]
    type_sheet(
        seat=seat, item=item, scan=file.file, scan_name=file.name or "", blank=scan.cleaned_data["blank"],
        by=request.actor, **form.told(),
    )  # fmt: skip
    messages.success(request, _("Đã nhập phiếu của %s.") % seat.name)
    return redirect(_place(meeting, "phieu"))


def _item(meeting: Meeting, pk: int) -> CouncilItem:
    found = meeting.items.select_related("task", "dossier", "council").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _place(meeting: Meeting, anchor: str) -> str:
    return reverse("meeting_detail", kwargs={"pk": meeting.pk}) + f"#{anchor}"


def decimal_or_none(text: str) -> int | None:
    """Whole đồng as people type them; empty is not appraised yet."""
    bare = "".join(text.split()).replace(".", "").replace("\u00a0", "")
    if not bare:
        return None
    if not bare.isdecimal():
        raise ValidationError(_("“%s” không phải là số đồng.") % text[:40])
    return int(bare)
