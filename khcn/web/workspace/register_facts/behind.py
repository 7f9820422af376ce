"""The records behind a number: page, workbook, and a chart of the years."""

from tempfile import TemporaryFile
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.registers.companions import with_companions
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.export import MEDIA_TYPES, tell_export, write_export
from khcn.kernel.registers.fact_rights import may_know, seen_by_actor
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.measure import FactUnknown, Measured, Scope, fact_of, measure, take
from khcn.kernel.registers.rules import Level
from khcn.web.ui.lists import PER_PAGE
from khcn.web.workspace.register_facts.asking import ScopeForm, query_of
from khcn.web.workspace.register_facts.chart import bars
from khcn.web.workspace.register_facts.showing import audience, number, shown
from khcn.web.workspace.registers.asking import Asked
from khcn.web.workspace.registers.common import register_of, trail
from khcn.web.workspace.registers.lists import heads, rows_shown

YEARS = 6


@require_safe
def fact_records(request: HttpRequest, fact: str) -> HttpResponseBase:
    register, level, found = _known(request, fact)
    form = _form(request, found)
    told = measure(
        fact, at=form.day if found.at_a_date else None, period=None if found.at_a_date else form.period,
        territory=form.territory, seen=seen_by_actor(request.actor),
    )  # fmt: skip
    if request.GET.get("dang") == "xlsx":
        if request.method == "GET":
            tell_export(
                register,
                by=request.actor,
                format="xlsx",
                count=told.counted,
                filter=f"{fact}{query_of(told.scope, found.at_a_date)}",
            )
        return _file(told, level)
    asked = Asked(request, register, level)
    page = _Pages(told).get_page(request.GET.get("page"))
    rows = rows_shown(asked, list(with_companions(register, page.object_list, asked.columns)))
    years = _years(request, register, found, form)
    context = {
        "register": register, "fact": found, "told": shown(told), "form": form, "active": form.active(), "asked": asked,
        "page": page, "rows": rows, "heads": [{**head, "sort": ""} for head in heads(asked)],
        "years": [(one.scope.day_for(found).year, number(one.value, found.measure)) for one in years],
        "chart": reverse("fact_chart", kwargs={"fact": fact}) + query_of(told.scope, found.at_a_date),
        "audience": audience(level), "page_title": found.name,
        "trail": [(_("Số liệu từ các sổ"), reverse("fact_index")), *trail(register)[1:], (str(found.name), "")],
    }  # fmt: skip
    context["trail"][1] = (str(register.name), reverse("register_stats", kwargs={"code": register.code}))
    return render(request, "register_facts/fact_records.html", context)


@require_safe
def fact_chart(request: HttpRequest, fact: str) -> HttpResponse:
    """The years as bars; the page holds the same numbers as a table."""
    register, _level, found = _known(request, fact)
    years = _years(request, register, found, _form(request, found))
    drawn = bars(
        [(str(one.scope.day_for(found).year), one.value, number(one.value, found.measure)) for one in years],
        title=f"{found.name} ({found.unit})",
    )
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


def _known(request: HttpRequest, code: str) -> tuple[Register, Level, Fact]:
    """The fact if this person may be told it."""
    try:
        register, found = fact_of(code)
    except FactUnknown:
        raise Http404 from None
    register, level = register_of(request, register.code)
    if not may_know(register, found, level):
        raise Http404
    return register, level, found


def _form(request: HttpRequest, fact: Fact) -> ScopeForm:
    times = ("tai-ngay",) if fact.at_a_date else ("tu", "den")
    return ScopeForm(request.GET, *times, "dia-ban")


def _years(request: HttpRequest, register: Register, fact: Fact, form: ScopeForm) -> list[Measured]:
    last = form.day if fact.at_a_date else form.period[1]
    scopes = [
        Scope.year(year, until=last, territory=form.territory)
        for year in range(last.year - YEARS + 1, last.year + 1)
    ]
    return take(register, [(fact, scope) for scope in scopes], seen=seen_by_actor(request.actor))


class _Pages(Paginator):
    """Pages of the records behind a number; how many there are is known already."""

    def __init__(self, told: Measured) -> None:
        super().__init__(told.records.order_by("order_key", "pk"), PER_PAGE)
        self.__dict__["count"] = told.counted


def _file(told: Measured, level: Level) -> FileResponse:
    target: Any = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_export(told.register, told.records.order_by("order_key", "pk"), target, level=level, format="xlsx")
    target.seek(0)
    day = told.scope.day_for(told.fact)
    name = f"{told.fact.code.replace('.', '-')}-{day:%Y%m%d}.xlsx"
    return FileResponse(target, as_attachment=True, filename=name, content_type=MEDIA_TYPES["xlsx"])
