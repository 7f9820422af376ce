"""The page of one record: its values by section, its life, what belongs to it, its documents."""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may, visible
from khcn.kernel.registers.declaration import Register, Section
from khcn.kernel.registers.domain import allowed_moves
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.rules import Level, edit_name, owns, readable, readable_computed, view_name
from khcn.plan.rules import is_staff
from khcn.web.links import history_url
from khcn.web.workspace.registers.common import maybe_url, record_of, record_url, trail
from khcn.web.workspace.registers.panels import panels_of
from khcn.web.workspace.registers.related import related_of
from khcn.web.workspace.registers.showing import days_left, shown, state_badge, time_badge


@require_safe
def record_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    register, record, level = record_of(request, code, pk)
    if (target := _merged_into(request, register, record)) is not None:
        messages.info(request, _("Bản ghi #%(pk)s đã được gộp vào bản ghi này.") % {"pk": pk})
        return redirect(record_url(register, target))
    owner = level == Level.INTERNAL and not is_staff(request.actor) and owns(request.actor, register, record)
    today = timezone.localdate()
    context = {
        "register": register, "record": record, "level": level, "internal": level == Level.INTERNAL,
        "staff": is_staff(request.actor) and level > Level.PUBLIC,
        "page_title": str(record), "trail": trail(register, record),
        "sections": sections_shown(register, record, level),
        "state": state_badge(register, record, level, owner=owner), "time": time_badge(register, record, level, today),
        "validity": validity(register, record, level),
        "related": related_of(request, register, record),
        "panels": [render_to_string(*one, request) for one in panels_of(request, register, record)],
        "history_url": history_url(record) if is_staff(request.actor) and level == Level.INTERNAL else "",
        "chain": _chain(register, record) if level > Level.PUBLIC else [],
        **_acts(request, register, record),
    }  # fmt: skip
    return render(request, "registers/record_detail.html", context)


def _merged_into(request: HttpRequest, register: Register, record: Record) -> Record | None:
    """The record that this one became, unless the old one itself is wanted (?xem=goc)."""
    if not record.merged_into_id or request.GET.get("xem") == "goc":  # type: ignore[attr-defined]
        return None
    rows = visible(request.actor, view_name(register), register.model._default_manager.all())
    return rows.filter(pk=record.merged_into_id).first()  # type: ignore[attr-defined]


def _acts(request: HttpRequest, register: Register, record: Record) -> dict[str, Any]:
    """What this person may do with the record now."""
    changes = may(request.actor, edit_name(register), record)
    void = record.standing == Standing.VOID
    return {
        "may_edit": changes and not void,
        "moves": allowed_moves(register, record, request.actor) if changes and not void else [],
        "merge_url": maybe_url("record_merge", code=register.code, pk=record.pk)
        if changes and not void
        else "",
    }


def sections_shown(register: Register, record: Record, level: Level) -> list[dict[str, Any]]:
    """Sections with the values that are there, and the labels of those that are not yet."""
    names = set(readable(register, level))
    told = []
    worked_out = Section(_("Hệ thống tự tính"), readable_computed(register, level))
    for section in (*register.sections, worked_out, *register.all_sections[len(register.sections) :]):
        values = [
            shown(register, record, name, level)
            for name in section.fields
            if name in names or section is worked_out
        ]
        filled = [one for one in values if one.pieces]
        missing = (
            [one.label for one in values if not one.pieces]
            if level > Level.PUBLIC and section is not worked_out
            else []
        )
        if filled or missing:
            told.append(
                {"title": section.title, "values": filled, "missing": "; ".join(map(lowered, missing))}
            )
    return told


def lowered(label: str) -> str:
    """Inside a sentence: "mã số thuế", but "ORCID" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def validity(register: Register, record: Record, level: Level) -> str:
    """From when to when the record is in force and what is left of it, in one line."""
    names = readable(register, level)
    begun = record.valid_from if "valid_from" in names else None
    ends = record.valid_to if "valid_to" in names else None
    parts = []
    if begun:
        parts.append(f"{register.label_of('valid_from')}: {begun:%d/%m/%Y}")
    if ends:
        parts.append(f"{register.label_of('valid_to')}: {ends:%d/%m/%Y}")
        left = (ends - timezone.localdate()).days
        if record.standing in (Standing.ACTIVE, Standing.PAUSED):
            parts.append(days_left(left).lower() if left >= 0 else _("đã hết hạn %s ngày") % -left)
    if record.ended_on and level > Level.PUBLIC:
        parts.append(_("kết thúc từ %s") % f"{record.ended_on:%d/%m/%Y}")
    return " · ".join(parts)


def _chain(register: Register, record: Record) -> list[dict[str, Any]]:
    kind = ContentType.objects.get_for_model(record)
    rows = StateChange.objects.filter(kind=kind, object_id=record.pk).select_related("by")
    return [{"change": one, "name": register.life[one.state].staff} for one in reversed(rows)]
