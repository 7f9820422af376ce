"""Who has sent, who has not, who was in time: told from requests and reports, also when nobody has begun."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from khcn.agency_reports.choices import CycleState, ReportState, RequestState
from khcn.agency_reports.models import Answer, Cycle, Report, ReportRequest, RequestItem
from khcn.lib.working_days import working_days_between

#: States in which a report counts as being with the department.
ARRIVED = (ReportState.SENT, ReportState.ACCEPTED)
#: What the department still waits for.
OUTSTANDING = (RequestState.WAITING, RequestState.PART)


@dataclass(frozen=True)
class Standing:
    """How one request stands. `first_sent_on` is kept when a report is returned: the agency had sent in time."""

    request: ReportRequest
    state: RequestState
    first_sent_on: date | None = None
    returned: bool = False
    started: bool = False
    late_by: int = 0
    timely: bool | None = None

    @property
    def outstanding(self) -> bool:
        return self.state in OUTSTANDING

    @property
    def late(self) -> bool:
        """Sent after its day, or not sent though the day has passed."""
        return self.timely is False


@dataclass
class Completeness:
    """Counts over all requests of a cycle; the excused are not expected."""

    standings: list[Standing] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return len(self.standings)

    @property
    def asked(self) -> int:
        return self.total - self.counts[RequestState.EXCUSED]

    @property
    def arrived(self) -> int:
        return self.counts[RequestState.SENT] + self.counts[RequestState.ACCEPTED]

    @property
    def accepted(self) -> int:
        return self.counts[RequestState.ACCEPTED]

    @property
    def in_time(self) -> int:
        return sum(one.timely is True for one in self.standings)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.standings)

    @property
    def missing(self) -> list[Standing]:
        """Those whose day has passed without a report, the longest first."""
        rows = [one for one in self.standings if one.late and one.outstanding and not one.returned]
        return sorted(rows, key=lambda one: -one.late_by)

    @property
    def not_begun(self) -> int:
        return sum(one.state == RequestState.WAITING and not one.started for one in self.standings)


def completeness(cycle: Cycle, today: date | None = None) -> Completeness:
    return completeness_of([cycle], today)[cycle.pk]


def completeness_of(cycles: Iterable[Cycle], today: date | None = None) -> dict[int, Completeness]:
    """The same for several cycles in the same few queries."""
    by_pk = {cycle.pk: cycle for cycle in cycles}
    found = {pk: Completeness() for pk in by_pk}
    rows = ReportRequest.objects.filter(cycle__in=by_pk).select_related("agency")
    requests = list(rows.order_by("agency__order", "agency__name", "agency_id"))
    for request in requests:
        request.cycle = by_pk[request.cycle_id]
    for standing in standings_of(requests, today):
        done = found[standing.request.cycle_id]
        done.standings.append(standing)
        done.counts[standing.state] += 1
    return found


def standings_of(requests: Sequence[ReportRequest], today: date | None = None) -> list[Standing]:
    """How these requests stand, in their order; their cycles are read already."""
    today = today or timezone.localdate()
    reports: dict[int, list[Report]] = defaultdict(list)
    rows = Report.objects.filter(request__in=[one.pk for one in requests])
    for report in rows.only("request_id", "part", "state", "sent_at").order_by("version"):
        reports[report.request_id].append(report)
    whole = _whole_in_parts(reports)
    return [_standing(one, reports[one.pk], whole.get(one.pk), today) for one in requests]


def _standing(
    request: ReportRequest, reports: list[Report], in_parts_on: date | None, today: date
) -> Standing:
    state = _state(request, reports, in_parts_on is not None)
    first = min(_sent_on(reports), default=None)
    whole = min(_sent_on(one for one in reports if not one.part), default=in_parts_on)
    timely, late_by = _timeliness(request, state, whole, today)
    return Standing(
        request=request,
        state=state,
        first_sent_on=first,
        returned=state in OUTSTANDING and _is_returned(reports),
        started=bool(reports),
        late_by=late_by,
        timely=timely,
    )


def _sent_on(reports: Iterable[Report]) -> list[date]:
    return [timezone.localdate(one.sent_at) for one in reports if one.sent_at]


def _state(request: ReportRequest, reports: list[Report], in_parts: bool) -> RequestState:
    arrived = [one for one in reports if one.state in ARRIVED]
    complete = [one for one in arrived if not one.part] or (arrived if in_parts else [])
    if complete:
        accepted = all(one.state == ReportState.ACCEPTED for one in complete)
        return RequestState.ACCEPTED if accepted else RequestState.SENT
    if request.excused:
        return RequestState.EXCUSED
    return RequestState.PART if arrived else RequestState.WAITING


def _is_returned(reports: list[Report]) -> bool:
    """The last thing the department did was to give a report back."""
    return any(one.state == ReportState.RETURNED for one in reports)


def _timeliness(
    request: ReportRequest, state: RequestState, first: date | None, today: date
) -> tuple[bool | None, int]:
    """(in time?, working days late); no answer while there is time left, nor in cycles made up for afterwards."""
    if request.cycle.backfill or state == RequestState.EXCUSED or request.cycle.state == CycleState.PREPARING:
        return None, 0
    if first is not None and state != RequestState.PART:
        late = first > request.last_day
        return not late, max(1, working_days_between(request.last_day, first)) if late else 0
    if today <= request.last_day:
        return None, 0
    return False, max(1, working_days_between(request.last_day, today))


def _whole_in_parts(reports: dict[int, list[Report]]) -> dict[int, date]:
    """Requests whose required items were all answered in parts that arrived, and the day on which the last one was.

    A part that was returned and sent again counts from the day on which it was sent first.
    """
    parts = [one for rows in reports.values() for one in rows if one.part and one.state in ARRIVED]
    if not parts:
        return {}
    first = {
        one.pk: min(_sent_on(old for old in reports[one.request_id] if old.part == one.part)) for one in parts
    }
    asked: dict[int, set[int]] = defaultdict(set)
    required = RequestItem.objects.filter(request__in={one.request_id for one in parts}, required=True)
    for request, item in required.values_list("request_id", "pk"):
        asked[request].add(item)
    told: dict[int, dict[int, date]] = {one.request_id: {} for one in parts}
    rows = _answered(parts).values_list("report__request_id", "item_id", "report_id")
    for request, item, report in rows:
        told[request][item] = min(first[report], told[request].get(item, first[report]))
    return {
        request: max(told[request][item] for item in items)
        for request, items in asked.items()
        if items <= told[request].keys()
    }


def _answered(parts: Iterable[Report]) -> QuerySet[Answer]:
    """Answers that a person saved; what was only filled in beforehand says nothing yet."""
    return Answer.objects.filter(report__in=[one.pk for one in parts], revision__gt=0)
