"""The board of all tasks for the department: what waits for me, what is about to be late, what is late, all."""

from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may, require
from khcn.kernel.deadlines import time_left
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.export import MEDIA_TYPES, export_chunks, tell_export, write_export
from khcn.kernel.registers.keyset import page
from khcn.kernel.registers.listing import count_up_to, counts_by_register, in_order
from khcn.kernel.registers.rules import list_level
from khcn.operations.st_tasks.models import StTask
from khcn.web.ui.lists import PER_PAGE
from khcn.web.workspace.registers.common import maybe_url
from khcn.web.workspace.registers.lists import total_words
from khcn.web.workspace.st_tasks.asking import TABS, Board
from khcn.web.workspace.st_tasks.common import LIST, MANAGE, outline_or_none, record_page, state_of, task_page

LONG = ("folded", "need", "objective", "summary", "expected_results", "note", "procedure__definition")
FILES = ("xlsx", "csv")


@dataclass(frozen=True)
class Row:
    task: StTask
    url: str
    step: str
    phase: str
    holder: str
    left: str
    late: bool


@require_safe
def st_task_list(request: HttpRequest) -> HttpResponseBase:
    require(request.actor, LIST)
    board = Board(request)
    if (wanted := request.GET.get("dang", "")) in FILES:
        return _file(board, wanted)
    rows = board.rows()
    told = request.GET.get("page", "")
    kind, cursor = told[:1], told[1:]
    places = {"after": cursor if kind == "s" else "", "before": cursor if kind == "t" else ""}
    shown = rows.select_related("procedure", "host", "officer").defer(*LONG)
    part = page(shown, board.order, PER_PAGE, **places)
    context = {
        "page_title": _("Nhiệm vụ KH&CN"), "board": board, "form": board.form, "active": board.active(),
        "tabs": _tabs(board), "rows": rows_of(part.rows), "total": total_words(count_up_to(rows)),
        "previous_url": board.query(page=f"t{part.previous}") if part.previous else "",
        "next_url": board.query(page=f"s{part.next}") if part.next else "",
        "files": [(name, board.query(dang=name)) for name in FILES],
        "may_manage": may(request.actor, MANAGE), "old_url": maybe_url("record_new", code="nhiem-vu-khcn"),
    }  # fmt: skip
    return render(request, "st_tasks/board.html", context)


def rows_of(tasks: list[StTask]) -> list[Row]:
    today = timezone.localdate()
    return [_row(task, today) for task in tasks]


def _row(task: StTask, today: date) -> Row:
    state = state_of(task, outline_or_none(task))
    left = time_left(today, task.step_due) if task.step_due else ""
    url = task_page(task) if task.procedure_id else record_page(task)
    phase = str(task.life_state.staff)
    late = task.step_due is not None and task.step_due < today
    holder = task.get_holder_display() if task.procedure_id else ""
    return Row(task, url, state.name if state else task.step, phase, holder, left, late)


def _tabs(board: Board) -> list[dict[str, Any]]:
    counted = counts_by_register((tab, board.in_tab(tab)) for tab in TABS if tab)
    return [
        {
            "label": label, "url": board.query("tab", **({"tab": tab} if tab else {})), "active": tab == board.tab,
            "count": counted.get(tab, 0) if tab else None,
        }
        for tab, label in TABS.items()
    ]  # fmt: skip


def _file(board: Board, format: str) -> HttpResponseBase:
    """The rows as the register exports them, with what this person reads of it."""
    register = registers.of(StTask)
    assert register is not None
    rows, actor = in_order(board.rows(), board.order), board.request.actor
    level = list_level(actor, register)
    tell_export(register, by=actor, format=format, count=rows.count(), filter=board.query()[1:])  # type: ignore[arg-type]
    name, kind = f"nhiem-vu-khcn-{timezone.localdate():%Y%m%d}.{format}", MEDIA_TYPES[format]  # type: ignore[index]
    if format == "xlsx":
        target = TemporaryFile()  # noqa: SIM115 - the response closes it
        write_export(register, rows, target, level=level, format="xlsx")
        target.seek(0)
        return FileResponse(target, as_attachment=True, filename=name, content_type=kind)
    chunks = export_chunks(register, rows, level=level, format="csv")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(chunks, content_type=kind, headers=disposition)
