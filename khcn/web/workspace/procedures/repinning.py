"""Moving one task to another rule set before its approval."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import require
from khcn.operations.st_tasks.choices import ProcedureState
from khcn.operations.st_tasks.models import Procedure, StTask
from khcn.operations.st_tasks.models.tasks import BEFORE_APPROVAL
from khcn.operations.st_tasks.procedures.domain import repin
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.ui.forms import form_page


class RepinForm(forms.Form):
    target = forms.ChoiceField(label=gettext_lazy("Bộ quy tắc và bước mới"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do, căn cứ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: object, task: StTask) -> None:
        super().__init__(data, initial={"seen": task.step, "target": self._same(task)})  # type: ignore[arg-type]
        self.fields["target"].choices = _choices(task)  # type: ignore[attr-defined]

    @staticmethod
    def _same(task: StTask) -> str:
        first = _others(task).first()
        return f"{first.pk}:{task.step}" if first else ""


def _others(task: StTask):  # type: ignore[no-untyped-def]
    return (
        Procedure.objects.filter(state=ProcedureState.IN_FORCE)
        .exclude(pk=task.procedure_id)
        .order_by("-valid_from")
    )


def _choices(task: StTask) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each other rule set in force the steps before approval."""
    return [
        (
            str(one),
            [
                (f"{one.pk}:{s.code}", s.name)
                for s in outline_of(one).states
                if s.phase in BEFORE_APPROVAL and not s.final
            ],
        )
        for one in _others(task)
    ]


def st_task_repin(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.actor, "st_tasks.sttask.manage")
    task = (
        StTask.objects.select_related("procedure")
        .defer("procedure__definition")
        .filter(pk=pk, procedure__isnull=False)
        .first()
    )
    if task is None:
        raise Http404
    form = RepinForm(request.POST or None, task)
    back = reverse("st_task_detail", kwargs={"pk": task.pk})

    def save() -> HttpResponse:
        key, step = form.cleaned_data["target"].split(":", 1)
        repin(
            task=task, procedure=Procedure.objects.get(pk=key), step=step, reason=form.cleaned_data["reason"],
            by=request.actor, seen_step=form.cleaned_data["seen"],
        )  # fmt: skip
        messages.success(request, _("Đã chuyển nhiệm vụ sang bộ quy tắc khác."))
        return redirect(back)

    title = _("Chuyển sang bộ quy tắc khác")
    return form_page(
        request, form, title=title, save=save, submit=_("Chuyển"), back=back,
        lead=_("Chỉ chuyển được trước khi phê duyệt thực hiện. Các bước đã qua vẫn giữ trong lịch sử."),
        trail=[(task.name, back), (title, "")],
    )  # fmt: skip
