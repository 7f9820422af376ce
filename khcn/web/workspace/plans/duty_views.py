"""Who has to do what and report when: section VI by agency, reporting with due dates, money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.kernel.access import may
from khcn.kernel.deadlines import time_left
from khcn.lib.working_days import add_working_days
from khcn.plan import queries
from khcn.plan.models import Duty, ReportingDuty
from khcn.web.templatetags.khcn_ui import vn_date
from khcn.web.ui.lists import wants_workbook
from khcn.web.workspace.plans import listing, words
from khcn.web.workspace.plans.common import frame, plan_or_404, span_url

COLUMNS = (
    (gettext_lazy("Phần"), 22, "text"),
    (gettext_lazy("Mục"), 9, "text"),
    (gettext_lazy("Nội dung"), 56, "text"),
    (gettext_lazy("Theo văn bản"), 40, "text"),
    (gettext_lazy("Nay thuộc trách nhiệm"), 36, "text"),
    (gettext_lazy("Hạn"), 24, "text"),
)


@dataclass(frozen=True)
class DutyRow:
    duty: Duty | ReportingDuty
    parties: queries.Parties
    source_url: str
    due: str = ""
    next_on: date | None = None
    left: str = ""
    internal_on: date | None = None

    @property
    def named(self) -> str:
        return "; ".join(one.party.name for one in self.parties.responsible)

    @property
    def now(self) -> str:
        return "; ".join(one.name_today for one in self.parties.responsible if one.changed)


def next_due(duty: ReportingDuty, today: date) -> date | None:
    """The next day on which the report is due; for a single one its own day, even if it has passed."""
    if not duty.due_month or not duty.due_day:
        return date(duty.year, 12, 31) if duty.year else None
    if duty.year:
        return date(duty.year, duty.due_month, duty.due_day)
    this_year = date(today.year, duty.due_month, duty.due_day)
    return this_year if this_year >= today else date(today.year + 1, duty.due_month, duty.due_day)


def duty_list(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_or_404(request, plan)
    today = timezone.localdate()
    successions = queries.Successions.load(today)
    told_duties, told_reporting = queries.duties_of(found)
    duties = [
        DutyRow(duty, queries.parties_of(duty, successions), span_url(duty, found)) for duty in told_duties
    ]
    reporting = [
        _reporting_row(duty, queries.parties_of(duty, successions), span_url(duty, found), today)
        for duty in told_reporting
    ]
    grounds = queries.grounds_of(found)
    if wants_workbook(request):
        rows = _cells(duties, reporting, grounds)
        return listing.workbook(_("Trách nhiệm, báo cáo, kinh phí"), found, COLUMNS, rows)
    context = frame(found, _("Trách nhiệm, báo cáo"))
    context |= {"duties": duties, "reporting": reporting, "today": today}
    context["editable"] = may(request.actor, "plan.plan.edit", found)
    context["funding"] = [one for one in grounds if one.kind == "funding"]
    context["bases"] = [one for one in grounds if one.kind == "basis"]
    return render(request, "plans/duty_list.html", context)


def _reporting_row(duty: ReportingDuty, parties: queries.Parties, url: str, today: date) -> DutyRow:
    due = next_due(duty, today)
    return DutyRow(
        duty,
        parties,
        url,
        words.due_words(duty),
        due,
        time_left(today, due) if due else "",
        add_working_days(due, -duty.internal_lead_days) if due else None,
    )


def _cells(
    duties: list[DutyRow], reporting: list[DutyRow], grounds: list[queries.Ground]
) -> Iterator[tuple[str, ...]]:
    for row in duties:
        yield (_("Trách nhiệm"), row.duty.clause, row.duty.short_title, row.named, row.now, "")
    for row in reporting:
        yield (_("Chế độ báo cáo"), row.duty.clause, row.duty.short_title, row.named, row.now, row.due)
    for one in grounds:
        part = _("Nguồn kinh phí") if one.kind == "funding" else _("Căn cứ")
        yield (part, one.clause, one.title, "", "", vn_date(one.issued_on) if one.issued_on else "")
