"""The budget of a task: lines with what was asked, appraised, advanced and settled; confirmed work."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.operations.st_tasks.choices import MoneySource
from khcn.operations.st_tasks.councils.saying import cited
from khcn.operations.st_tasks.models import BudgetLine, StTask, VolumeConfirmation
from khcn.operations.st_tasks.money.contracts import lines_agree
from khcn.operations.st_tasks.money.lines import LineTold, book_line, final_product_faults, set_task_lines
from khcn.operations.st_tasks.money.pasting import lines_of_file, lines_of_text
from khcn.operations.st_tasks.money.regime import outline_for
from khcn.operations.st_tasks.money.sums import Budget, Total, budget_of, outside_lump_sum
from khcn.operations.st_tasks.money.volumes import ask_volume, confirm_money, confirm_volume, volume_due
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import wants_workbook, workbook_response
from khcn.web.workspace.st_tasks.common import name_of
from khcn.web.workspace.task_money.common import act_page, frame, task_for, task_of_host
from khcn.web.workspace.task_money.forms import ConfirmForm, ConfirmMoneyForm, LineForm, PasteForm, VolumeForm

BACK = "task_money"


@require_safe
def task_money(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk)
    lines = list(task.budget_lines.all())
    budget = budget_of(lines)
    items = item_names(task)
    if wants_workbook(request):
        return _workbook(task, budget, items)
    volumes = list(VolumeConfirmation.objects.filter(task=task))
    for one in volumes:
        one.task = task
    context = frame(request, task, _("Kinh phí"), BACK) | {
        "budget": budget, "rows": [(line, items.get(line.item, line.item)) for line in lines],
        "by_year": budget.by_year, "by_source": _named(budget.by_source, dict(MoneySource.choices)),
        "by_item": _named(budget.by_item, items), "agree": lines_agree(task), "outside": outside_lump_sum(lines),
        "volumes": [(one, volume_due(one)) for one in volumes],
        "final_faults": [cited(one) for one in final_product_faults(task, lines, measurable=True, proposed=True)] if task.lump_sum == "final" else [],
    }  # fmt: skip
    return render(request, "task_money/money.html", context)


def item_names(task: StTask) -> dict[str, str]:
    outline = outline_for(task)
    return {one.code: one.name for one in outline.cost_items} if outline else {}


def _named(totals: tuple[Total, ...], names: dict[str, Any]) -> list[tuple[str, Total]]:
    return [(str(names.get(one.name, one.name)), one) for one in totals]


def _workbook(task: StTask, budget: Budget, items: dict[str, str]) -> HttpResponse:
    money = [
        Column(title, 18, "number")
        for title in (_("Đề nghị"), _("Được duyệt"), _("Đã cấp"), _("Đã quyết toán"))
    ]
    columns = [
        Column(_("Năm"), 8, "number"), Column(_("Nguồn"), 28), Column(_("Khoản chi"), 30), Column(_("Nội dung"), 40),
        Column(_("Định mức"), 30), Column(_("Khoán"), 8), *money, Column(_("Ý kiến thẩm định"), 40),
    ]  # fmt: skip
    rows = [
        [line.year, line.get_source_display(), items.get(line.item, line.item), line.what, line.norm,
         _("Có") if line.lump_sum else _("Không"), line.asked, line.planned, line.advanced, line.settled, line.appraisal_note]
        for line in budget.lines
    ]  # fmt: skip
    return workbook_response(_("Dự toán nhiệm vụ"), columns, rows, name_of(task))


def task_money_lines(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    form = PasteForm(request.POST or None, request.FILES or None)
    return act_page(
        request, task, form, title=_("Nhập bảng dự toán"), back=BACK, done=_("Đã thay bảng dự toán."),
        do=lambda: set_task_lines(task=task, lines=_read(task, form), by=request.actor),
        lead=_("Bảng mới thay cho toàn bộ các dòng hiện có của nhiệm vụ."),
    )  # fmt: skip


def _read(task: StTask, form: PasteForm) -> list[LineTold]:
    outline = outline_for(task)
    if file := form.cleaned_data.get("file"):
        return lines_of_file(file, file.name, outline)
    return lines_of_text(form.cleaned_data["table"], outline)


def task_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    task = task_for(request, pk, manage=True)
    found = get_object_or_404(BudgetLine, task=task, pk=line)
    form = LineForm(request.POST or None, initial={"advanced": found.advanced, "settled": found.settled})
    return act_page(
        request, task, form, title=_("Ghi cấp, quyết toán của dòng"), back=BACK, done=_("Đã lưu dòng dự toán."),
        do=lambda: book_line(line=found, by=request.actor, **form.cleaned_data),
        lead=f"{found.year} · {found.get_source_display()} · {item_names(task).get(found.item, found.item)}",
    )  # fmt: skip


def task_volume_new(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_of_host(request, pk)
    form = VolumeForm(request.POST or None, initial={"on": request.actor.on})
    return act_page(
        request, task, form, title=_("Đề nghị xác nhận khối lượng"), back=BACK, done=_("Đã gửi đề nghị xác nhận."),
        do=lambda: ask_volume(task=task, by=request.actor, **form.cleaned_data), submit=_("Gửi đề nghị"),
    )  # fmt: skip


def task_volume_confirm(request: HttpRequest, pk: int, volume: int) -> HttpResponse:
    """The work first; once it is confirmed the same page confirms the money."""
    task = task_for(request, pk, manage=True)
    found = get_object_or_404(VolumeConfirmation, task=task, pk=volume)
    found.task = task
    if found.confirmed_on is None:
        form: ConfirmForm = ConfirmForm(request.POST or None, initial={"on": request.actor.on})
        title, act = _("Xác nhận khối lượng"), confirm_volume
    else:
        form = ConfirmMoneyForm(
            request.POST or None, initial={"on": request.actor.on, "amount": found.amount}
        )
        title, act = _("Xác nhận kinh phí"), confirm_money  # type: ignore[assignment]
    return act_page(
        request, task, form, title=title, back=BACK, done=_("Đã ghi xác nhận."),
        do=lambda: act(confirmation=found, by=request.actor, **form.cleaned_data), lead=found.period,
    )  # fmt: skip
