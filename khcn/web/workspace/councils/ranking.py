"""The ranking of a whole call: every dossier by its points so far, in few queries for 250 dossiers before nine members."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khcn.kernel.access import visible
from khcn.operations.st_tasks.councils.ranking import Ranking, matrix, ranking
from khcn.operations.st_tasks.councils.saying import say_number
from khcn.operations.st_tasks.models import Call, Council
from khcn.outputs.workbook import Column, Sheet, workbook_of
from khcn.web.ui.lists import wants_workbook, workbook_file
from khcn.web.workspace.councils.common import OVERSEE, refuse_strangers
from khcn.web.workspace.councils.words import bidder_of, code_of, dossier_label, result_word


def call_ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """Tables by task, as the sheets handed in stand; only of councils that this person oversees."""
    refuse_strangers(request)
    councils = visible(request.actor, OVERSEE, Council.objects.filter(items__dossier__call=pk)).distinct()
    found = list(councils.select_related("call").defer("regulation"))
    if not found:
        raise Http404
    seen = {one.pk for one in found}
    call = next((one.call for one in found if one.call_id == pk), None) or get_object_or_404(Call, pk=pk)
    tables = [one for one in ranking(call) if one.council.pk in seen]
    if wants_workbook(request):
        return workbook_file(_("Xếp hạng hồ sơ"), _workbook(call, tables))
    title = _("Xếp hạng hồ sơ")
    context = {
        "page_title": title, "call": call, "groups": [_group(one) for one in tables], "council": tables[0].council if tables else None,
        "unconfirmed": call.procedure.confirmation != "confirmed",
        "trail": [(_("Hội đồng"), reverse("council_list")), (title, "")],
    }  # fmt: skip
    return render(request, "councils/call_ranking.html", context)


def _group(table: Ranking) -> dict[str, Any]:
    return {"task": table.task, "grid": table.grid, "council": table.council,
            "rows": [_row(table, row) for row in table.rows]}  # fmt: skip


def _row(table: Ranking, row: Any) -> dict[str, Any]:
    result = row.result
    numbers = {
        name: _said(getattr(result, name)) for name in ("mean_all", "mean_valid", "bonus", "final", "content")
    }
    return {
        "item": row.item, "name": dossier_label(row.item), "code": code_of(row.item), "bidder": bidder_of(row.item), "place": row.place, "numbers": numbers,
        "means": [_said(row.means.get(one.code)) for one in table.grid.criteria], "count": len(result.ballots),
        "result": result_word(row.item), "invalid": len(result.invalid),
    }  # fmt: skip


def _said(value: Any) -> str:
    return "—" if value is None else say_number(value)


def _workbook(call: Call, tables: list[Ranking]) -> bytes:
    return workbook_of(_page(number, call, table) for number, table in enumerate(tables, start=1))


def _page(number: int, call: Call, table: Ranking) -> Sheet:
    header, rows = matrix(table, {row.item.pk: dossier_label(row.item) for row in table.rows})
    columns = [Column(name, 30 if position in (1, 2) else 14) for position, name in enumerate(header)]
    return Sheet(_("Nhiệm vụ %d") % number, table.task.name, columns, rows, call.title)
