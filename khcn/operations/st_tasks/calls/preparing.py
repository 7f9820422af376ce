"""A call before anybody sees it: its text, its tasks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.lib.vn_text import slug
from khcn.operations.st_tasks.calls.common import MANAGE, held, refuse
from khcn.operations.st_tasks.choices import Route
from khcn.operations.st_tasks.models import Call, Procedure, StTask

#: Routes for which hosts are sought by a call.
CALLED = (Route.SELECTION, Route.GRANT)
FIELDS = ("title", "year", "route", "notice_symbol", "notice", "blind")


@transaction.atomic
def prepare_call(*, procedure: Procedure, title: str, year: int, by: Actor, **told: Any) -> Call:
    """A call that nobody outside the department sees yet."""
    require(by, MANAGE)
    call = Call(procedure=procedure, title=title.strip(), year=year, made_by_id=by.user_id, **_known(told))
    call.code = _free_code(title, year)
    call.save()
    record_event("call.prepare", call, by=by, after={"code": call.code, "title": call.title})
    return call


@transaction.atomic
def edit_call(*, call: Call, by: Actor, values: Mapping[str, Any]) -> Call:
    """Change the text of a call; what was published stays as it was published."""
    call = held(call, by)
    _unpublished(call)
    told = _known(values)
    before = {name: getattr(call, name) for name in told}
    for name, value in told.items():
        setattr(call, name, value)
    call.save()
    record_event("call.edit", call, by=by, before=before, after=told)
    return call


@transaction.atomic
def put_tasks(*, call: Call, tasks: Iterable[StTask], by: Actor) -> list[StTask]:
    """The call asks for dossiers for exactly these tasks."""
    call = held(call, by)
    _unpublished(call)
    wanted = {task.pk for task in tasks}
    fitting = {task.pk: task for task in offered(call).filter(pk__in=wanted).select_for_update(of=("self",))}
    if missing := StTask.objects.filter(pk__in=wanted - fitting.keys()):
        names = "; ".join(str(task) for task in missing)
        raise refuse(
            _("Chưa đưa được vào đợt: %(names)s. Đợt chỉ nhận nhiệm vụ đã phê duyệt đặt hàng, cùng bộ quy tắc, chưa ở đợt khác.")
            % {"names": names},
            "task_not_fitting", "tasks",
        )  # fmt: skip
    call.tasks.exclude(pk__in=wanted).update(call=None)
    StTask.objects.filter(pk__in=wanted).update(call=call)
    record_event("call.tasks", call, by=by, after={"tasks": sorted(wanted)})
    return list(fitting.values())


def offered(call: Call) -> QuerySet[StTask]:
    """Tasks that may stand in this call: ordered, of its rule set, sought by a call, in no other call that lives."""
    free = (
        Q(call=None) | Q(call=call) | Q(call__cancelled_at__isnull=False) | Q(call__opened_on__isnull=False)
    )
    rows = StTask.objects.filter(free, step="ordered", procedure=call.procedure_id, route__in=CALLED)
    return rows.filter(route=call.route) if call.route else rows


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name in FIELDS}


def _unpublished(call: Call) -> None:
    if call.published_at or call.cancelled_at:
        raise refuse(_("Đợt này đã công bố hoặc đã hủy nên không sửa được nữa."), "published")


def _free_code(title: str, year: int) -> str:
    start = f"{year}-{slug(title)}"[:34].strip("-")
    taken = set(Call.objects.filter(code__startswith=start).values_list("code", flat=True))
    return next(code for code in (start, *(f"{start}-{n}" for n in range(2, 10_000))) if code not in taken)
