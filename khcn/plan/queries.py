"""Reads of plans that several pages use: items with their parties, clauses, and who answers today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import CharField, Count, DateField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast

from khcn.kernel.access import Actor, visible
from khcn.kernel.agencies.models import Agency, Succession
from khcn.kernel.agencies.queries import Edge, Responsible, SuccessionMap
from khcn.plan.choices import FindingState, PartyRole
from khcn.plan.models import (
    Duty,
    Finding,
    FundingSource,
    LegalBasis,
    Party,
    Plan,
    PlanText,
    ReportingDuty,
    Section,
    Target,
    Task,
)

NO_CODE = Value("", output_field=CharField())
#: A heading of an official plan is shorter than this many characters.
LONGEST_HEADING = 300
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


def duties_of(plan: Plan) -> tuple[list[Duty], list[ReportingDuty]]:
    """Duties and reporting duties in force, their parties read in one query for both."""
    rows = Duty.objects.filter(plan=plan, withdrawn=False).select_related("source").defer("source__text")
    duties = list(rows.order_by("order"))
    asked = ReportingDuty.objects.filter(plan=plan, withdrawn=False).select_related("source")
    reporting = list(asked.defer("source__text").order_by("order"))
    parties = Party.objects.filter(Q(duty__plan=plan) | Q(reporting_duty__plan=plan))
    by_item: dict[tuple[int | None, int | None], list[Party]] = defaultdict(list)
    for party in parties.select_related("agency", "agency_class", "taken_over_by").order_by("order", "id"):
        by_item[party.duty_id, party.reporting_duty_id].append(party)
    for duty in duties:
        _prefetched(duty, by_item[duty.pk, None])
    for report in reporting:
        _prefetched(report, by_item[None, report.pk])
    return duties, reporting


def _prefetched(item: Any, parties: list[Party]) -> None:
    """Hand the item its parties as a prefetch would."""
    rows = item.parties.all()
    rows._result_cache = parties
    item._prefetched_objects_cache = {"parties": rows}


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


@dataclass(frozen=True)
class ClauseItem:
    """One thing that came from a clause: target, task, duty, reporting or finding."""

    kind: str
    pk: int
    clause: str
    code: str
    title: str
    settled: bool = False


@dataclass
class Branch:
    """A section with the wording below its heading and the sections inside it."""

    section: Section
    heading: str
    body: str
    items: list[ClauseItem]
    inside: list["Branch"] = field(default_factory=list)

    @property
    def data(self) -> list["ClauseItem"]:
        return [item for item in self.items if item.kind != "finding"]

    @property
    def findings(self) -> list["ClauseItem"]:
        return [item for item in self.items if item.kind == "finding"]

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


def plan_tree(
    sections: list[Section], text: PlanText | None, items: dict[str, list[ClauseItem]]
) -> list[Branch]:
    """The tree in official order; the wording of a section runs up to the next heading."""
    ends = _ends(sections, text)
    branches: dict[int, Branch] = {}
    roots: list[Branch] = []
    for section in sections:
        heading, body = _wording(section, text, ends)
        branch = Branch(section, heading, body, items.get(section.path, []))
        branches[section.pk] = branch
        above = branches.get(section.parent_id) if section.parent_id else None
        (above.inside if above else roots).append(branch)
    return roots


def _in_text(section: Section, text: PlanText | None) -> bool:
    return text is not None and section.source_id == text.pk and section.span_start is not None


def _ends(sections: list[Section], text: PlanText | None) -> dict[int, int]:
    """Where the wording of each section ends: at the next heading or at the end of the text."""
    if text is None:
        return {}
    spans = [section.span_start for section in sections if _in_text(section, text)]
    starts = sorted({start for start in spans if start is not None})
    return dict(pairwise([*starts, len(text.text)]))


def _wording(section: Section, text: PlanText | None, ends: dict[int, int]) -> tuple[str, str]:
    """Heading and body. A span of a few lines is the heading; a longer one is the whole section."""
    if text is None or section.span_start is None or not _in_text(section, text):
        return section.official_text or section.title, ""
    whole = text.text[section.span_start : ends[section.span_start]].rstrip()
    cut = (section.span_end or 0) - section.span_start
    heading_only = 0 < cut < len(whole) and cut <= LONGEST_HEADING
    if not heading_only or "\n\n" in whole[:cut].strip():
        cut = whole.find("\n") if "\n" in whole else len(whole)
    return " ".join(whole[:cut].split()), whole[cut:].strip()


def clause_items(plan: Plan, findings: Iterable[Finding]) -> list[ClauseItem]:
    """Everything that came from a clause of the plan, read in one query beside the findings."""
    parts = [
        _items("target", Target, plan, F("code")),
        _items("task", Task, plan, F("no")),
        _items("duty", Duty, plan, NO_CODE),
        _items("reporting", ReportingDuty, plan, NO_CODE),
    ]
    first, *others = parts
    found = [ClauseItem(*row[1:]) for row in sorted(first.union(*others, all=True), key=lambda row: row[0])]
    for finding in findings:
        settled = finding.state == FindingState.SETTLED
        for clause in dict.fromkeys(place_clauses(finding)):
            found.append(ClauseItem("finding", finding.pk, clause, finding.code, finding.title, settled))
    return found


def _items(kind: str, model: type[Any], plan: Plan, code: Any) -> QuerySet[Any]:
    rows = model.objects.filter(plan=plan, withdrawn=False).order_by()
    return rows.annotate(i_kind=Value(kind, output_field=CharField()), i_code=code).values_list(
        "order", "i_kind", "pk", "clause", "i_code", "short_title"
    )


def items_by_clause(paths: Iterable[str], items: Iterable[ClauseItem]) -> dict[str, list[ClauseItem]]:
    """Every item under the section it came from; each once."""
    known = set(paths)
    homes: dict[str, dict[tuple[str, int], ClauseItem]] = defaultdict(dict)
    for item in items:
        homes[home_clause(item.clause, known)].setdefault((item.kind, item.pk), item)
    return {home: list(inside.values()) for home, inside in homes.items()}


@dataclass(frozen=True)
class Ground:
    """What the plan stands on: a source of money or a legal basis."""

    kind: str
    clause: str
    title: str
    issued_on: date | None


def grounds_of(plan: Plan) -> list[Ground]:
    """Funding sources and legal bases in one query."""
    no_day = Cast(Value(None), DateField())
    funding = FundingSource.objects.filter(plan=plan, withdrawn=False).order_by()
    bases = LegalBasis.objects.filter(plan=plan).order_by()
    money = funding.annotate(
        g_kind=Value("funding", output_field=CharField()), g_title=F("short_title"), g_day=no_day
    )
    law = bases.annotate(
        g_kind=Value("basis", output_field=CharField()),
        g_title=Cast("symbol", CharField(max_length=300)),
        g_day=F("issued_on"),
    )
    columns = ("g_kind", "clause", "g_title", "g_day", "pk")
    rows = money.values_list(*columns).union(law.values_list(*columns), all=True)
    return [Ground(*row[:4]) for row in sorted(rows, key=lambda row: (row[3] or date.min, row[4]))]
