"""Reads of plans that several pages use: items with their parties, clauses, and who answers today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from khcn.kernel.access import Actor, visible
from khcn.kernel.agencies.models import Agency, Succession
from khcn.kernel.agencies.queries import Edge, Responsible, SuccessionMap
from khcn.plan.choices import FindingState, PartyRole
from khcn.plan.models import (
    Duty,
    Finding,
    FundingSource,
    Party,
    Plan,
    PlanText,
    ReportingDuty,
    Section,
    Target,
    Task,
)

OPEN_FINDINGS = Q(findings__state=FindingState.OPEN, findings__gone=False)


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    return visible(actor, "plan.plan.view", Plan.objects.all())


def with_parties() -> Prefetch:
    """Parties of an item in the order of the document, with the agencies they name."""
    return Prefetch(
        "parties",
        Party.objects.select_related("agency", "agency_class", "taken_over_by").order_by("order", "id"),
    )


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """The tasks in force, in official order, with their parties."""
    return (
        Task.objects.filter(plan=plan, withdrawn=False)
        .prefetch_related(with_parties())
        .order_by("order", "id")
    )


def targets_of(plan: Plan) -> QuerySet[Target]:
    """The targets in force with the number of their unsettled findings as `open_findings`."""
    counted = Count("findings", filter=OPEN_FINDINGS, distinct=True)
    return (
        Target.objects.filter(plan=plan, withdrawn=False)
        .select_related("owner", "source")
        .defer("source__text")
        .annotate(open_findings=counted)
        .order_by("order", "id")
    )


def duties_of(plan: Plan) -> QuerySet[Duty]:
    return Duty.objects.filter(plan=plan, withdrawn=False).prefetch_related(with_parties()).order_by("order")


def reporting_duties_of(plan: Plan) -> QuerySet[ReportingDuty]:
    rows = ReportingDuty.objects.filter(plan=plan, withdrawn=False)
    return rows.prefetch_related(with_parties()).order_by("order")


def funding_of(plan: Plan) -> QuerySet[FundingSource]:
    return FundingSource.objects.filter(plan=plan, withdrawn=False).order_by("order")


def findings_of(plan: Plan) -> QuerySet[Finding]:
    """Findings that the present text still gives rise to; unsettled ones first."""
    return Finding.objects.filter(plan=plan, gone=False).order_by("state", "id")


def latest_text(plan: Plan) -> PlanText | None:
    return PlanText.objects.filter(plan=plan).select_related("imported_by").order_by("-version").first()


# --- Who answers today ------------------------------------------------------------------------


@dataclass(frozen=True)
class Answerer:
    """Who answers for a party on a day, and how it came to that.

    `agency` is None when no agency is named or when a person has to decide; `open_reason` then
    says why: "unmatched", "class", "text", "split", "dissolved" or "cycle".
    """

    party: Party
    agency: Agency | None
    open_reason: str = ""
    candidates: tuple[Agency, ...] = ()
    steps: tuple[Succession, ...] = ()
    by_decision: bool = False

    @property
    def changed(self) -> bool:
        return self.agency is not None and self.agency.pk != self.party.agency_id

    @property
    def undecided(self) -> bool:
        return self.open_reason in ("unmatched", "split", "dissolved", "cycle")

    @property
    def to_confirm(self) -> bool:
        """Some step on the way has not been verified against its document."""
        return any(step.needs_confirmation for step in self.steps)

    @property
    def name_today(self) -> str:
        return self.agency.name if self.agency else self.party.name


class Successions:
    """All succession edges with their agencies, read once, to answer for many parties."""

    def __init__(self, edges: Iterable[Succession], day: date) -> None:
        self.day = day
        self._edges = list(edges)
        self._map = SuccessionMap(
            Edge(edge.predecessor_id, edge.successor_id, edge.kind, edge.effective_on, edge.function)
            for edge in self._edges
        )
        self._agencies = {
            agency.pk: agency
            for edge in self._edges
            for agency in (edge.predecessor, edge.successor)
            if agency
        }

    @classmethod
    def load(cls, day: date) -> "Successions":
        rows = Succession.objects.select_related("predecessor", "successor").order_by("effective_on", "id")
        return cls(rows, day)

    def answerer(self, party: Party) -> Answerer:
        """A taking over by decision goes before succession; both are followed up to the day."""
        if party.taken_over_by and party.taken_over_on and party.taken_over_on <= self.day:
            return self._follow(party, party.taken_over_by, by_decision=True)
        if party.agency is None:
            return Answerer(party, None, "unmatched" if party.kind == "agency" else party.kind)
        return self._follow(party, party.agency)

    def _follow(self, party: Party, start: Agency, *, by_decision: bool = False) -> Answerer:
        found = self._map.responsible_on(start.pk, self.day)
        known = {start.pk: start, **self._agencies}
        return Answerer(
            party,
            known[found.agency_id] if found.agency_id else None,
            found.reason,
            tuple(known[pk] for pk in found.candidates),
            tuple(self._steps(found)),
            by_decision,
        )

    def _steps(self, found: Responsible) -> Iterable[Succession]:
        """The edges walked, and, where the walk stopped, those that divided the agency."""
        walked = set(pairwise(found.path))
        stopped_at = found.path[-1] if found.agency_id is None else None
        for edge in self._edges:
            step = (edge.predecessor_id, edge.successor_id)
            if edge.effective_on <= self.day and (step in walked or edge.predecessor_id == stopped_at):
                yield edge


@dataclass(frozen=True)
class Parties:
    leads: list[Answerer]
    coordinating: list[Answerer]
    holders: list[Answerer]

    @property
    def responsible(self) -> list[Answerer]:
        return self.leads + self.holders


def parties_of(item: Any, successions: Successions) -> Parties:
    """The parties of a task, duty or reporting duty (prefetched) by role."""
    by_role: dict[str, list[Answerer]] = defaultdict(list)
    for party in item.parties.all():
        by_role[party.role].append(successions.answerer(party))
    return Parties(by_role[PartyRole.LEAD], by_role[PartyRole.COORDINATING], by_role[PartyRole.HOLDER])


# --- The section tree -------------------------------------------------------------------------


@dataclass
class ClauseItems:
    """What came from one clause of the plan."""

    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    reporting: list[ReportingDuty] = field(default_factory=list)
    funding: list[FundingSource] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.targets, self.tasks, self.duties, self.reporting, self.funding, self.findings))


@dataclass
class Branch:
    """A section with the wording below its heading and the sections inside it."""

    section: Section
    heading: str
    body: str
    items: ClauseItems
    inside: list["Branch"] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"muc-{self.section.path}"


def home_clause(clause: str, paths: Iterable[str]) -> str:
    """The section that holds the clause: itself or the nearest one above; "" if there is none."""
    known = set(paths)
    parts = clause.split(".")
    while parts and ".".join(parts) not in known:
        parts.pop()
    return ".".join(parts)


def place_clauses(finding: Finding) -> list[str]:
    """The clauses a finding points at, as far as its places name them."""
    return [place["clause"] for place in finding.places if isinstance(place, dict) and place.get("clause")]


def plan_tree(sections: list[Section], text: PlanText | None, items: dict[str, ClauseItems]) -> list[Branch]:
    """The tree in official order; the wording of a section runs up to the next heading."""
    ends = _ends(sections, text)
    branches: dict[int, Branch] = {}
    roots: list[Branch] = []
    for section in sections:
        heading, body = _wording(section, text, ends)
        branch = Branch(section, heading, body, items.get(section.path) or ClauseItems())
        branches[section.pk] = branch
        above = branches.get(section.parent_id) if section.parent_id else None
        (above.inside if above else roots).append(branch)
    return roots


def _in_text(section: Section, text: PlanText | None) -> bool:
    return text is not None and section.source_id == text.pk and section.span_start is not None


def _ends(sections: list[Section], text: PlanText | None) -> dict[int, int]:
    """Where the wording of each section ends: at the next heading or at the end of the text."""
    starts = sorted({section.span_start for section in sections if _in_text(section, text)})
    last = len(text.text) if text else 0
    return dict(zip(starts, [*starts[1:], last], strict=True))


def _wording(section: Section, text: PlanText | None, ends: dict[int, int]) -> tuple[str, str]:
    """Heading and body; a span that reaches over the whole section is cut after its first line."""
    if text is None or section.span_start is None or not _in_text(section, text):
        return section.official_text or section.title, ""
    end = ends[section.span_start]
    cut = section.span_end or 0
    if not section.span_start < cut < end:
        line_end = text.text.find("\n", section.span_start, end)
        cut = line_end if line_end > 0 else end
    return " ".join(text.text[section.span_start : cut].split()), text.text[cut:end].strip()


def items_by_clause(
    paths: Iterable[str],
    *,
    targets: Iterable[Target] = (),
    tasks: Iterable[Task] = (),
    duties: Iterable[Duty] = (),
    reporting: Iterable[ReportingDuty] = (),
    funding: Iterable[FundingSource] = (),
    findings: Iterable[Finding] = (),
) -> dict[str, ClauseItems]:
    """Every item under the section it came from."""
    known = list(paths)
    homes: dict[str, ClauseItems] = defaultdict(ClauseItems)
    groups = {
        "targets": targets,
        "tasks": tasks,
        "duties": duties,
        "reporting": reporting,
        "funding": funding,
    }
    for name, rows in groups.items():
        for row in rows:
            getattr(homes[home_clause(row.clause, known)], name).append(row)
    for finding in findings:
        for home in dict.fromkeys(home_clause(clause, known) for clause in place_clauses(finding)):
            homes[home].findings.append(finding)
    return homes
