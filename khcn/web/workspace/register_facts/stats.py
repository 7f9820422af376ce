"""The numbers of one register at a date, over the years, and split by one of its fields."""

from typing import Any

from django.db.models import BooleanField, Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.fact_rights import offered, seen_by_actor
from khcn.kernel.registers.facts import Fact
from khcn.kernel.registers.fieldpaths import end_field, label_of_path, readable_of
from khcn.kernel.registers.measure import Measured, Scope, take
from khcn.kernel.registers.records import in_force_on
from khcn.kernel.registers.rules import Level
from khcn.kernel.registers.values import unnamed
from khcn.web.workspace.register_facts.asking import ScopeForm
from khcn.web.workspace.register_facts.showing import audience, number, shown
from khcn.web.workspace.registers.common import register_of, trail

YEARS = 5
MOST_VALUES = 40
BY_YEAR = "nam"


@require_safe
def register_stats(request: HttpRequest, code: str) -> HttpResponse:
    register, level = register_of(request, code)
    form = ScopeForm(request.GET, "tai-ngay")
    facts = offered(register, level)
    years = list(range(form.day.year - YEARS + 1, form.day.year + 1))
    told = _taken(request, register, facts, years, form)
    context = {
        "register": register, "form": form, "active": form.active(), "day": form.day, "years": years,
        "facts": [shown(row[-1]) for row in told],
        "series": [{"fact": row[0].fact, "values": _by_years(years, row)} for row in told],
        "split": _split(request, register, level, form),
        "audience": audience(level), "page_title": _("Thống kê: %s") % register.name,
        "trail": trail(register, last=_("Thống kê")), "paper": request.GET.get("dang") == "in",
    }  # fmt: skip
    page = "register_stats_print" if context["paper"] else "register_stats"
    return render(request, f"register_facts/{page}.html", context)


def _taken(
    request: HttpRequest, register: Register, facts: list[Fact], years: list[int], form: ScopeForm
) -> list[list[Measured]]:
    """For each fact one value a year, the last of them for the day asked for. One query for all."""
    scopes = [Scope.year(year, until=form.day) for year in years]
    every = take(
        register, [(fact, scope) for fact in facts for scope in scopes], seen=seen_by_actor(request.actor)
    )
    return [every[start : start + len(scopes)] for start in range(0, len(every), len(scopes))]


def _by_years(years: list[int], row: list[Measured]) -> list[tuple[int, str]]:
    return [(year, number(one.value, one.fact.measure)) for year, one in zip(years, row, strict=True)]


def _split(request: HttpRequest, register: Register, level: Level, form: ScopeForm) -> dict[str, Any] | None:
    """How many records in force each value of one field has; the field is chosen by `theo`."""
    paths = [path for path in readable_of(register, register.filters, level) if _countable(register, path)]
    names = {path: label_of_path(register, path) for path in paths}
    if level == Level.INTERNAL or "valid_from" in register.public:
        names[BY_YEAR] = _("Năm bắt đầu hiệu lực")
    chosen = request.GET.get("theo", "")
    chosen = chosen if chosen in names else next(iter(names), "")
    if not chosen:
        return None
    records = register.model._default_manager.filter(seen_by_actor(request.actor)(register))
    records = records.filter(in_force_on(register.model, form.day)).order_by()
    rows = _by_year(records) if chosen == BY_YEAR else _by_field(register, records, chosen, level)
    most = max((count for _label, count in rows), default=0)
    day = f"&tai-ngay={form.day:%Y-%m-%d}" if form.told("tai-ngay") else ""
    tabs = [
        {"label": label, "url": f"?theo={name}{day}#phan-to", "active": name == chosen}
        for name, label in names.items()
    ]
    return {"tabs": tabs, "label": names[chosen], "rows": rows, "most": most, "field": chosen}


def _countable(register: Register, path: str) -> bool:
    """A field of few values. States are left out: the records in force are all in one, on that day."""
    if path == "state":
        return False
    column: Any = end_field(register, path)
    return bool(column.choices or column.is_relation or isinstance(column, BooleanField)) or path == "year"


def _by_year(records: Any) -> list[tuple[str, int]]:
    rows = records.annotate(begun=ExtractYear("valid_from")).values_list("begun").annotate(count=Count("pk"))
    told = sorted(rows, key=lambda row: row[0] or 0)
    return [(str(year) if year else _("Chưa ghi"), count) for year, count in told]


def _by_field(register: Register, records: Any, path: str, level: Level) -> list[tuple[str, int]]:
    rows = records.values_list(path).annotate(count=Count("pk", distinct=True)).order_by("-count")
    told = list(rows[:MOST_VALUES])
    names = _names(register, path, [value for value, _count in told], level)
    found: dict[str, int] = {}
    for value, count in told:
        label = names.get(value) or (_("Chưa ghi") if value in (None, "") else _("Không nêu tên"))
        found[label] = found.get(label, 0) + count
    return list(found.items())


def _names(register: Register, path: str, values: list[Any], level: Level) -> dict[Any, str]:
    column: Any = end_field(register, path)
    if column.is_relation:
        rows = column.related_model._base_manager.filter(pk__in=[one for one in values if one is not None])
        return {row.pk: str(row) for row in rows if level > Level.PUBLIC or not unnamed(row)}
    if isinstance(column, BooleanField):
        return {True: _("Có"), False: _("Không")}
    names = dict(column.flatchoices or ())
    return {value: str(names.get(value, value)) for value in values if value not in (None, "")}


def stats_url(register: Register) -> str:
    return reverse("register_stats", kwargs={"code": register.code})
