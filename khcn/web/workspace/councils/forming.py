"""Forming a council: what kind, what it judges."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import require
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils import forming as acts
from khcn.operations.st_tasks.models import Application, StTask
from khcn.web.ui.forms import show_refusal
from khcn.web.workspace.councils.candidates import (
    KindChoice,
    choice_named,
    kind_choices,
    waiting_dossiers,
    waiting_tasks,
)


class TaskChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, task: Any) -> str:
        return f"{task.code} {task.name}".strip()


class DossierChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, dossier: Any) -> str:
        return f"{dossier.task.name} – {dossier.receipt}: {dossier.organisation or dossier.title}"


class CouncilForm(forms.Form):
    """`judged` holds tasks, or dossiers for kinds that judge dossiers."""

    name = forms.CharField(
        label=gettext_lazy("Tên hội đồng"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, rows: QuerySet[Any], dossiers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = DossierChoices if dossiers else TaskChoices
        self.fields["judged"] = field(
            label=_("Hồ sơ xem xét") if dossiers else _("Nhiệm vụ xem xét"),
            queryset=rows,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Hãy chọn ít nhất một nội dung để hội đồng xem xét.")},
        )


def council_new(request: HttpRequest) -> HttpResponse:
    """First the kind, then what is waiting for such a council."""
    require(request.actor, "st_tasks.council.form")
    choices = kind_choices()
    choice = choice_named(request.GET.get("loai", ""), choices)
    context: dict[str, Any] = {
        "page_title": _("Lập hội đồng"), "choices": choices, "choice": choice,
        "trail": [(_("Hội đồng"), reverse("council_list")), (_("Lập hội đồng"), "")],
    }  # fmt: skip
    if choice is None:
        return render(request, "councils/council_new.html", context)
    form = _form(request, choice)
    if request.method == "POST" and form.is_valid():
        try:
            return _formed(request, choice, form)
        except DomainError as refusal:
            show_refusal(form, refusal)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "councils/council_new.html", context | {"form": form}, status=status)


def _form(request: HttpRequest, choice: KindChoice) -> CouncilForm:
    call = request.GET.get("dot", "")
    rows: QuerySet[Any] = (
        waiting_dossiers(choice, int(call) if call.isdecimal() and len(call) < 18 else None)
        if choice.judges_dossiers
        else waiting_tasks(choice)
    )
    known = {"name": choice.kind.name, "judged": request.GET.getlist("chon")}
    return CouncilForm(request.POST or None, rows=rows, dossiers=choice.judges_dossiers, initial=known)


def _formed(request: HttpRequest, choice: KindChoice, form: CouncilForm) -> HttpResponse:
    judged = list(form.cleaned_data["judged"])
    tasks: list[StTask] = [] if choice.judges_dossiers else judged
    dossiers: list[Application] = judged if choice.judges_dossiers else []
    calls = {one.call for one in dossiers}
    council = acts.form_council(
        procedure=choice.procedure, kind=choice.kind.code, name=form.cleaned_data["name"], tasks=tasks,
        dossiers=dossiers, call=calls.pop() if len(calls) == 1 else None, by=request.actor,
    )  # fmt: skip
    messages.success(request, _("Đã lập hội đồng. Hãy chọn thành viên."))
    return redirect("council_seats", pk=council.pk)
