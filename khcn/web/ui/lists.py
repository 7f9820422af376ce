"""What every list page does alike: pages of rows, and the same rows as a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from khcn.lib.vn_text import slug
from khcn.outputs.workbook import Column, list_workbook

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page:
    """The page asked for by ?page=; a wrong number gives the nearest page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def wants_workbook(request: HttpRequest) -> bool:
    return request.GET.get("dang") == "xlsx"


def workbook_response(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], subtitle: str = ""
) -> HttpResponse:
    return workbook_file(title, list_workbook(title, subtitle, columns, rows))


def workbook_file(title: str, content: bytes) -> HttpResponse:
    """A finished workbook, named after its title and the day."""
    name = f"{slug(title)}-{timezone.localdate():%Y%m%d}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def conditions_in_force(request: HttpRequest, form: Any) -> list[dict[str, str]]:
    """The conditions of a filter form that are set, each with the address that lifts it; `form.told(name)` gives them."""
    found = []
    for name, field in form.fields.items():
        value = form.told(name)
        if value and not field.widget.is_hidden:
            query = request.GET.copy()
            for lifted in (name, "page"):
                query.pop(lifted, None)
            shown = dict(getattr(field, "choices", ())).get(value, value)
            found.append({"label": f"{field.label}: {shown}", "url": f"?{query.urlencode()}"})
    return found
