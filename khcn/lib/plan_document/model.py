"""What parsing a plan document gives. `to_json` is the public contract ("Plan document JSON").

Spans are character offsets into `Extracted.text`. Figures are `Decimal` here and plain
JSON numbers outside. Every item with a confidence keeps the named reasons behind it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from khcn.lib.plan_document.confidence import Reason, confidence

Span = tuple[int, int]
Json = dict[str, Any]


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole figures stay whole, a missing figure stays missing."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True)
class Party:
    """`agency` is one named body, `class` a group resolved at a date, `text` anything else."""

    name: str
    kind: str

    def to_json(self) -> Json:
        return {"name": self.name, "kind": self.kind}


@dataclass(frozen=True)
class LegalBasis:
    symbol: str
    issued_on: date | None
    span: Span

    def to_json(self) -> Json:
        return {"symbol": self.symbol, "issued_on": iso(self.issued_on), "span": list(self.span)}


@dataclass(frozen=True)
class Identity:
    kind: str | None = None
    number: int | None = None
    symbol: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    title: str | None = None
    legal_bases: tuple[LegalBasis, ...] = ()

    def to_json(self) -> Json:
        return {
            "kind": self.kind,
            "number": self.number,
            "symbol": self.symbol,
            "issuer": self.issuer,
            "place": self.place,
            "issued_on": iso(self.issued_on),
            "title": self.title,
            "legal_bases": [basis.to_json() for basis in self.legal_bases],
        }


@dataclass(frozen=True)
class Section:
    """A numbered heading and all that stands under it.

    `body` starts behind the number; `own` is the body without the sections below.
    """

    path: str
    label: str
    title: str
    level: int
    span: Span
    body: Span
    own: Span
    ancestors: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {
            "path": self.path,
            "label": self.label,
            "title": self.title,
            "level": self.level,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Horizon:
    kind: str
    year: int | None

    def to_json(self) -> Json:
        return {"kind": self.kind, "year": self.year}


@dataclass(frozen=True)
class Baseline:
    value: Decimal
    unit: str | None
    period: str | None
    span: Span

    def to_json(self) -> Json:
        return {
            "value": number(self.value),
            "unit": self.unit,
            "period": self.period,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Target:
    """One promised result. A single figure stands in `low` (in `high` for "at most").

    `parent` is the index of the target this one is a part of ("trong đó").
    """

    clause: str
    text: str
    operator: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    horizon: Horizon
    span: Span
    baseline: Baseline | None = None
    parent: int | None = None
    reasons: tuple[Reason, ...] = ()
    elliptic: bool = False
    sentence: Span = (0, 0)

    @property
    def confidence(self) -> float:
        return confidence(self.reasons)

    def to_json(self) -> Json:
        return {
            "clause": self.clause,
            "text": self.text,
            "operator": self.operator,
            "low": number(self.low),
            "high": number(self.high),
            "unit": self.unit,
            "horizon": self.horizon.to_json(),
            "baseline": self.baseline.to_json() if self.baseline else None,
            "parent": self.parent,
            "confidence": self.confidence,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Schedule:
    """`dates` are ISO days, or "MM-DD" where the document names no year."""

    kind: str
    start: int | None = None
    end: int | None = None
    dates: tuple[str, ...] = ()
    raw: str = ""

    def to_json(self) -> Json:
        return {
            "kind": self.kind,
            "from": self.start,
            "to": self.end,
            "dates": list(self.dates),
            "raw": self.raw,
        }


@dataclass(frozen=True)
class Task:
    """`under` is the number of the group or section above; it makes `no` unique and is no part of the JSON."""

    no: str
    text: str
    lead: tuple[Party, ...]
    coordinating: tuple[Party, ...]
    schedule: Schedule
    output: str | None
    note: str | None
    group: str | None
    span: Span
    reasons: tuple[Reason, ...] = ()
    under: str = ""

    @property
    def confidence(self) -> float:
        return confidence(self.reasons)

    def to_json(self) -> Json:
        return {
            "no": self.no,
            "text": self.text,
            "lead": [party.to_json() for party in self.lead],
            "coordinating": [party.to_json() for party in self.coordinating],
            "schedule": self.schedule.to_json(),
            "output": self.output,
            "note": self.note,
            "group": self.group,
            "confidence": self.confidence,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Duty:
    clause: str
    party: Party
    parties: tuple[Party, ...]
    text: str
    span: Span

    def to_json(self) -> Json:
        return {
            "clause": self.clause,
            "party": self.party.to_json(),
            "parties": [party.to_json() for party in self.parties],
            "text": self.text,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Reporting:
    """`due` is "MM-DD"; `year` stands only for reports made once.

    `day_told` holds where a day within each month or quarter is named, which no "MM-DD" can say.
    """

    clause: str
    party: Party
    parties: tuple[Party, ...]
    frequency: str
    due: str | None
    year: int | None
    to: tuple[str, ...]
    span: Span
    day_told: bool = False

    def to_json(self) -> Json:
        return {
            "clause": self.clause,
            "party": self.party.to_json(),
            "parties": [party.to_json() for party in self.parties],
            "frequency": self.frequency,
            "due": self.due,
            "year": self.year,
            "to": list(self.to),
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Funding:
    clause: str
    text: str
    span: Span

    def to_json(self) -> Json:
        return {"clause": self.clause, "text": self.text, "span": list(self.span)}


@dataclass(frozen=True)
class Finding:
    kind: str
    message: str
    spans: tuple[Span, ...]

    def to_json(self) -> Json:
        return {"kind": self.kind, "message": self.message, "spans": [list(span) for span in self.spans]}


@dataclass(frozen=True)
class Unparsed:
    reason: str
    span: Span

    def to_json(self) -> Json:
        return {"reason": self.reason, "span": list(self.span)}


@dataclass(frozen=True)
class PlanDocument:
    document: Identity
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    funding: tuple[Funding, ...] = ()
    findings: tuple[Finding, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()

    def to_json(self) -> Json:
        lists = (
            "sections",
            "targets",
            "tasks",
            "duties",
            "reporting",
            "funding",
            "findings",
            "unparsed",
        )
        return {
            "document": self.document.to_json(),
            **{name: [item.to_json() for item in getattr(self, name)] for name in lists},
        }
