"""One row for each agency that is asked: where its report is, how it stands in time, what to look at."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models.fields.json import KeyTransform

from khcn.agency_reports.accepting.conflicts import Conflict
from khcn.agency_reports.choices import FIXED, ReportState, RequestState
from khcn.agency_reports.cycles import Completeness, Standing
from khcn.agency_reports.models import Cycle, Report, ReportRequest
from khcn.lib.vn_text import fold
from khcn.web.workspace.cycles.words import Badge, request_badge, timing

TABS = {
    "": lambda row: True,
    "cho": lambda row: row.waits,
    "chua-gui": lambda row: row.standing.outstanding,
    "qua-han": lambda row: row.standing.outstanding and row.standing.late,
    "chua-bat-dau": lambda row: row.standing.state == RequestState.WAITING and not row.standing.started,
    "tra-lai": lambda row: row.standing.returned,
    "da-nhan": lambda row: row.standing.state == RequestState.ACCEPTED,
    "mien": lambda row: row.standing.state == RequestState.EXCUSED,
}


@dataclass
class BoardRow:
    """`reports` are the versions that the department has seen, the latest first; `shown` is the one to open."""

    standing: Standing
    badge: Badge
    timing: str
    reports: list[Report] = field(default_factory=list)
    warnings: int = 0
    conflicts: int = 0

    @property
    def asked(self) -> ReportRequest:
        return self.standing.request

    @property
    def shown(self) -> Report | None:
        waiting = [one for one in self.reports if one.state == ReportState.SENT]
        return next(iter(waiting or self.reports), None)

    @property
    def waits(self) -> bool:
        """The department has something to decide."""
        return any(one.state == ReportState.SENT for one in self.reports)


def board_rows(
    cycle: Cycle, done: Completeness, conflicts: Iterable[Conflict], today: date
) -> list[BoardRow]:
    """In the order of agencies. One query besides what is given."""
    reports, warnings = _reports(cycle)
    open_ones = Counter(
        request for one in conflicts if not one.decided for request in {claim.request for claim in one.claims}
    )
    found = []
    for standing in done.standings:
        key = standing.request.pk
        row = BoardRow(standing, request_badge(standing), timing(standing, today), reports[key])
        row.conflicts, row.warnings = open_ones[key], warnings[row.shown.pk] if row.shown else 0
        found.append(row)
    return found


def chosen(rows: Iterable[BoardRow], tab: str, search: str) -> list[BoardRow]:
    words = fold(search).split()
    fits = TABS.get(tab, TABS[""])
    return [row for row in rows if fits(row) and all(word in fold(row.asked.agency.name) for word in words)]


def _reports(cycle: Cycle) -> tuple[dict[int, list[Report]], Counter[int]]:
    """By request the versions that were sent, and how many warnings each was sent with."""
    rows = Report.objects.filter(request__cycle=cycle, state__in=FIXED).defer("sealed", "decision_note")
    reports: dict[int, list[Report]] = defaultdict(list)
    warnings: Counter[int] = Counter()
    for row in rows.annotate(told=KeyTransform("warnings", "sealed")).order_by("-sent_at", "-pk"):
        reports[row.request_id].append(row)
        warnings[row.pk] = len(row.told or [])
    return reports, warnings
