"""“Giống với nhiệm vụ đã có”: while a title is typed. Only tasks that everybody may see: nobody reads others' proposals here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import visible
from khcn.kernel.registers.records import Visibility
from khcn.operations.st_tasks.applications.similar import Subject, look_for
from khcn.operations.st_tasks.models import Result, StTask
from khcn.web.workspace.applications.common import signed_in

LEAST_LETTERS, MOST_LETTERS, MOST_SHOWN = 12, 600, 5


@require_safe
def proposal_alike(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    text = _typed(request)
    hits = []
    if len(text) >= LEAST_LETTERS:
        shown = StTask.objects.kept().filter(valid_from__isnull=False, visibility=Visibility.PUBLIC)
        told = visible(request.actor, "st_tasks.result.view", Result.objects.all())
        hits = look_for(Subject(text), shown, told)[:MOST_SHOWN]
    context = {"page_title": _("Tìm nhiệm vụ giống"), "hits": hits, "text": text, "asked": bool(text)}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "applications/_alike.html" if part else "applications/alike.html", context)


def _typed(request: HttpRequest) -> str:
    """The box has the name of its field; a page of its own asks with `q`."""
    names = ("q", *(name for name in request.GET if name.startswith("o-")))
    texts = (request.GET.get(name, "").replace("\x00", "").strip() for name in names)
    return next((text[:MOST_LETTERS] for text in texts if text), "")
