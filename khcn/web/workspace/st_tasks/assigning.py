"""Giving a task to an officer."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import require
from khcn.operations.st_tasks.officers import assign_officer
from khcn.web.ui.forms import form_page
from khcn.web.workspace.st_tasks.asking import officers
from khcn.web.workspace.st_tasks.common import MANAGE, task_or_404, task_page, trail_of


class OfficerForm(forms.Form):
    officer = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Chuyên viên theo dõi"),
        required=False,
        empty_label=gettext_lazy("Chưa giao ai"),
    )

    def __init__(self, data: object, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        self.fields["officer"].queryset = officers()  # type: ignore[attr-defined]


def st_task_officer(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_or_404(request, pk)
    require(request.actor, MANAGE, task)
    form = OfficerForm(request.POST or None, initial={"officer": task.officer_id})

    def save() -> HttpResponse:
        done = assign_officer(
            task=task, officer=form.cleaned_data["officer"], by=request.actor, url=task_page(task)
        )
        name = done.officer.full_name if done.officer else _("chưa giao ai")
        messages.success(request, _("Chuyên viên theo dõi: %s.") % name)
        return redirect(task_page(task))

    title = _("Giao chuyên viên")
    return form_page(
        request, form, title=title, save=save, back=task_page(task), trail=trail_of(request, task, title)
    )
