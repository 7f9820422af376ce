"""“Lịch nghĩa vụ”: duties of all registers by due day, with their spans, filters and workbook."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khcn.kernel.access import may, require
from khcn.kernel.agencies.models import Agency
from khcn.kernel.duties.models import Duty, DutyRule
from khcn.kernel.duties.queries import SPANS, duties_seen_by, sizes, within
from khcn.outputs.workbook import Column
from khcn.web.ui.lists import conditions_in_force, page_of, wants_workbook, workbook_response
from khcn.web.workspace.duties.forms import DutyFilters
from khcn.web.workspace.duties.words import line_of, register_name, standing_of


@require_safe
def duty_calendar(request: HttpRequest) -> HttpResponse:
    require(request.actor, "duties.dutyrule.view")
    today = timezone.localdate()
    seen = duties_seen_by(request.actor)
    form = _form(request, seen)
    rows = _filtered(seen, form)
    counts = sizes(rows, today)
    span = _span(form.told("khoang"), counts)
    rows = rows.filter(within(span, today)).order_by("-due_on" if span == "da-lam" else "due_on", "pk")
    if wants_workbook(request):
        return _workbook(rows, today)
    page = page_of(request, _Known(rows, counts[span]))
    context = {
        "page_title": _("Lịch nghĩa vụ"),
        "page": page,
        "months": _by_month(request, page, today),
        "tabs": _tabs(request, counts, span),
        "form": form,
        "active": conditions_in_force(request, form),
        "span": span,
        "today": today,
        "may_waive": may(request.actor, "duties.duty.waive"),
    }
    return render(request, "duties/duty_calendar.html", context)


class _Known:
    """Rows whose number has been counted, so that the pager does not count them again."""

    def __init__(self, rows: QuerySet[Duty], number: int) -> None:
        self.rows, self.number, self.ordered = rows, number, True

    def count(self) -> int:
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: Any) -> Any:
        return self.rows[part]


def _form(request: HttpRequest, seen: QuerySet[Duty]) -> DutyFilters:
    rules = list(DutyRule.objects.values_list("code", "name", "register"))
    chosen = request.GET.get("so", "")
    named = sorted({register for _code, _name, register in rules})
    agencies = Agency.objects.filter(pk__in=seen.order_by().values("agency")).order_by("order", "name")
    return DutyFilters(
        request.GET,
        registers=sorted(((code, register_name(code)) for code in named), key=lambda one: one[1]),
        agencies=list(agencies.values_list("code", "name")),
        rules=[(code, name) for code, name, register in rules if chosen in ("", register)],
    )


def _filtered(seen: QuerySet[Duty], form: DutyFilters) -> QuerySet[Duty]:
    fields = {"so": "register", "co-quan": "agency__code", "quy-tac": "rule__code"}
    told = {field: form.told(name) for name, field in fields.items()}
    return seen.filter(**{field: value for field, value in told.items() if value})


def _span(told: str, counts: dict[str, int]) -> str:
    if told in SPANS:
        return told
    return "qua-han" if counts["qua-han"] else "30-ngay"


def _tabs(request: HttpRequest, counts: dict[str, int], span: str) -> list[dict[str, Any]]:
    labels = (_("Quá hạn"), _("30 ngày tới"), _("90 ngày tới"), _("Tất cả chưa làm"), _("Đã làm"))
    found = []
    for code, label in zip(SPANS, labels, strict=True):
        query = request.GET.copy()
        query.pop("page", None)
        query["khoang"] = code
        url = f"?{query.urlencode()}"
        found.append({"label": label, "url": url, "active": code == span, "count": counts[code]})
    return found


def _by_month(request: HttpRequest, page: Any, today: date) -> list[dict[str, Any]]:
    lines = [line_of(duty, request.actor, today) for duty in page]
    groups = groupby(lines, key=lambda line: line.duty.due_on.replace(day=1))
    return [{"first": first, "lines": list(group)} for first, group in groups]


def _workbook(rows: QuerySet[Duty], today: date) -> HttpResponse:
    columns = [
        Column(_("Hạn"), 12, "date"),
        Column(_("Nghĩa vụ"), 40),
        Column(_("Kỳ"), 8),
        Column(_("Bản ghi"), 40),
        Column(_("Sổ"), 28),
        Column(_("Cơ quan phụ trách"), 30),
        Column(_("Trạng thái"), 16),
        Column(_("Làm xong ngày"), 12, "date"),
        Column(_("Kết quả, lý do"), 36),
        Column(_("Căn cứ pháp lý"), 30),
    ]
    told = (_row(duty, today) for duty in rows.iterator(chunk_size=1000))
    return workbook_response(_("Lịch nghĩa vụ"), columns, told)


def _row(duty: Duty, today: date) -> list[Any]:
    return [
        duty.due_on, duty.rule.name, duty.period_label, duty.title, register_name(duty.register),
        duty.agency.name if duty.agency else "", standing_of(duty, today)[1], duty.done_on, duty.outcome,
        duty.rule.legal_basis,
    ]  # fmt: skip
