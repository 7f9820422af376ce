"""Ordered products, self-assessment, the department's answer, hand-over, publicity."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.accepting.assessing import answer_dossier, self_assess, set_products
from khcn.operations.st_tasks.accepting.handing_over import add_hand_over
from khcn.operations.st_tasks.models import SelfAssessment, StTask
from khcn.operations.st_tasks.results.publicity import add_publicity
from khcn.web.ui.files import keep_uploads
from khcn.web.ui.forms import form_page
from khcn.web.workspace.task_results.common import MANAGE, frame, home_of, told_task
from khcn.web.workspace.task_results.forms import AssessForm, HandOverForm, ProductForm, PublicityForm

EMPTY_ROWS = 4
MOST_PRODUCTS = 60


def task_assess(request: HttpRequest, pk: int) -> HttpResponse:
    task = told_task(request, pk)
    title = _("Tự đánh giá kết quả thực hiện")
    made = SelfAssessment.objects.filter(task=task).first()
    told = {"text": made.text, "proposed_grade": made.proposed_grade} if made else {}
    form = AssessForm(
        request.POST or None, request.FILES or None, products=list(task.products.all()), initial=told
    )

    @transaction.atomic
    def save() -> HttpResponse:
        done = self_assess(
            task=task, delivered=form.delivered(), text=form.cleaned_data["text"],
            proposed_grade=form.cleaned_data["proposed_grade"], by=request.actor,
        )  # fmt: skip
        keep_uploads(form.cleaned_data["files"], record=done, by=request.actor)
        messages.success(request, _("Đã lưu tự đánh giá."))
        return redirect(home_of(task, "nghiem-thu"))

    return form_page(
        request, form, title=title, save=save, template="task_results/form.html", keep=f"tu-danh-gia-{task.pk}",
        lead=_("Ghi từng sản phẩm theo hợp đồng: đã có bao nhiêu, chất lượng và chủng loại ra sao. Hội đồng nghiệm thu sẽ chấm lại."),
        **frame(request, task, title, "nghiem-thu"),
    )  # fmt: skip


def task_products(request: HttpRequest, pk: int) -> HttpResponse:
    task = told_task(request, pk, MANAGE)
    title = _("Sản phẩm đặt hàng")
    rows: Any = forms.formset_factory(ProductForm, extra=EMPTY_ROWS, max_num=MOST_PRODUCTS)
    names = ("name", "kind", "unit", "quantity", "quality")
    initial = [{name: getattr(one, name) for name in names} for one in task.products.all()]
    formset = rows(request.POST or None, initial=initial, prefix="sp")
    refused, status = "", 200
    if request.method == "POST":
        refused, status = _products_refused(request, task, formset), 422
        if not refused and formset.is_valid():
            messages.success(request, _("Đã lưu danh mục sản phẩm đặt hàng."))
            return redirect(home_of(task, "nghiem-thu"))
    context = {
        "page_title": title,
        "formset": formset,
        "refused": refused,
        **frame(request, task, title, "nghiem-thu"),
    }
    return render(request, "task_results/products.html", context, status=status)


def _products_refused(request: HttpRequest, task: StTask, formset: Any) -> str:
    """Write the rows; the sentence of the refusal, empty when they were written or a row is wrong in itself."""
    if not formset.is_valid():
        return ""
    rows = [one.cleaned_data for one in formset if one.cleaned_data.get("name")]
    try:
        set_products(task=task, rows=rows, by=request.actor)
    except DomainError as refusal:
        return refusal.message
    return ""


@require_POST
def dossier_answer(request: HttpRequest, pk: int) -> HttpResponse:
    task = told_task(request, pk, MANAGE)
    try:
        answer_dossier(task=task, answer=request.POST.get("answer", ""), by=request.actor)
        messages.success(request, _("Đã ghi ý kiến về tính hợp lệ của hồ sơ."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(home_of(task, "nghiem-thu"))


def task_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    task = told_task(request, pk, MANAGE)
    title = _("Giao quyền, bàn giao")
    form = HandOverForm(request.POST or None, actor=request.actor, initial={"to": task.host})

    def save() -> HttpResponse:
        add_hand_over(task=task, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã ghi giao quyền, bàn giao."))
        return redirect(home_of(task, "ket-qua"))

    return form_page(
        request, form, title=title, save=save, template="task_results/form.html", keep=f"ban-giao-{task.pk}",
        **frame(request, task, title, "ket-qua"),
    )  # fmt: skip


def task_publicity(request: HttpRequest, pk: int) -> HttpResponse:
    task = told_task(request, pk)
    title = _("Công bố, truyền thông kết quả")
    form = PublicityForm(request.POST or None, request.FILES or None)

    @transaction.atomic
    def save() -> HttpResponse:
        told = dict(form.cleaned_data)
        files = told.pop("files")
        keep_uploads(files, record=add_publicity(task=task, by=request.actor, **told), by=request.actor)
        messages.success(request, _("Đã ghi hình thức công bố."))
        return redirect(home_of(task, "ket-qua"))

    return form_page(
        request, form, title=title, save=save, template="task_results/form.html", keep=f"cong-bo-{task.pk}",
        **frame(request, task, title, "ket-qua"),
    )  # fmt: skip
