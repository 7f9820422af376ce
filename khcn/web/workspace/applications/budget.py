"""The estimate: rows of year, item, source and whole đồng; empty rows are left out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.applications.budget import MOST_LINES, Totals, set_budget
from khcn.operations.st_tasks.choices import MoneySource
from khcn.operations.st_tasks.models import Application
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.workspace.applications.common import EDIT, address, application_or_404, frame

NAMES = ("year", "item", "source", "what", "norm", "asked")
SPARE_ROWS = 3


def application_budget(request: HttpRequest, pk: int) -> HttpResponse:
    application = application_or_404(request, pk, EDIT)
    rows = _told(request.POST) if request.method == "POST" else _standing(application)
    refused = None
    if request.method == "POST" and "them-dong" not in request.POST:
        try:
            set_budget(
                application=application, lines=[one for one in rows if not _empty(one)], by=request.actor
            )
        except DomainError as error:
            refused = error
        else:
            messages.success(request, _("Đã lưu dự toán."))
            return redirect(address(application) + "#du-toan")
    context = frame(application, _("Dự toán")) | {
        "page_title": _("Dự toán kinh phí"), "refused": refused, "rows": _rows([one for one in rows if not _empty(one)]),
        "items": [(one.code, one.name) for one in outline_of(application.procedure).cost_items],
        "sources": MoneySource.choices, "totals": Totals.of(application.budget.all()), "keep": f"du-toan-{pk}",
    }  # fmt: skip
    return render(request, "applications/budget.html", context, status=422 if refused else 200)


def _standing(application: Application) -> list[dict[str, Any]]:
    return [
        {name: getattr(one, name) for name in NAMES} | {"asked": _dong(one.asked), "lump_sum": one.lump_sum}
        for one in application.budget.all()
    ]


def _told(data: QueryDict) -> list[dict[str, Any]]:
    count = sum(1 for name in data if name.startswith("year-"))
    return [
        {name: data.get(f"{name}-{n}", "").strip() for name in NAMES} | {"lump_sum": f"lump_sum-{n}" in data}
        for n in range(1, min(count, MOST_LINES + SPARE_ROWS) + 1)
    ]


def _rows(rows: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate([*rows, *({} for _row in range(SPARE_ROWS))], start=1))


def _empty(row: dict[str, Any]) -> bool:
    """A year alone says nothing: people fill it down the column."""
    return not any(row.get(name) for name in ("item", "what", "norm", "asked"))


def _dong(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}".replace(",", ".")
