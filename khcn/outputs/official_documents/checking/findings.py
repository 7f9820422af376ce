"""What the check found: deviations with article and place, what could not be decided, and the verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from khcn.outputs.official_documents.checking.story import Line
from khcn.outputs.official_documents.layout import Layout

Severity = Literal["error", "advice"]
Verdict = Literal["conforms", "deviates", "undetermined"]
_MOST_PLACES = 20
_BEGINNING = 60


@dataclass(frozen=True)
class Place:
    """Part of the document, number of the paragraph counted in reading order, and how it begins."""

    part: str
    paragraph: int | None = None
    text: str = ""


@dataclass
class Deviation:
    """One thing that is not as laid down; equal ones are told once, with all their places."""

    code: str
    severity: Severity
    message: str
    found: str
    expected: str
    article: str
    places: list[Place]
    count: int = 1


@dataclass(frozen=True)
class Open:
    """What the file does not let us decide."""

    code: str
    part: str
    message: str


@dataclass
class Report:
    """The answer of one check."""

    layout: Layout
    deviations: list[Deviation] = field(default_factory=list)
    undetermined: list[Open] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    recognised: bool = True

    @property
    def errors(self) -> list[Deviation]:
        return [one for one in self.deviations if one.severity == "error"]

    @property
    def advice(self) -> list[Deviation]:
        return [one for one in self.deviations if one.severity == "advice"]

    @property
    def verdict(self) -> Verdict:
        if self.errors:
            return "deviates"
        return "conforms" if self.recognised else "undetermined"

    def as_data(self) -> dict[str, Any]:
        """For programs; keys and codes are stable, sentences are not."""
        return {
            "layout": {
                "code": self.layout.code,
                "legal_basis": self.layout.legal_basis,
                "confirmation": self.layout.confirmation,
            },
            "verdict": self.verdict,
            "counts": {
                "error": len(self.errors),
                "advice": len(self.advice),
                "undetermined": len(self.undetermined),
            },
            "deviations": [_deviation(one) for one in self.deviations],
            "undetermined": [vars(one) for one in self.undetermined],
            "parts": self.parts,
            "notes": self.notes,
        }


def _deviation(one: Deviation) -> dict[str, Any]:
    return vars(one) | {"place": vars(one.places[0]), "places": [vars(place) for place in one.places]}


class Findings:
    """Collects what the checks say about one document."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.report = Report(layout)
        self._known: dict[tuple[str, str, str], Deviation] = {}

    def error(
        self, code: str, part: str, line: Line | None, message: str, *, found: str, expected: str, basis: str
    ) -> None:
        self._add("error", code, part, line, message, found, expected, basis)

    def advise(
        self, code: str, part: str, line: Line | None, message: str, *, found: str, expected: str, basis: str
    ) -> None:
        self._add("advice", code, part, line, message, found, expected, basis)

    def undecided(self, code: str, part: str, message: str) -> None:
        told = Open(code, part, message)
        if told not in self.report.undetermined:
            self.report.undetermined.append(told)

    def note(self, message: str) -> None:
        self.report.notes.append(message)

    def _add(
        self,
        severity: Severity,
        code: str,
        part: str,
        line: Line | None,
        message: str,
        found: str,
        expected: str,
        basis: str,
    ) -> None:
        place = Place(part, *(() if line is None else (line.paragraph, beginning(line.text))))
        known = self._known.get((code, found, expected))
        if known is None:
            told = Deviation(code, severity, message, found, expected, self.layout.article(basis), [place])
            self._known[code, found, expected] = told
            self.report.deviations.append(told)
            return
        known.count += 1
        if len(known.places) < _MOST_PLACES:
            known.places.append(place)


def beginning(text: str) -> str:
    """Enough of a text to find it again."""
    joined = " ".join(text.split())
    return joined if len(joined) <= _BEGINNING else joined[: _BEGINNING - 1].rstrip() + "…"


def vn(value: float, places: int = 1) -> str:
    """`12,5`; whole numbers without places."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".").replace(".", ",") if places else str(round(value))


def between(low: float, high: float | None, unit: str = "") -> str:
    """`13–14`, `11`, `từ 6 trở lên`."""
    suffix = f" {unit}" if unit else ""
    if high is None:
        return _("từ %s trở lên") % f"{vn(low)}{suffix}"
    return f"{vn(low)}{suffix}" if low == high else f"{vn(low)}–{vn(high, 2)}{suffix}"


def listed(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(values))
