"""The page of an application: written in by its team while it may be, read by all who may see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.applications.answers import Problem, asked_fields, digest, problems_of, shown
from khcn.operations.st_tasks.applications.budget import Totals
from khcn.operations.st_tasks.applications.checking import Parts, gaps
from khcn.operations.st_tasks.applications.saving import form_of
from khcn.operations.st_tasks.choices import ApplicationState
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Form
from khcn.web.workspace.applications.common import address, application_or_404, frame, name_of
from khcn.web.workspace.applications.fields import AnswerForm
from khcn.web.workspace.applications.questions import questions_told
from khcn.web.workspace.applications.words import standing_of

PLACES = {
    "nhom": "#nhom",
    "du-toan": "#du-toan",
    "tai-lieu": "#tai-lieu",
    "to-chuc": "#to-chuc",
    "nghia-vu": "#to-chuc",
}


@require_safe
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk)
    writable = application.may_edit
    context = frame(application) | _whole(request, application, writable)
    template = "applications/application_edit.html" if writable else "applications/application_read.html"
    return render(request, template, context | {"page_title": name_of(application)})


def _whole(request: HttpRequest, application: Any, writable: bool) -> dict[str, Any]:
    form = form_of(application)
    parts, may_send = Parts.load(application), application.may_send
    return {
        "form_name": form.name, "standing": standing_of(application, timezone.localdate()),
        "team": parts.team, "lines": parts.lines, "totals": Totals.of(parts.lines),
        "items": {one.code: one.name for one in outline_of(application.procedure).cost_items},
        "papers": papers_of(application, form, parts.papers), "may_send": may_send and writable,
        "may_withdraw": may_send and application.state in ("draft", "sent", "returned"),
        "may_reopen": may_send and application.state == ApplicationState.WITHDRAWN,
        "questions": questions_told(application, parts.team, request.actor.user_id),
        "own": application.owner_id == request.actor.user_id,
        "problems": anchored(gaps(application, parts)) if writable else [],
        **(status_of(application, form) if writable else {"answers": read_answers(form, application.answers)}),
    }  # fmt: skip


def status_of(application: Application, form: Form) -> dict[str, Any]:
    """The boxes with what stands in them, and what the page remembers of it."""
    slips = list(problems_of(form, application.answers, complete=False))
    return {
        "answer_form": AnswerForm(form, application.answers, slips), "slips": slips,
        "bases": [(one.code, digest(application.answers.get(one.code))) for one in asked_fields(form)],
        "save_url": address(application, "application_save"), "seen": application.revision,
    }  # fmt: skip


def read_answers(form: Form, answers: dict[str, Any]) -> list[tuple[str, str]]:
    rows = ((one.label, shown(one, answers.get(one.code))) for one in asked_fields(form))
    return [(label, value) for label, value in rows if value]


def papers_of(application: Application, form: Form, there: dict[str, Any]) -> list[dict[str, Any]]:
    """Each paper that the form asks for, what is there, and whatever else was attached."""
    outline = outline_of(application.procedure)
    wanted = [(code, paper.name if (paper := outline.form(code)) else code) for code in form.papers]
    other = [(code, paper.name if (paper := outline.form(code)) else _("Tài liệu khác")) for code in there
             if code not in form.papers]  # fmt: skip
    return [
        {"code": code, "name": name, "files": there.get(code, []), "needed": code in form.papers}
        for code, name in [*wanted, *other]
    ]


def anchored(problems: list[Problem]) -> list[tuple[str, str]]:
    """Each sentence with the place on the page where it can be put right."""
    return [(one.sentence, PLACES.get(one.where, f"#id_o-{one.where}")) for one in problems]
