"""Saving the boxes: while they are typed, or by the button. With HTMX only the status line comes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khcn.operations.st_tasks.applications.answers import digest, kept, problems_of, shown
from khcn.operations.st_tasks.applications.saving import ApplicationChanged, form_of, save_application
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.procedures.shape import Form
from khcn.web.workspace.applications.common import EDIT, address, application_or_404, frame, name_of
from khcn.web.workspace.applications.fields import AnswerForm, seen, told
from khcn.web.workspace.applications.page import status_of


def application_save(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, EDIT)
    if request.method != "POST":
        return redirect(address(application))
    form = form_of(application)
    answers, bases = told(form, request.POST), seen(form, request.POST)
    revision = _number(request.POST.get("thay-ban") or request.POST.get("ban", ""))
    try:
        saved = save_application(
            application=application, answers=answers, seen_revision=revision, by=request.actor, seen=bases
        )
    except ApplicationChanged as changed:
        return _conflict(request, application, form, answers, bases, changed)
    if request.headers.get("HX-Request") != "true":
        messages.success(request, _("Đã lưu bản soạn."))
        return redirect(address(application))
    return render(request, "applications/_status.html", _after(saved, form, answers, bases))


def _after(saved: Application, form: Form, answers: dict[str, Any], bases: dict[str, str]) -> dict[str, Any]:
    """What the open page knows now: the fields it sent as they stand; of the others what it knew before."""
    mine = {code: digest(kept(form.by_code[code], typed)) for code, typed in answers.items()}
    status = status_of(saved, form)
    status["bases"] = [
        (code, mark if mine.get(code) == mark else bases.get(code, mark)) for code, mark in status["bases"]
    ]
    return status | {"application": saved, "saved": True}


def _conflict(
    request: HttpRequest, application: Application, form: Form, answers: dict[str, Any], bases: dict[str, str],
    changed: ApplicationChanged,
) -> HttpResponse:  # fmt: skip
    """Both versions side by side; what was typed stays in the boxes."""
    typed = {code: kept(form.by_code[code], value) for code, value in answers.items()}
    context = frame(application, _("Hai bản khác nhau")) | {
        "page_title": name_of(application), "changed": changed, "slips": list(problems_of(form, typed, complete=False)),
        "differences": [(field.label, shown(field, theirs), shown(field, mine))
                        for field, theirs, mine in changed.fields_changed],
        "bases": list(bases.items()), "seen": _number(request.POST.get("ban", "")),
        "save_url": address(application, "application_save"),
        "answer_form": AnswerForm(form, {**changed.theirs.answers, **typed}),
    }  # fmt: skip
    part = request.headers.get("HX-Request") == "true"
    template = "applications/_status.html" if part else "applications/application_conflict.html"
    return render(request, template, context, status=422)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
