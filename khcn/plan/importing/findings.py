"""Findings of the code among the plan's findings: met again, linked to the specialist's, new or gone.

A finding is the same as before when its kind is the same and it concerns mostly the same targets and
tasks, so that renumbering does not reopen what a person settled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from khcn.lib.vn_text import slug
from khcn.plan.importing.items import Json, live
from khcn.plan.importing.values import Reader, short_title
from khcn.plan.models import Finding, Plan, Target, Task

SAME_FROM = 0.5
#: Kinds found by code: the kind under which people read them, and other kinds under which a
#: specialist may have written the same thing.
FAMILIES = {
    "contradictory_figures": ("contradiction",),
    "shares_do_not_add_up": ("contradiction", "ambiguity"),
    "growth_measured_as_count": ("contradiction", "ambiguity"),
    "baseline_not_comparable": ("contradiction", "ambiguity"),
    "baseline_missing": ("gap", "ambiguity"),
    "target_unquantified": ("gap", "ambiguity"),
    "owner_missing": ("gap",),
    "owner_collective": ("ambiguity", "gap"),
    "owner_not_state": ("ambiguity", "gap"),
    "schedule_expired": ("expired",),
    "schedule_before_issue": ("contradiction",),
    "schedule_missing": ("gap",),
    "review_due_passed": ("expired",),
    "report_date_missing": ("gap",),
    "output_missing": ("gap",),
}
READ_TWICE = {"contradictory_figures"}


@dataclass
class Place:
    """What a span of a finding touches."""

    clause: str
    start: int
    end: int
    target: int | None = None
    task: int | None = None


@dataclass
class Known:
    row: Finding
    ids: frozenset[str]
    clauses: frozenset[str]


def kind_of(found_by_code: str) -> str:
    """The kind under which people read a finding of the code."""
    return FAMILIES.get(found_by_code, ("gap",))[0]


def write_findings(plan: Plan, reader: Reader) -> dict[str, int]:
    """Bring the findings of the code up to the new text; returns counts for the audit event."""
    known = [
        Known(row, _ids(row.targets.all(), row.tasks.all()), frozenset(_clauses(row)))
        for row in Finding.objects.filter(plan=plan).prefetch_related("targets", "tasks")
    ]
    by_code = [one for one in known if one.row.origin == "code"]
    by_pack = [one for one in known if one.row.origin != "code"]
    places, met = Places(reader), set[int]()
    counts = {"new": 0, "met": 0, "linked": 0, "gone": 0}
    for _index, item in live(reader.corrected, "findings"):
        found = [places.of(span) for span in item["spans"]]
        again = _best(item["kind"], found, [one for one in by_code if one.row.pk not in met])
        if (twin := _twin(item["kind"], found, by_pack)) is not None and again is None:
            _link(twin.row, found)
            counts["linked"] += 1
            continue
        row = again.row if again else _create(plan, item, found)
        _refresh(row, item, found, reader)
        met.add(row.pk)
        counts["met" if again else "new"] += 1
    counts["gone"] = _mark_gone([one.row for one in by_code if one.row.pk not in met])
    return counts


class Places:
    """From spans to the targets, tasks and clauses they touch."""

    def __init__(self, reader: Reader) -> None:
        self._spans = {
            name: [(item["span"], item) for _index, item in live(reader.corrected, name) if item.get("span")]
            for name in ("targets", "tasks", "sections")
        }
        self._spans["targets"] += [
            (item["baseline"]["span"], item)
            for _index, item in live(reader.corrected, "targets")
            if (item.get("baseline") or {}).get("span")
        ]

    def of(self, span: list[int]) -> Place:
        target, task = self._touched("targets", span), self._touched("tasks", span)
        clause = target["clause"] if target else f"PL.{task['no']}" if task else self._section(span)
        return Place(
            clause,
            span[0],
            span[1],
            target["record"] if target else None,
            task["record"] if task else None,
        )

    def _touched(self, name: str, span: list[int]) -> Json | None:
        return next(
            (item for (start, end), item in self._spans[name] if start < span[1] and span[0] < end), None
        )

    def _section(self, span: list[int]) -> str:
        around = [
            (end - start, item["path"])
            for (start, end), item in self._spans["sections"]
            if start <= span[0] < end
        ]
        return min(around)[1] if around else ""


def _ids(targets: Iterable[Any], tasks: Iterable[Any]) -> frozenset[str]:
    return frozenset([f"target{one.pk}" for one in targets] + [f"task{one.pk}" for one in tasks])


def _ids_of(found: list[Place]) -> frozenset[str]:
    named = [("target", one.target) for one in found] + [("task", one.task) for one in found]
    return frozenset(f"{kind}{pk}" for kind, pk in named if pk)


def _clauses(row: Finding) -> list[str]:
    return [place["clause"] for place in row.places if place.get("clause")]


def _best(kind: str, found: list[Place], known: list[Known]) -> Known | None:
    """The finding of the same kind that concerns mostly the same things."""
    ids, clauses = _ids_of(found), frozenset(one.clause for one in found)
    scored = [
        (_overlap(ids, one.ids) if ids or one.ids else _overlap(clauses, one.clauses), one)
        for one in known
        if f"{one.row.code}-".startswith(f"{slug(kind)}-")
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= SAME_FROM else None


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _twin(kind: str, found: list[Place], known: list[Known]) -> Known | None:
    """A specialist's finding of a fitting kind about exactly these targets, tasks or clauses."""
    ids, clauses = _ids_of(found), frozenset(one.clause for one in found)
    fitting = [one for one in known if one.row.kind in FAMILIES.get(kind, ())]
    if ids:
        fitting = [one for one in fitting if ids <= one.ids]
    else:
        fitting = [one for one in fitting if not one.ids and clauses and clauses <= one.clauses]
    return min(fitting, key=lambda one: (len(one.ids), one.row.pk), default=None)


def _told(found: list[Place]) -> list[dict[str, Any]]:
    return [{"clause": one.clause, "start": one.start, "end": one.end} for one in found]


def _link(row: Finding, found: list[Place]) -> None:
    """The specialist's finding learns where in the text it stands; nothing else of it changes."""
    rest = [place for place in row.places if place.get("clause") not in {one.clause for one in found}]
    Finding.objects.filter(pk=row.pk).update(places=_told(found) + rest, gone=False)


def _create(plan: Plan, item: Json, found: list[Place]) -> Finding:
    codes = [f"t{one.target}" if one.target else f"n{one.task}" if one.task else one.clause for one in found]
    base = slug(f"{item['kind']} {' '.join(dict.fromkeys(codes))}")[:54].strip("-")
    taken = set(Finding.objects.filter(plan=plan, code__startswith=base).values_list("code", flat=True))
    code = next(one for one in [base, *(f"{base}-{n}" for n in range(2, 1000))] if one not in taken)
    return Finding(plan=plan, code=code, kind=kind_of(item["kind"]), origin="code")


def _refresh(row: Finding, item: Json, found: list[Place], reader: Reader) -> None:
    """The place moves with the text; a settled finding keeps the words under which it was settled."""
    row.places, row.gone = _told(found), False
    if row.state == "open":
        row.title = short_title(item["message"])
        row.explanation = item["message"] if row.title != item["message"] else ""
        if item["kind"] in READ_TWICE:
            row.readings = [_reading(number, one, reader) for number, one in enumerate(found, start=1)]
    row.save()
    row.targets.set(Target.objects.filter(pk__in=[one.target for one in found if one.target]))
    row.tasks.set(Task.objects.filter(pk__in=[one.task for one in found if one.task]))


def _reading(number: int, place: Place, reader: Reader) -> dict[str, str]:
    words = short_title(reader.slice((place.start, place.end)))
    return {"code": f"cach-{number}", "label": place.clause, "value": words}


def _mark_gone(rows: list[Finding]) -> int:
    standing = [row for row in rows if not row.gone]
    for row in standing:
        row.gone = True
        row.save(update_fields=["gone"])
    return len(standing)
