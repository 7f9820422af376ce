"""What a new cycle would look like: window, deadlines and title, worked out from the duties of the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from khcn.agency_reports.choices import CycleKind
from khcn.agency_reports.cycles.windows import window
from khcn.agency_reports.models import Cycle
from khcn.indicators.choices import Calendar
from khcn.lib.vn_text import fold
from khcn.lib.working_days import add_working_days, is_working_day
from khcn.plan.choices import Frequency
from khcn.plan.models import Plan, ReportingDuty

LEAD_DAYS = 10
#: Working days that agencies get at least, where the deadline leaves so many.
SHORTEST = 5
#: Reviews look back on several years.
REVIEWS = (CycleKind.MID_TERM, CycleKind.FINAL)
#: Kinds of which a plan has one a year.
ONCE_A_YEAR = (CycleKind.YEAR, CycleKind.HALF_YEAR, *REVIEWS)


@dataclass(frozen=True)
class Proposal:
    """`named_day` is the day that the document names, `due_on` the last day on which one is surely in time."""

    kind: str
    year: int
    title: str
    first_day: date
    last_day: date
    calendar: str
    due_on: date
    internal_due_on: date
    named_day: date | None
    duty: ReportingDuty | None
    previous: Cycle | None
    backfill: bool

    @property
    def due_before_close(self) -> bool:
        return self.due_on < self.last_day


@dataclass(frozen=True)
class Suggestion:
    """A cycle that the plan asks for and nobody has prepared."""

    proposal: Proposal
    overdue: bool


def propose(plan: Plan, kind: str, year: int, today: date, *, month: int = 0) -> Proposal:
    return _Known([plan]).propose(plan, kind, year, today, month=month)


def suggestions(plans: Sequence[Plan], today: date) -> list[tuple[Plan, Suggestion]]:
    """Reports that the plans ask for by the end of this year and for which there is no cycle; overdue ones first."""
    known, found = _Known(plans), []
    for plan in plans:
        for kind, year in known.missing(plan, today):
            proposal = known.propose(plan, kind, year, today)
            found.append((plan, Suggestion(proposal, proposal.due_on < today)))
    return sorted(found, key=lambda one: one[1].proposal.due_on)


class _Known:
    """Duties and cycles of some plans, read once."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        pks = [plan.pk for plan in plans]
        self.duties = list(ReportingDuty.objects.filter(plan__in=pks, withdrawn=False).order_by("order"))
        self.cycles = list(Cycle.objects.filter(plan__in=pks).order_by("-due_on"))

    def propose(self, plan: Plan, kind: str, year: int, today: date, *, month: int = 0) -> Proposal:
        duty = _duty(self._duties(plan), kind, year)
        first, last = window(kind, year, month=month or today.month, since=plan.from_year)
        named = date(year, duty.due_month, duty.due_day) if duty and duty.due_month and duty.due_day else None
        due = safe_day(duty, named) if duty and named else _usual_due(kind, last)
        return Proposal(
            kind=kind,
            year=year,
            title=_title(kind, plan, year, last),
            first_day=first,
            last_day=last,
            calendar=Calendar.ADMINISTRATIVE,
            due_on=due,
            internal_due_on=_internal(due, duty.internal_lead_days if duty else LEAD_DAYS, today),
            named_day=named,
            duty=duty,
            previous=self._previous(plan, kind, year),
            backfill=due < today,
        )

    def missing(self, plan: Plan, today: date) -> list[tuple[str, int]]:
        """(kind, year) of what is asked for and has no cycle."""
        there = {(one.kind, one.year) for one in self.cycles if one.plan_id == plan.pk}
        duties = self._duties(plan)
        asked = {(review_kind(plan, duty), duty.year) for duty in duties if duty.year}
        if any(duty.frequency == Frequency.YEARLY for duty in duties) and _covers(plan, today.year):
            asked.add((CycleKind.YEAR, today.year))
        return sorted((kind, year) for kind, year in asked - there if year <= today.year)

    def _duties(self, plan: Plan) -> list[ReportingDuty]:
        return [duty for duty in self.duties if duty.plan_id == plan.pk]

    def _previous(self, plan: Plan, kind: str, year: int) -> Cycle | None:
        """The last one of its kind; a review is compared with the last yearly report where there is no other."""
        past = [
            one
            for one in self.cycles
            if one.plan_id == plan.pk and one.year < year and one.state != "preparing"
        ]
        same = [one for one in past if one.kind == kind]
        yearly = [one for one in past if one.kind == CycleKind.YEAR] if kind in REVIEWS else []
        return next(iter(same or yearly), None)


def review_kind(plan: Plan, duty: ReportingDuty) -> str:
    """A report asked for once is the final one in the plan's last year, else a mid-term review."""
    return CycleKind.FINAL if plan.to_year and duty.year == plan.to_year else CycleKind.MID_TERM


def safe_day(duty: ReportingDuty, named: date) -> date:
    """The last working day that is in time however the day in the document is read.

    "Trước ngày 05/12" leaves the 4th at the latest; so does a duty whose official wording is not at hand. A report
    asked for "by the end" of a year (31/12) may come on that day.
    """
    words = fold(duty.official_text)
    before = "truoc ngay" in words if words else (named.month, named.day) != (12, 31)
    day = named - timedelta(days=1) if before else named
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _duty(duties: Iterable[ReportingDuty], kind: str, year: int) -> ReportingDuty | None:
    wanted = {
        CycleKind.YEAR: Frequency.YEARLY,
        CycleKind.HALF_YEAR: Frequency.HALF_YEARLY,
        CycleKind.MONTH: Frequency.MONTHLY,
    }.get(CycleKind(kind), Frequency.ONCE if kind in REVIEWS else None)
    fitting = [duty for duty in duties if duty.frequency == wanted and duty.year in (None, year)]
    return next((duty for duty in fitting if duty.due_month), fitting[0] if fitting else None)


def _usual_due(kind: str, last: date) -> date:
    """Where no duty names a day: some days after the window closes, a working day."""
    return add_working_days(last, 1 if kind == CycleKind.MONTH else 5)


def _internal(due: date, lead: int, today: date) -> date:
    """The usual lead before the deadline; begun late, the agencies still get some days, the department the rest."""
    usual = add_working_days(due, -lead)
    if usual >= today or due < today:
        return usual
    return min(due, add_working_days(today, SHORTEST))


def _covers(plan: Plan, year: int) -> bool:
    return (plan.from_year or year) <= year <= (plan.to_year or year)


def _title(kind: str, plan: Plan, year: int, last: date) -> str:
    name = plan.symbol or plan.short_title
    sentences = {
        CycleKind.YEAR: _("Báo cáo thực hiện Kế hoạch {plan} năm {year}"),
        CycleKind.HALF_YEAR: _("Báo cáo thực hiện Kế hoạch {plan} 6 tháng đầu năm {year}"),
        CycleKind.MONTH: _("Báo cáo thực hiện Kế hoạch {plan} tháng {month:02d}/{year}"),
        CycleKind.MID_TERM: _("Sơ kết thực hiện Kế hoạch {plan}, {first}–{year}"),
        CycleKind.FINAL: _("Tổng kết thực hiện Kế hoạch {plan}, {first}–{year}"),
        CycleKind.AD_HOC: _("Báo cáo đột xuất về Kế hoạch {plan}, {year}"),
    }
    return sentences[CycleKind(kind)].format(
        plan=name, year=year, month=last.month, first=plan.from_year or ""
    )
