"""Independent experts asked about a task, and the publication of its selection and of its acceptance dossier."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khcn.kernel.form_fields import DayField
from khcn.operations.st_tasks.accepting.publishing import publication_due, publish_dossier
from khcn.operations.st_tasks.calls.result import publish_result
from khcn.operations.st_tasks.choices import OpinionAbout
from khcn.operations.st_tasks.models import ExpertOpinion
from khcn.operations.st_tasks.opinions import ask_opinion, asked_on, record_opinion
from khcn.web.workspace.st_tasks.common import draft_note, name_of, outline_or_none, trail_of
from khcn.web.workspace.task_money.common import act_page, task_for
from khcn.web.workspace.task_money.forms import text_field

BACK = "task_opinions"


class AskForm(forms.Form):
    about = forms.ChoiceField(label=gettext_lazy("Về việc"), choices=OpinionAbout.choices)
    name = text_field(gettext_lazy("Chuyên gia hoặc tổ chức"), required=True, max_length=200)
    is_organisation = forms.BooleanField(label=gettext_lazy("Là tổ chức"), required=False)
    workplace = text_field(gettext_lazy("Học hàm, học vị, nơi công tác"), max_length=300)
    symbol = text_field(gettext_lazy("Số văn bản mời"), max_length=80)
    on = DayField(label=gettext_lazy("Ngày mời"))


class RecordForm(forms.Form):
    text = text_field(gettext_lazy("Ý kiến"), rows=8, required=True)
    on = DayField(label=gettext_lazy("Ngày trả lời"))


class PublishForm(forms.Form):
    on = DayField(label=gettext_lazy("Ngày công bố"))


@require_safe
def task_opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked about what, by when, and what they said; for those who manage the task."""
    task = task_for(request, pk, manage=True)
    title = _("Chuyên gia độc lập")
    context: dict[str, Any] = {
        "task": task, "task_name": name_of(task), "page_title": title, "trail": trail_of(request, task, title),
        "note": draft_note(task.procedure), "matters": asked_on(task), "today": request.actor.on,
    }  # fmt: skip
    return render(request, "task_advice/opinions.html", context)


def task_opinion_ask(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    form = AskForm(request.POST or None, initial={"on": request.actor.on})
    return act_page(
        request, task, form, title=_("Mời chuyên gia độc lập"), back=BACK, done=_("Đã ghi lời mời."),
        do=lambda: ask_opinion(task=task, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def task_opinion_record(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    found = get_object_or_404(ExpertOpinion, task=task, pk=opinion)
    form = RecordForm(request.POST or None, initial={"on": request.actor.on})
    return act_page(
        request, task, form, title=_("Ý kiến của %s") % found.name, back=BACK, done=_("Đã ghi ý kiến."),
        do=lambda: record_opinion(opinion=found, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def task_publish_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    form = PublishForm(request.POST or None, initial={"on": request.actor.on})
    due = publication_due(task, outline_or_none(task))
    lead = _("Chậm nhất ngày %s.") % f"{due:%d/%m/%Y}" if due else ""
    return act_page(
        request, task, form, title=_("Ghi ngày công bố hồ sơ nghiệm thu"), back="st_task_detail", lead=lead,
        done=_("Đã ghi ngày công bố."), do=lambda: publish_dossier(task=task, by=request.actor, **form.cleaned_data),
    )  # fmt: skip


def task_publish_result(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    form = PublishForm(request.POST or None, initial={"on": task.result_published_on or request.actor.on})
    return act_page(
        request, task, form, title=_("Ghi ngày công bố kết quả"), back="st_task_detail", done=_("Đã ghi ngày công bố."),
        lead=_("Từ ngày này trang công khai nêu tên tổ chức chủ trì, chủ nhiệm và quyết định phê duyệt."),
        do=lambda: publish_result(task=task, by=request.actor, **form.cleaned_data),
    )  # fmt: skip
