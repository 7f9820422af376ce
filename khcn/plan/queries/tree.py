"""The section tree with the official wording, and what came from each clause."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from khcn.plan.choices import FindingState
from khcn.plan.models import Duty, Finding, Plan, PlanText, ReportingDuty, Section, Target, Task

NO_CODE = Value("", output_field=CharField())
#: A heading of an official plan is shorter than this many characters.
LONGEST_HEADING = 300
#: So many characters of a section's wording are enough to find where it begins.
OPENING = 60
FEW = 4


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
    def few_findings(self) -> list["ClauseItem"]:
        """The findings when they are so few that they may stand in the open; else none."""
        return self.findings if len(self.findings) < FEW else []

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
    parents = {section.parent_id for section in sections}
    branches: dict[int, Branch] = {}
    roots: list[Branch] = []
    for section in sections:
        heading, body = _wording(section, text, ends, parents)
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


def _wording(
    section: Section, text: PlanText | None, ends: dict[int, int], parents: set[int | None]
) -> tuple[str, str]:
    """Heading and body as they stand in the text, up to the next heading."""
    if text is None or section.span_start is None or not _in_text(section, text):
        return section.official_text or section.title, ""
    whole = text.text[section.span_start : _end(section, ends)].rstrip()
    cut = _heading_end(section, whole, section.pk in parents)
    return " ".join(whole[:cut].split()), whole[cut:].strip()


def _end(section: Section, ends: dict[int, int]) -> int:
    """The next heading, or before it the end of the section's own span (an annex may lie between)."""
    start, end = section.span_start or 0, section.span_end or 0
    own = section.official_text and end - start >= len(section.official_text)
    return min(ends[start], end) if own else ends[start]


def _heading_end(section: Section, whole: str, has_inside: bool) -> int:
    """Where the section's own wording begins; a heading may run over several lines."""
    opening = section.official_text[:OPENING].split("\n")[0]
    if opening and (at := whole.find(opening, 1)) > 0:
        return at
    if not opening and has_inside and len(whole) <= LONGEST_HEADING:
        return len(whole)
    return whole.find("\n") if "\n" in whole else len(whole)


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
