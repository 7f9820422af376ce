"""The page of decisions: first which kind, told in words, then its few fields beside now and after."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khcn.kernel.documents.domain import attach, register_document, store_file
from khcn.kernel.documents.models import Document, Purpose
from khcn.plan.choices import TaskDecisionKind, TaskState
from khcn.plan.models import Task
from khcn.plan.task_life import decide_task
from khcn.status.tasks import TaskStatus, task_status
from khcn.web.ui.forms import form_page
from khcn.web.workspace.task_life.common import frame, task_for, task_url
from khcn.web.workspace.task_life.forms import DecisionForm, open_kinds


@dataclass(frozen=True)
class Kind:
    code: str
    label: str
    meaning: str
    effect: str


def task_decide(request: HttpRequest, plan: str, no: str) -> HttpResponse:
    task = task_for(request, plan, no, "plan.task.decide")
    kinds = {kind.code: kind for kind in map(told, open_kinds(task))}
    chosen = kinds.get(request.GET.get("kieu", ""))
    title = chosen.label if chosen else _("Quyết định về nhiệm vụ")
    status = task_status(task, timezone.localdate())
    context = frame(task, title) | {"kinds": list(kinds.values()), "status": status}
    if chosen is None:
        return render(request, "task_life/task_decide.html", context | {"page_title": title})
    form = DecisionForm(
        request.POST or None,
        request.FILES or None,
        kind=chosen.code,
        task=task,
        initial={"decided_on": timezone.localdate(), "seen": task.decisions.count()},
    )
    return form_page(
        request,
        form,
        title=title,
        save=lambda: _keep(request, task, chosen, form),
        keep=f"quyet-dinh-{task.pk}-{chosen.code}",
        template="task_life/task_decide.html",
        chosen=chosen,
        changes=_changes(task, chosen.code, status),
        **context,
    )


def told(kind: TaskDecisionKind) -> Kind:
    meanings = {
        TaskDecisionKind.CLOSE: (
            _("Dùng khi việc đã xong hoặc không làm nữa. Nhiệm vụ không nhận cập nhật mới."),
            _("Trạng thái thành “Hoàn thành” nếu đơn vị đã báo đạt, nếu không thành “Đã kết thúc”."),
        ),
        TaskDecisionKind.EXTEND: (
            _(
                "Dùng khi cấp có thẩm quyền cho làm tiếp quá thời hạn trong văn bản. Thời hạn gốc vẫn được giữ."
            ),
            _("Nhiệm vụ tiếp tục được theo dõi và báo cáo đến hết năm mới."),
        ),
        TaskDecisionKind.SUCCEED: (
            _("Dùng khi việc được đưa sang nhiệm vụ khác, ở kế hoạch này hoặc kế hoạch sau."),
            _("Nhiệm vụ này dừng lại, trang của nó dẫn sang nhiệm vụ tiếp nối."),
        ),
        TaskDecisionKind.TAKE_OVER: (
            _("Dùng khi cơ quan chủ trì không còn, đã chia tách, hoặc văn bản chỉ nêu một nhóm cơ quan."),
            _("Cơ quan tiếp nhận báo cáo từ ngày quyết định. Tên trong văn bản được giữ nguyên."),
        ),
        TaskDecisionKind.REOPEN: (
            _("Dùng khi nhiệm vụ được kết thúc nhầm hoặc cần làm tiếp."),
            _("Nhiệm vụ trở lại “Đang thực hiện”; quyết định trước vẫn còn trong lịch sử."),
        ),
    }
    return Kind(kind.value, str(kind.label), *meanings[kind])


def _changes(task: Task, kind: str, status: TaskStatus) -> list[tuple[str, str, str]]:
    """Rows "what, now, after" for the chosen kind; what the form decides is told so."""
    state = (_("Vòng đời"), task.get_state_display())
    if kind == TaskDecisionKind.CLOSE:
        return [(*state, str(TaskState.CLOSED.label)), _status_row(status, _("Hoàn thành hoặc Đã kết thúc"))]
    if kind == TaskDecisionKind.EXTEND:
        end = str(task.last_year or _("chưa nêu"))
        return [(_("Thời hạn đến năm"), end, _("năm ghi bên dưới")), _status_row(status, _("tính lại"))]
    if kind == TaskDecisionKind.SUCCEED:
        return [(*state, str(TaskState.SUCCEEDED.label)), (_("Nhiệm vụ tiếp nối"), "—", _("chọn bên dưới"))]
    if kind == TaskDecisionKind.TAKE_OVER:
        return [(_("Cơ quan chủ trì"), _leads(task), _("cơ quan chọn bên dưới"))]
    return [(*state, str(TaskState.OPEN.label)), _status_row(status, _("tính lại"))]


def _status_row(status: TaskStatus, after: str) -> tuple[str, str, str]:
    return _("Trạng thái tính toán"), status.label, after


def _leads(task: Task) -> str:
    named = task.parties.filter(role="lead").select_related("taken_over_by")
    return "; ".join(str(party.taken_over_by or party.name) for party in named) or "—"


def _keep(request: HttpRequest, task: Task, kind: Kind, form: DecisionForm) -> HttpResponse:
    fields: dict[str, Any] = form.cleaned_data
    stored = [
        (store_file(content=one.file, name=one.name, by=request.actor), one.name) for one in fields["files"]
    ]
    with transaction.atomic():
        document = _document(request, task, fields) if fields["symbol"].strip() else None
        decide_task(
            task=task,
            kind=kind.code,
            reason=fields["reason"],
            decided_on=fields["decided_on"],
            document=document,
            until_year=fields.get("until_year"),
            successor=fields.get("successor"),
            agency=fields.get("agency"),
            seen=fields["seen"],
            by=request.actor,
        )
        if document:
            file, name = stored[0] if stored else (None, "")
            attach(
                record=task, document=document, file=file, name=name, purpose=Purpose.BASIS, by=request.actor
            )
    messages.success(request, _("Đã ghi quyết định “{kind}”.").format(kind=kind.label))
    return redirect(task_url(task, "#quyet-dinh"))


def _document(request: HttpRequest, task: Task, fields: dict[str, Any]) -> Document:
    return register_document(
        kind=fields["document_kind"],
        symbol=fields["symbol"],
        issued_on=fields["decided_on"],
        summary=_("Về nhiệm vụ “{task}”").format(task=task.short_title),
        by=request.actor,
    )
