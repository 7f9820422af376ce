"""All registers that the person may read, by group, with how many records are in force today."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import Actor, visible
from khcn.kernel.registers.declaration import GROUPS, Register, registers
from khcn.kernel.registers.listing import counts_by_register
from khcn.kernel.registers.rules import Level, list_level, view_name
from khcn.lib.vn_text import fold
from khcn.web.workspace.registers.common import maybe_url


@require_safe
def register_index(request: HttpRequest) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    seen = [one for one in registers if list_level(request.actor, one) > Level.NOTHING]
    found = [one for one in seen if _named(one, q)]
    context = {
        "page_title": _("Sổ đăng ký"), "q": q, "groups": _grouped(request.actor, found),
        "count": len(found), "calendar_url": maybe_url("duty_calendar") if request.actor.user_id else "",
    }  # fmt: skip
    return render(request, "registers/register_index.html", context)


def _named(register: Register, q: str) -> bool:
    text = fold(f"{register.name} {register.about} {register.code.replace('-', ' ')}")
    return all(word in text for word in fold(q).split())


def _grouped(actor: Actor, found: list[Register]) -> list[dict[str, Any]]:
    if not found:
        return []
    ContentType.objects.get_for_models(*(one.model for one in found))
    today = timezone.localdate()
    counts = counts_by_register(
        (one.code, visible(actor, view_name(one), one.model._default_manager.in_force(today)))
        for one in found  # type: ignore[attr-defined]
    )
    told = {code: {"title": title, "registers": []} for code, title in GROUPS.items()}
    for one in found:
        told[one.group]["registers"].append({"register": one, "count": counts.get(one.code, 0)})  # type: ignore[attr-defined]
    return [group for group in told.values() if group["registers"]]
