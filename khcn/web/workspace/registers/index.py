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
    above = parents(seen)
    found = [one for one in seen if _named(one, q)] if q else [one for one in seen if one.code not in above]
    context = {
        "page_title": _("Sổ đăng ký"), "q": q, "groups": _grouped(request.actor, found, above, q),
        "count": len(found), "calendar_url": maybe_url("duty_calendar") if request.actor.user_id else "",
    }  # fmt: skip
    return render(request, "registers/register_index.html", context)


def _named(register: Register, q: str) -> bool:
    text = fold(f"{register.name} {register.about} {register.code.replace('-', ' ')}")
    return all(word in text for word in fold(q).split())


def parents(seen: list[Register]) -> dict[str, Register]:
    """By the code of each register whose records belong to those of another one: that other one, if it is seen."""
    told = {}
    for one in seen:
        above = registers.of(one.field(one.parent).related_model) if one.parent else None
        if above is not None and above is not one and above in seen:
            told[one.code] = above
    return told


def _top(register: Register, above: dict[str, Register]) -> Register:
    """The register at the head of what this one belongs to."""
    passed = {register.code}
    while (higher := above.get(register.code)) is not None and higher.code not in passed:
        passed.add(higher.code)
        register = higher
    return register


def _grouped(actor: Actor, found: list[Register], above: dict[str, Register], q: str) -> list[dict[str, Any]]:
    """Registers with their counts; what belongs to a register stands under it, or names it in a search."""
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
        below = [] if q else [child for child in registers if child is not one and _top(child, above) is one]
        row = {
            "register": one,
            "count": counts.get(one.code, 0),
            "above": above.get(one.code),
            "below": below,
        }
        told[one.group]["registers"].append(row)  # type: ignore[attr-defined]
    return [group for group in told.values() if group["registers"]]
