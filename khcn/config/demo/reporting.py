"""An artificial round of yearly reports: agencies in every state, and the year before to compare with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils.translation import override

from khcn.agency_reports.accepting import accept_report
from khcn.agency_reports.choices import CycleKind, ReportState
from khcn.agency_reports.cycles import close_cycle, expected, open_cycle, prepare_cycle
from khcn.agency_reports.cycles.first_template import current_template
from khcn.agency_reports.cycles.members import askable, resolve_parties, suggested_kinds
from khcn.agency_reports.cycles.proposing import propose
from khcn.agency_reports.filling.saving import save_answer
from khcn.agency_reports.filling.starting import start_report
from khcn.agency_reports.handing_in import return_report, send_report
from khcn.agency_reports.models import Cycle, Report, ReportRequest
from khcn.config.demo.answers import Answers
from khcn.kernel.access import Actor
from khcn.kernel.accounts.choices import Role
from khcn.kernel.accounts.models import Membership
from khcn.kernel.notices.models import Notice
from khcn.plan.choices import PartyRole
from khcn.plan.models import Party, Plan

WORDS = Path(__file__).with_name("reporting.yaml")
#: Marks what the demonstration said about open classes, so that it goes with it.
NOTE = "Dữ liệu mẫu: nhóm cơ quan được gợi ý theo loại, chưa ai xác nhận."
SKIPPED = "Dữ liệu mẫu: chưa ai chọn cơ quan."
#: What becomes of the reports, the agencies with the most tasks first; the agency of the demo people stays a draft.
STATES = ("accepted", "sent", "accepted", "returned", "accepted", "checking", "sent", "draft")
LAST_YEAR = 4


def add_reporting(rng: Random, today: date) -> dict[str, int]:
    """The cycle of this year and of the last one for each real plan that has none; real cycles are left alone."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    made = {"cycles": 0, "reports": 0}
    before = Notice.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    with override("vi"):
        for plan in Plan.objects.filter(artificial=False).order_by("pk"):
            if not _fits(plan, today.year):
                continue
            told = _Round(plan, today, Answers(words, rng)).run()
            made["cycles"] += len(told)
            made["reports"] += Report.objects.filter(request__cycle__in=told).count()
    _tell_only_artificial_people(before)
    return made


def _fits(plan: Plan, year: int) -> bool:
    runs = (plan.from_year or year) <= year <= (plan.to_year or year)
    cycles = Cycle.objects.filter(plan=plan, kind=CycleKind.YEAR, year__in=(year - 1, year))
    return runs and not cycles.exists() and Party.objects.filter(task__plan=plan).exists()


@dataclass
class _Round:
    plan: Plan
    today: date
    answers: Answers

    def run(self) -> list[Cycle]:
        last = self._opened(self.today.year - 1)
        if last is None:
            return []
        for request in _busiest(last)[:LAST_YEAR]:
            self._handed_in(request, "accepted")
        close_cycle(cycle=last, by=self._actor())
        this = self._opened(self.today.year)
        if this is None:
            return [last]
        requests = _busiest(this)
        own = _agencies_of_demo_people()
        for request in requests:
            if request.agency_id in own:
                self._handed_in(request, "draft")
        others = [request for request in requests if request.agency_id not in own]
        for request, state in zip(others, STATES, strict=False):
            self._handed_in(request, state)
        return [last, this]

    def _opened(self, year: int) -> Cycle | None:
        """The cycle with classes decided as suggested, and what is left skipped; none where nobody would be asked."""
        by = self._actor()
        told = propose(self.plan, CycleKind.YEAR, year, self.today)
        cycle = prepare_cycle(
            plan=self.plan, kind=CycleKind.YEAR, year=year, title=f"{told.title} (dữ liệu mẫu)",
            first_day=told.first_day, last_day=told.last_day, calendar=told.calendar, due_on=told.due_on,
            internal_due_on=told.internal_due_on, template=current_template(), previous=told.previous,
            backfill=told.backfill or year < self.today.year, duty=told.duty, by=by,
        )  # fmt: skip
        cycle.artificial = True
        cycle.save()
        _decide_as_suggested(cycle, self.today, by)
        found = expected(cycle)
        if not found.requests:
            cycle.delete()
            Cycle.history.filter(id=cycle.pk).delete()
            return None
        return open_cycle(cycle=cycle, by=by, skip={one.key: SKIPPED for one in found.open_questions})

    def _handed_in(self, request: ReportRequest, state: str) -> None:
        by = self._actor(request.agency_id)
        report = start_report(request=request, by=by)
        for item, values, seen in self.answers.of(report, half=state == "draft"):
            save_answer(report=report, item=item, values=values, seen_revision=seen, by=by)
        if state == "checking":
            Report.objects.filter(pk=report.pk).update(state=ReportState.CHECKING)
        if state in ("sent", "accepted", "returned"):
            report = send_report(report=report, by=by)
        if state == "accepted":
            accept_report(report=report, by=by)
        if state == "returned":
            remark = self.answers.remark_on(request)
            return_report(report=report, note=self.answers.words["returned"], remarks=[remark], by=by)

    def _actor(self, agency: int | None = None) -> Actor:
        seats: set[tuple[str, int | None]] = {(Role.ADMIN.value, None), (Role.COORDINATOR.value, None)}
        if agency is not None:
            seats.add((Role.APPROVER.value, agency))
        return Actor(None, "khcn demo", self.today, frozenset(seats))


def _decide_as_suggested(cycle: Cycle, today: date, by: Actor) -> None:
    """Each open class means the agencies of the kinds that it usually names, where the province has such."""
    agencies = askable(today)
    for party in expected(cycle).unresolved:
        kinds = suggested_kinds(party)
        if chosen := [one for one in agencies if one.kind in kinds]:
            resolve_parties(parties=[party], agencies=chosen, note=NOTE, by=by)


def _busiest(cycle: Cycle) -> list[ReportRequest]:
    """Requests with work in the plan, those who lead most tasks first."""
    rows = ReportRequest.objects.filter(cycle=cycle).select_related(
        "cycle__plan", "cycle__template", "agency"
    )
    told = [(_led(request.items.all()), request) for request in rows.prefetch_related("items")]
    busy = [(led, request) for led, request in told if led]
    return [
        request for _led, request in sorted(busy, key=lambda one: (-one[0], one[1].agency.order, one[1].pk))
    ]


def _led(items: Iterable[Any]) -> int:
    return sum(item.role == PartyRole.LEAD for item in items)


def _agencies_of_demo_people() -> set[int]:
    """Where the demo people report: their own report waits for them."""
    seats = Membership.objects.filter(user__artificial=True, role__in=(Role.REPORTER, Role.APPROVER))
    return {pk for pk in seats.values_list("agency_id", flat=True) if pk is not None}


def _tell_only_artificial_people(before: int) -> None:
    """Real people get no notices, and so no mail, about artificial reports."""
    Notice.objects.filter(pk__gt=before, user__artificial=False).delete()
