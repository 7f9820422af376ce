"""The help page of a register, written from its declaration."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import rights
from khcn.kernel.accounts.choices import Role
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.kernel.registers.rules import Level, edit_name, readable, readable_computed, view_name
from khcn.web.workspace.registers.common import maybe_url, register_of, trail

MOST_CHOICES = 14


@require_safe
def register_help(request: HttpRequest, code: str) -> HttpResponse:
    register, level = register_of(request, code)
    sentences = {right.name: right.sentence for right in rights()}
    context = {
        "register": register, "page_title": _("Hướng dẫn: %s") % register.name,
        "sections": list(_sections(register, level)), "states": list(_states(register)), "moves": _moves(register),
        "keys": [", ".join(register.label_of(name) for name in key) for key in register.keys],
        "who_sees": sentences.get(view_name(register), ""), "who_edits": sentences.get(edit_name(register), ""),
        "template_url": maybe_url("register_template", code=code), "list_url": maybe_url("register_list", code=code),
        "trail": trail(register, last=_("Hướng dẫn")), "inside": level > Level.PUBLIC,
    }  # fmt: skip
    return render(request, "registers/register_help.html", context)


def _sections(register: Register, level: Level) -> Iterator[dict[str, Any]]:
    told = set(readable(register, level))
    for section in register.all_sections:
        rows = [_field(register, name) for name in section.fields if name in told]
        if rows:
            yield {"title": section.title, "rows": rows}
    if names := readable_computed(register, level):
        yield {"title": _("Hệ thống tự tính"), "rows": [_worked_out(register, name) for name in names]}


def _worked_out(register: Register, name: str) -> dict[str, Any]:
    """What nobody fills in: imports pass over its column."""
    column = register.column_of(name)
    told = register.helps.get(name) or (column.help_text if column is not None else "")
    form = _("Không nhập; hệ thống tính từ các trường khác")
    public = _("công khai") if name in register.public else ""
    return {"label": register.label_of(name), "help": told, "form": form, "marks": public}


def _field(register: Register, name: str) -> dict[str, Any]:
    marks = []
    if name in register.public:
        marks.append(_("công khai"))
    if name in register.internal_fields:
        marks.append(_("nội bộ"))
    if name in register.consent:
        marks.append(_("cần đồng ý"))
    return {
        "label": register.label_of(name), "help": register.help_of(name), "required": register.is_required(name),
        "form": accepted(register, name), "example": register.examples.get(name, ""), "marks": ", ".join(marks),
        "aliases": "; ".join(head for head, field in register.imports.items() if field == name),
    }  # fmt: skip


def accepted(register: Register, name: str) -> str:
    """How the field is filled in, in words."""
    column: Any = register.field(name)
    if column.is_relation:
        target = registers.of(column.related_model)
        where = str(target.name) if target else str(column.related_model._meta.verbose_name)
        several = _("Một hoặc nhiều mục, cách nhau bằng dấu chấm phẩy: %s (tên hoặc mã)")
        return (several if column.many_to_many else _("Tên hoặc mã trong: %s")) % where
    if column.choices:
        labels = [str(label) for code, label in column.flatchoices if code != ""]
        more = "…" if len(labels) > MOST_CHOICES else ""
        return _("Một trong: %s") % "; ".join(labels[:MOST_CHOICES]) + more
    if isinstance(column, models.BooleanField):
        return _("Có hoặc không")
    if isinstance(column, models.DateField):
        return _("Ngày, dạng 05/12/2026")
    if isinstance(column, MoneyField):
        return _("Số tiền tròn đồng: 1.500.000 hoặc 1,5 tỷ")
    if isinstance(column, models.DecimalField):
        unit = column.unit if isinstance(column, FigureField) else ""
        return _("Số, dạng 1.234,5") + (f" ({unit})" if unit else "")
    if isinstance(column, models.IntegerField):
        return _("Số nguyên")
    if isinstance(column, models.TextField):
        return _("Văn bản nhiều dòng")
    return _("Văn bản, tối đa %s ký tự") % column.max_length if column.max_length else _("Văn bản")


def _states(register: Register) -> Iterator[dict[str, Any]]:
    for state in register.life.every:
        yield {"state": state, "standing": state.standing, "public": state.name_for_public or "—"}


def _moves(register: Register) -> list[dict[str, Any]]:
    life, roles = register.life, dict(Role.choices)
    return [
        {
            "label": move.label,
            "sources": ", ".join(str(life[code].staff) for code in move.sources),
            "target": life[move.target].staff,
            "needs": ", ".join(register.label_of(name) for name in move.needs),
            "reason": move.reason,
            "roles": ", ".join(str(roles.get(role, role)) for role in move.roles),
        }
        for move in life.moves
    ]
