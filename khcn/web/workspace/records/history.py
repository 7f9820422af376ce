"""What happened to one record, and the trail of all events for the administrator."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require, view_right, visible
from khcn.kernel.audit.models import Event
from khcn.kernel.audit.queries import events_of
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.rules import Level, level_on
from khcn.plan.rules import is_staff
from khcn.web.links import url_of
from khcn.web.ui.actions import action_name
from khcn.web.ui.lists import page_of
from khcn.web.workspace.records.changes import event_changes, version_changes

MAX_VERSIONS = 50


def record_history(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Events and versions of a record; for people inside the administration who may see the record."""
    record = _record(model, pk)
    right = view_right(record)
    if right is None or not is_staff(request.actor) or not may(request.actor, right, record):
        raise Http404
    register = registers.of(record)
    if register is not None and level_on(request.actor, register, record) < Level.INTERNAL:  # type: ignore[arg-type]
        raise Http404  # versions tell every field, the internal and personal ones too
    page = page_of(request, events_of(record))
    context = {
        "record": record,
        "page": page,
        "events": [_told(event) for event in page],
        "versions": version_changes(record, MAX_VERSIONS),
        "page_title": _("Lịch sử"),
        "trail": [(str(record), url_of(record) or None), (_("Lịch sử"), "")],
    }
    return render(request, "records/history.html", context)


def _record(model: str, pk: int) -> Model:
    try:
        return get_object_or_404(apps.get_model(model), pk=pk)
    except (LookupError, ValueError):
        raise Http404 from None


def _told(event: Event) -> dict[str, Any]:
    return {"event": event, "action": action_name(event.action), "changes": event_changes(event)}


def audit_list(request: HttpRequest) -> HttpResponse:
    require(request.actor, "audit.event.view")
    rows = visible(request.actor, "audit.event.view", Event.objects.order_by("-number"))
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in ("viec", "nguoi")}
    if asked["viec"]:
        rows = rows.filter(action__startswith=asked["viec"])
    if asked["nguoi"]:
        rows = rows.filter(actor_name__icontains=asked["nguoi"])
    page = page_of(request, rows)
    context = {"page": page, "events": [_told(event) for event in page], "asked": asked}
    return render(request, "records/audit_list.html", context)
