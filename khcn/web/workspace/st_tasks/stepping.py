"""Taking a step: the fields that it needs, the papers that it asks for, the day, the reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may
from khcn.kernel.errors import NotAllowed
from khcn.kernel.form_fields import DayField
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.filters import seen_lookups
from khcn.kernel.registers.form_fields import form_field
from khcn.operations.st_tasks.advancing.actors import capacities_on
from khcn.operations.st_tasks.advancing.advance import advance, label_of, moved_on
from khcn.operations.st_tasks.advancing.papers import filed_as, papers_on
from khcn.operations.st_tasks.advancing.waiting import what_is_missing
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Outline, Transition
from khcn.web.ui.files import EvidenceField, keep_uploads
from khcn.web.ui.forms import form_page
from khcn.web.workspace.registers.asking import add_suggestions
from khcn.web.workspace.st_tasks.common import (
    FOLLOW,
    draft_note,
    outline_or_none,
    state_of,
    task_or_404,
    task_page,
    trail_of,
)

ON, NOTE, SEEN, PAPER = "ngay-thuc-hien", "note", "buoc-dang-xem", "giay-to-"


class StepForm(forms.Form):
    """The fields of one step of one task."""

    def __init__(
        self, data: Any, files: Any, *, task: StTask, move: Transition, outline: Outline, request: HttpRequest
    ) -> None:
        super().__init__(data, files, initial=_initial(task, move))
        self.names = move.asked
        register = registers.of(StTask)
        assert register is not None
        lookups = seen_lookups(register, request.actor)
        for name in self.names:
            field = form_field(register, name, lookups)
            field.label, field.required = label_of(name), name in move.needs
            self.fields[name] = field
        self.papers = _asked_papers(task, move, outline)
        for code, name in self.papers.items():
            self.fields[PAPER + code] = EvidenceField(label=name, required=False)
        self.fields[ON] = DayField(label=gettext_lazy("Ngày thực hiện"), initial=timezone.localdate())
        self.fields[NOTE] = forms.CharField(
            label=_("Lý do, căn cứ") if move.reason else _("Ghi chú"), required=move.reason, max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
        self.fields[SEEN] = forms.CharField(required=False, initial=task.step, widget=forms.HiddenInput)
        add_suggestions(self, register)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    def uploads(self) -> Mapping[str, list[Any]]:
        return {code: self.cleaned_data.get(PAPER + code) or [] for code in self.papers}


def _initial(task: StTask, move: Transition) -> dict[str, Any]:
    return {name: getattr(task, name) for name in move.asked}


def _asked_papers(task: StTask, move: Transition, outline: Outline) -> dict[str, str]:
    """The papers that the step demands and that nobody attached yet."""
    if not move.papers:
        return {}
    there = papers_on(task)
    named = {code: outline.form(code) for code in move.papers if code not in there}
    return {code: f"{form.name} ({code})" if form else code for code, form in named.items()}


def st_task_advance(request: HttpRequest, pk: int, transition: str) -> HttpResponse:
    task = task_or_404(request, pk)
    outline = outline_or_none(task)
    move = outline.transition(transition) if outline else None
    if outline is None or move is None:
        raise Http404
    _may(request, task, move)
    if task.step not in move.sources:
        raise moved_on(task)
    form = StepForm(
        request.POST or None, request.FILES or None, task=task, move=move, outline=outline, request=request
    )
    state, target = state_of(task, outline), outline.state_by_code.get(move.target)

    def save() -> HttpResponse:
        done = _take(request, task, move, form)
        messages.success(request, _("Đã chuyển sang bước “%s”.") % (target.name if target else move.target))
        return redirect(task_page(done) if may(request.actor, FOLLOW, done) else "today")

    return form_page(
        request, form, title=move.label, save=save, template="st_tasks/step.html", keep=f"nv-{task.pk}-{move.code}",
        task=task, move=move, state=state, target=target, back=task_page(task), note=draft_note(task.procedure),
        missing=what_is_missing(task, move, request.actor, fields=False), trail=trail_of(request, task, move.label),
    )  # fmt: skip


def _may(request: HttpRequest, task: StTask, move: Transition) -> None:
    if not capacities_on(request.actor, task).intersection(move.actors):
        raise NotAllowed(
            _("Bạn không có thẩm quyền thực hiện bước “%s”.") % move.label,
            code="not_allowed:st_tasks.advance",
        )


@transaction.atomic
def _take(request: HttpRequest, task: StTask, move: Transition, form: StepForm) -> StTask:
    """Papers and step together: a step that is refused leaves no papers behind."""
    for code, files in form.uploads().items():
        keep_uploads(files, record=task, by=request.actor, note=filed_as(code))
    return advance(
        task=task, transition=move.code, by=request.actor, on=form.cleaned_data[ON], values=form.values,
        note=form.cleaned_data[NOTE], seen_step=form.cleaned_data[SEEN],
    )  # fmt: skip
