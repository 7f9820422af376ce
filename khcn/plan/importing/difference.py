"""What an import would change: every item new, attached, changed, unchanged or gone, field by field.

The same objects are shown to people before and written by `writing.py` after they confirm.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from khcn.plan.importing.items import Json, live, reviewed
from khcn.plan.importing.merging import WORDING, FieldChange, merge
from khcn.plan.importing.pairing import PAIRING
from khcn.plan.importing.party_difference import Named, PartyChange, compare_parties, named_parties
from khcn.plan.importing.values import Reader, Values, document_values, short_title
from khcn.plan.models import (
    Duty,
    FundingSource,
    Party,
    Plan,
    PlanImport,
    PlanText,
    ReportingDuty,
    Section,
    Target,
    Task,
)

MODELS: dict[str, Any] = {
    "sections": Section,
    "targets": Target,
    "tasks": Task,
    "duties": Duty,
    "reporting": ReportingDuty,
    "funding": FundingSource,
}
#: How the parties of a list point at their item.
PARTY_OF = {"tasks": "task", "duties": "duty", "reporting": "reporting_duty"}
NEW, ATTACHED, CHANGED, UNCHANGED, GONE, WAITING = (
    "new",
    "attached",
    "changed",
    "unchanged",
    "gone",
    "waiting",
)


@dataclass
class Change:
    """One item against the plan. `waiting` is a row of the data pack that the text does not show."""

    name: str
    state: str
    title: str
    index: int | None = None
    item: Json | None = None
    record: Any = None
    values: Values = field(default_factory=dict)
    fields: list[FieldChange] = field(default_factory=list)
    parties: PartyChange | None = None


@dataclass
class Difference:
    plan: Plan | None
    text: PlanText | None
    changes: list[Change]
    document: list[FieldChange]
    same_text: bool

    def counts(self) -> dict[str, Counter[str]]:
        told: dict[str, Counter[str]] = defaultdict(Counter)
        for change in self.changes:
            told[change.name][change.state] += 1
        return told

    def of(self, name: str) -> list[Change]:
        return [change for change in self.changes if change.name == name]


@dataclass
class _Before:
    """The plan as it is, and how the items of its last text were read."""

    rows: dict[str, list[Any]]
    parties: dict[tuple[str, int], list[Party]]
    items: dict[tuple[str, int], Json]
    document: Json | None
    reader: Reader | None


def compare(plan_import: PlanImport, sha256: str) -> Difference:
    """Read the whole plan (a fixed number of queries) and hold the reviewed document against it."""
    plan = plan_import.plan
    text = PlanText.objects.filter(plan=plan).defer("text").first() if plan else None
    before = _before(plan)
    reader = Reader(reviewed(plan_import), plan_import.text)
    changes = [change for name in MODELS for change in _compare_list(name, reader, before)]
    document: list[FieldChange] = []
    if plan:
        last = document_values(before.document) if before.document else None
        document = merge("document", plan, document_values(reviewed(plan_import)["document"]), last)
    return Difference(plan, text, changes, document, bool(text and text.sha256 == sha256))


def _before(plan: Plan | None) -> _Before:
    if plan is None:
        return _Before({name: [] for name in MODELS}, {}, {}, None, None)
    rows = {name: list(model.objects.filter(plan=plan)) for name, model in MODELS.items()}
    last = PlanImport.objects.filter(plan=plan, state="confirmed").order_by("-confirmed_at", "-pk").first()
    read: Json = reviewed(last) if last else {}
    items = {
        (name, item["record"]): item | {"index": index}
        for name in MODELS
        for index, item in live(read, name)
        if item.get("record")
    }
    return _Before(
        rows,
        _parties(plan),
        items,
        read.get("document"),
        Reader(read, last.text) if last else None,
    )


def _parties(plan: Plan) -> dict[tuple[str, int], list[Party]]:
    mine = Q(task__plan=plan) | Q(duty__plan=plan) | Q(reporting_duty__plan=plan)
    found: dict[tuple[str, int], list[Party]] = defaultdict(list)
    for party in Party.objects.filter(mine).select_related("agency", "agency_class"):
        for name, owner in PARTY_OF.items():
            if pk := getattr(party, f"{owner}_id"):
                found[name, pk].append(party)
    return found


def _compare_list(name: str, reader: Reader, before: _Before) -> list[Change]:
    items = live(reader.corrected, name)
    read = [(index, reader.values(name, index, item)) for index, item in items]
    by_index = dict(items)
    pairs = PAIRING[name](read, before.rows[name])
    changes = [
        _compare_item(name, index, by_index[index], values, pairs.get(index), before)
        for index, values in read
    ]
    met = {row.pk for row in pairs.values()}
    return changes + [_absent(name, row) for row in before.rows[name] if row.pk not in met and _stands(row)]


def _stands(row: Any) -> bool:
    """A row withdrawn by an earlier import is not told again."""
    return not getattr(row, "withdrawn", False)


def _compare_item(name: str, index: int, item: Json, values: Values, row: Any, before: _Before) -> Change:
    change = Change(name, NEW, _title(name, values, row), index, item, row, values)
    wanted = named_parties(name, item)
    if row is None:
        change.parties = PartyChange(wanted, wanted, ())
        return change
    last = before.items.get((name, row.pk))
    last_values = before.reader.values(name, last["index"], last) if last and before.reader else None
    change.fields = merge(name, row, values, last_values)
    change.parties = _compare_parties(name, wanted, row, last, before)
    change.state = _state(change, row)
    return change


def _compare_parties(
    name: str, wanted: tuple[Named, ...], row: Any, last: Json | None, before: _Before
) -> PartyChange | None:
    if name not in PARTY_OF:
        return None
    then = named_parties(name, last) if last else None
    return compare_parties(wanted, before.parties.get((name, row.pk), []), then)


def _state(change: Change, row: Any) -> str:
    taken = {one.name for one in change.fields if one.taken}
    moved = bool(change.parties and change.parties.any and change.parties.taken)
    if row.source_id is None and taken <= WORDING and not moved:
        return ATTACHED
    returned = getattr(row, "withdrawn", False)
    return CHANGED if taken or moved or returned else UNCHANGED


def _absent(name: str, row: Any) -> Change:
    """A row that once stood in a text is gone; one that only the pack knows is waiting."""
    return Change(name, GONE if row.source_id else WAITING, _title(name, {}, row), record=row)


def _title(name: str, values: Values, row: Any) -> str:
    if row is not None:
        return f"{row.path} {row.title}" if name == "sections" else str(row)
    words = short_title(values.get("title") or values.get("official_text") or "")
    mark = values.get("no") or values.get("path") or values.get("clause") or ""
    return f"{mark} {words}".strip()
