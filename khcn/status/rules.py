"""The rules that give a task its computed status: small, named, asked in a fixed order.

Each rule looks at one `Case` and answers with a `Found` or with None ("not mine"). The first
answer holds. docs/developer/status.md tells them in words; keep the two together.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from khcn.agency_reports.choices import Declared
from khcn.kernel.deadlines import time_left
from khcn.lib.working_days import working_days_between
from khcn.plan.choices import Schedule, TaskState
from khcn.plan.models import Task
from khcn.status.choices import BY_URGENCY, Status
from khcn.status.facts import Facts, Told
from khcn.status.life import Life, Owner, first_year

SOON = 15
"""Working days before a date in which a task counts as due soon; a choice of the platform, not of law."""

GOOD = (Declared.AHEAD, Declared.MET, Declared.DONE)


@dataclass(frozen=True)
class Found:
    status: Status
    reason: str
    due_on: date | None = None


@dataclass(frozen=True)
class Case:
    """One task with everything known up to the day.

    `followed`: counts by status of the plan it follows, `followed_name` what that plan is called.
    """

    task: Task
    facts: Facts
    life: Life
    owner: Owner
    on: date
    followed: Counter[str] | None = None
    followed_name: str = ""

    @property
    def told(self) -> Told | None:
        return self.facts.told

    @property
    def ends_on(self) -> date | None:
        return date(self.life.until, 12, 31) if self.life.until else None


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def near(due: date, on: date) -> bool:
    """Not passed, and at most `SOON` working days away."""
    return on <= due <= on + timedelta(days=60) and working_days_between(on, due) <= SOON


def dates_named(task: Task) -> list[date]:
    """The full dates of the schedule; a date without a year is left to the yearly instances."""
    found = []
    for text in task.dates:
        try:
            found.append(date.fromisoformat(str(text)))
        except ValueError:
            continue
    return sorted(found)


# --- Ended by decision ------------------------------------------------------------------------


def ended_done(case: Case) -> Found | None:
    """Closed by decision after the agency declared success."""
    if case.life.state != TaskState.CLOSED or not case.told or case.told.declared not in GOOD:
        return None
    return Found(Status.DONE, _("Kết thúc theo quyết định ngày {on}.").format(on=_since(case)))


def ended_otherwise(case: Case) -> Found | None:
    """Closed without a declared success, or carried on by another task."""
    if case.life.state == TaskState.SUCCEEDED:
        reason = _("Được nhiệm vụ khác tiếp nối từ ngày {on}.")
    elif case.life.state == TaskState.CLOSED:
        reason = _("Kết thúc theo quyết định ngày {on}; chưa có báo cáo đạt kết quả.")
    else:
        return None
    return Found(Status.STOPPED, reason.format(on=_since(case)))


def _since(case: Case) -> str:
    return day(case.life.since) if case.life.since else "—"


# --- Nobody decided, nobody answers -----------------------------------------------------------


def schedule_over(case: Case) -> Found | None:
    """The last year has passed and no decision closed, extended or handed on the task."""
    if case.ends_on is None or case.ends_on >= case.on:
        return None
    reason = _("Thời hạn kết thúc ngày {end}; cần quyết định kết thúc, gia hạn hoặc chuyển tiếp.")
    if case.told and case.told.declared == Declared.DONE:
        reason = _("Đơn vị báo hoàn thành, thời hạn kết thúc ngày {end}; cần quyết định kết thúc.")
    return Found(Status.EXPIRED, reason.format(end=day(case.ends_on)), case.ends_on)


def nobody_answers(case: Case) -> Found | None:
    """No lead that an agency of today answers for."""
    return None if case.owner.agencies else Found(Status.NO_OWNER, case.owner.reason)


def follows_plan(case: Case) -> Found | None:
    """The most urgent status found in the plan that the task follows, with that plan's own counts."""
    if case.followed is None:
        return None
    plan = case.followed_name
    present = [status for status in BY_URGENCY if case.followed.get(status)]
    counts = ", ".join(f"{case.followed[status]} {str(status.label).lower()}" for status in present)
    reason = _("Theo {plan}, {total} nhiệm vụ: {counts}.")
    return Found(present[0], reason.format(plan=plan, total=case.followed.total(), counts=counts))


# --- Dates that passed ------------------------------------------------------------------------


def milestone_missed(case: Case) -> Found | None:
    """A milestone is past its day and not done."""
    missed = sorted(
        (
            mark
            for mark in case.facts.milestones
            if mark.due_on < case.on and not _done(mark.done_on, case.on)
        ),
        key=lambda mark: mark.due_on,
    )
    if not missed:
        return None
    reason = _("Mốc “{title}” hạn {due}, {left}.").format(
        title=missed[0].title, due=day(missed[0].due_on), left=time_left(case.on, missed[0].due_on)
    )
    if len(missed) > 1:
        reason += " " + _("Còn {count} mốc khác quá hạn.").format(count=len(missed) - 1)
    return Found(Status.OVERDUE, reason, missed[0].due_on)


def _done(done_on: date | None, on: date) -> bool:
    return done_on is not None and done_on <= on


def named_date_missed(case: Case) -> Found | None:
    """A date of the schedule has passed and no update of that year or later speaks of it."""
    if case.task.schedule != Schedule.DATES:
        return None
    for due in dates_named(case.task):
        if due < case.on and not any(year >= due.year for year in case.facts.reported):
            reason = _("Thời hạn {due} theo văn bản, {left}, chưa có kết quả được cập nhật.")
            return Found(Status.OVERDUE, reason.format(due=day(due), left=time_left(case.on, due)), due)
    return None


def declared_late(case: Case) -> Found | None:
    """The agency itself says that it is late; a computed status may not be kinder than that."""
    if case.told is None or case.told.declared != Declared.LATE:
        return None
    reason = _("Đơn vị tự đánh giá Chậm tại cập nhật tính đến ngày {as_of}.")
    return Found(Status.OVERDUE, reason.format(as_of=day(case.told.as_of)), _next_due(case))


def report_missing(case: Case) -> Found | None:
    """The day of an expected yearly report has passed without any update for that year."""
    missing = sorted((due, year) for year, due in _expected(case).items() if year not in case.facts.reported)
    if not missing:
        return None
    due, year = missing[0]
    reason = _("Chưa có báo cáo kết quả năm {year}, hạn {due}, {left}.").format(
        year=year, due=day(due), left=time_left(case.on, due)
    )
    if len(missing) > 1:
        reason += " " + _("Thiếu báo cáo của {count} năm.").format(count=len(missing))
    return Found(Status.LATE_REPORT, reason, due)


def _expected(case: Case) -> dict[int, date]:
    """Years whose report is due by now, with the day: asked for since the plan came to the platform,
    and every year after a first report."""
    facts = case.facts
    found = {
        year: due
        for year, due in facts.years.items()
        if due < case.on and facts.watched_since and due >= facts.watched_since
    }
    if facts.reported:
        for year in range(min(facts.reported), case.on.year + 1):
            due = facts.years.get(year, date(year, 12, 31))
            if due < case.on:
                found[year] = due
    return found


# --- Dates to come ----------------------------------------------------------------------------


def not_begun(case: Case) -> Found | None:
    """The first year lies ahead."""
    begins = first_year(case.task)
    if begins is None or begins <= case.on.year:
        return None
    return Found(
        Status.NOT_DUE,
        _("Bắt đầu từ năm {year}.").format(year=begins),
        _next_due(case),
    )


def something_due(case: Case) -> Found | None:
    """A milestone, a date, a yearly report or the end is at most `SOON` working days away."""
    ahead = [(due, title) for due, title in _ahead(case) if near(due, case.on)]
    if not ahead:
        return None
    due, title = min(ahead)
    reason = _("{what} hạn {due}, {left}.")
    return Found(
        Status.DUE_SOON,
        reason.format(what=title, due=day(due), left=time_left(case.on, due)),
        due,
    )


def _ahead(case: Case) -> list[tuple[date, str]]:
    """Every date still to come that something is expected by."""
    facts, on = case.facts, case.on
    found = [
        (mark.due_on, _("Mốc “{title}”").format(title=mark.title))
        for mark in facts.milestones
        if mark.due_on >= on and not _done(mark.done_on, on)
    ]
    if case.task.schedule == Schedule.DATES:
        found += [(due, _("Thời hạn theo văn bản")) for due in dates_named(case.task) if due >= on]
    year_due = facts.years.get(on.year, date(on.year, 12, 31))
    if on.year not in facts.reported and year_due >= on and case.task.schedule != Schedule.UNKNOWN:
        found.append((year_due, _("Báo cáo kết quả năm {year}").format(year=on.year)))
    if case.ends_on and case.ends_on >= on and not (case.told and case.told.declared == Declared.DONE):
        found.append((case.ends_on, _("Thời hạn của nhiệm vụ")))
    return found


def _next_due(case: Case) -> date | None:
    return min((due for due, _title in _ahead(case)), default=None)


def first_report_ahead(case: Case) -> Found | None:
    """In its first year, nothing is due yet; or the agency says so and no date contradicts it."""
    if case.told and case.told.declared == Declared.NOT_DUE:
        reason = _("Đơn vị báo chưa đến hạn (tính đến {as_of}).").format(as_of=day(case.told.as_of))
    elif case.told is None and first_year(case.task) == case.on.year:
        reason = _("Năm đầu thực hiện, chưa đến kỳ báo cáo.")
    else:
        return None
    return Found(Status.NOT_DUE, reason, _next_due(case))


def nothing_told(case: Case) -> Found | None:
    """No update was ever entered; that is not green, it is unknown."""
    if case.told is not None:
        return None
    begins = first_year(case.task)
    reason = _("Chưa có cập nhật nào trong hệ thống.")
    if begins:
        reason = _("Thực hiện từ năm {year}, chưa có cập nhật nào trong hệ thống.").format(year=begins)
    return Found(Status.NO_DATA, reason, _next_due(case))


def reported_in_time(case: Case) -> Found:
    """Nothing is late, every expected report is there."""
    assert case.told is not None  # `nothing_told` answers otherwise
    due = _next_due(case)
    reason = _("Cập nhật gần nhất tính đến ngày {as_of}.").format(as_of=day(case.told.as_of))
    if due:
        reason += " " + _("Hạn tiếp theo {due}.").format(due=day(due))
    return Found(Status.ON_TRACK, reason, due)


Rule = Callable[[Case], Found | None]

RULES: tuple[Rule, ...] = (
    ended_done,
    ended_otherwise,
    schedule_over,
    nobody_answers,
    follows_plan,
    milestone_missed,
    named_date_missed,
    declared_late,
    report_missing,
    not_begun,
    something_due,
    first_report_ahead,
    nothing_told,
)


def judge(case: Case) -> Found:
    """The answer of the first rule that has one."""
    for rule in RULES:
        if found := rule(case):
            return found
    return reported_in_time(case)
