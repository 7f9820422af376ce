"""What every page of a task needs: the task if the person follows it, its outline, its trail."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import may, require, visible
from khcn.kernel.errors import NotAllowed
from khcn.operations.st_tasks.models import Procedure, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Outline, State
from khcn.web.workspace.registers.common import maybe_url, shorter

FOLLOW, LIST, MANAGE = "st_tasks.sttask.follow", "st_tasks.sttask.list", "st_tasks.sttask.manage"
#: Money, contract, reports, results: for the department and the host.
INSIDE = "st_tasks.sttask.inside"
REGISTER = "nhiem-vu-khcn"
Trail = list[tuple[str, str]]


def task_or_404(request: HttpRequest, pk: int) -> StTask:
    """A task that the person follows. Somebody not signed in is asked to sign in first."""
    rows = StTask.objects.select_related(
        "procedure",
        "host",
        "officer",
        "call",
        "leader",
        "science_field",
        "key_product",
        "proposer_organisation",
    )
    task = visible(request.actor, FOLLOW, rows).filter(pk=pk).first()
    if task is None and not request.user.is_authenticated:
        raise NotAllowed(_("Hãy đăng nhập để xem trang này."), code="not_allowed:sign_in")
    if task is None:
        raise Http404
    return task


def inside_or_404(request: HttpRequest, pk: int) -> StTask:
    """A task whose money, contract and reports the person may see; who only follows it is told that these are not open."""
    task = task_or_404(request, pk)
    require(request.actor, INSIDE, task)
    return task


def outline_or_none(task: StTask) -> Outline | None:
    """None for a task from before the platform."""
    return outline_of(task.procedure) if task.procedure_id else None


def state_of(task: StTask, outline: Outline | None) -> State | None:
    """The step a task stands at; None for one without a rule set, or with a step that it forgot."""
    return outline.state_by_code.get(task.step) if outline else None


def draft_note(procedure: Procedure | None) -> str:
    """What stands above every page of a task whose rule set nobody has confirmed."""
    if procedure is None or not procedure.needs_confirmation:
        return ""
    return (
        _("Bộ quy tắc chưa được Sở xác nhận: “%s”; thời hạn và điều kiện có thể thay đổi.") % procedure.name
    )


def record_page(task: StTask) -> str:
    return reverse("record_detail", kwargs={"code": REGISTER, "pk": task.pk})


def task_page(task: StTask) -> str:
    return reverse("st_task_detail", kwargs={"pk": task.pk})


def name_of(task: StTask) -> str:
    return f"{task.code} {task.name}".strip()


def trail_of(request: HttpRequest, task: StTask | None = None, title: str = "") -> Trail:
    """Breadcrumbs; who may not open the board begins at the own applications."""
    if may(request.actor, LIST):
        steps = [(_("Nhiệm vụ KH&CN"), reverse("st_task_list"))]
    else:
        steps = [(_("Đề xuất, hồ sơ của tôi"), maybe_url("proposal_list"))]
    if task is not None:
        steps.append((shorter(name_of(task)), task_page(task) if title else ""))
    return [*steps, (title, "")] if title else steps
