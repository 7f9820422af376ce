"""The ranking table of a task or of a whole call: computed from the sheets as they stand, in the same few queries for one
dossier and for 250 × 9 sheets.

Before the conclusion the table shows how things stand; afterwards it shows the same numbers again, for sheets never change.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.operations.st_tasks.choices import CouncilState, MeetingState, Presence
from khcn.operations.st_tasks.councils.ballots import score_sheet
from khcn.operations.st_tasks.councils.bids import bids_of, record_years
from khcn.operations.st_tasks.councils.kinds import Kind, grid_of, read_kind
from khcn.operations.st_tasks.councils.saying import say_number
from khcn.operations.st_tasks.judging.rules import Grid, SelectionRule
from khcn.operations.st_tasks.judging.selection import BidResult, Outcome, tally
from khcn.operations.st_tasks.models import (
    Attendance,
    Call,
    Conflict,
    Council,
    CouncilItem,
    Seat,
    Sheet,
    StTask,
)
from khcn.operations.st_tasks.procedures.keeping import outline_of

AT_WORK = (CouncilState.APPOINTED, CouncilState.CLOSED)


@dataclass(frozen=True)
class Row:
    """One dossier in the table: the arithmetic, and the mean of each criterion over the ballots that count."""

    item: CouncilItem
    result: BidResult
    means: Mapping[str, Fraction]

    @property
    def place(self) -> int | None:
        return self.result.place


@dataclass(frozen=True)
class Ranking:
    """The dossiers of one task in order."""

    task: StTask
    council: Council
    rule: SelectionRule
    grid: Grid
    outcome: Outcome
    rows: tuple[Row, ...]
    members: Mapping[int, str]
    points: Mapping[tuple[int, int], Mapping[str, Any]]


def ranking(of: Call | StTask) -> list[Ranking]:
    """The tables of a task, or of all tasks of a call; at most twelve queries."""
    items = _items(of)
    if not items:
        return []
    facts = _Facts(items)
    found = []
    for task, own in facts.by_task.items():
        council = own[0].council
        kind = facts.kinds[council.pk]
        if own[0].task.kind and isinstance(kind.decision, SelectionRule):
            found.append(_ranking(facts, task, own, kind))
    return found


class _Facts:
    """Everything about these items, read at once."""

    def __init__(self, items: Sequence[CouncilItem]) -> None:
        self.items = items
        self.by_task: dict[int, list[CouncilItem]] = defaultdict(list)
        for item in items:
            self.by_task[item.task_id].append(item)
        councils = {item.council_id: item.council for item in items}
        self.kinds = {pk: read_kind(outline_of(one.procedure), one.kind) for pk, one in councils.items()}
        keys = [item.pk for item in items]
        self.seats = {
            seat.pk: seat for seat in Seat.objects.filter(council__in=councils).order_by("order", "pk")
        }
        years = record_years(outline_of(items[0].council.procedure))
        self.bids = bids_of(items, _day_of(items), record_years=years)
        self.barred: dict[int, set[int]] = defaultdict(set)
        barred = Conflict.objects.filter(item__council__in=councils, bars=True, waived_at=None)
        task_of = {item.pk: item.task_id for item in items}
        for pk, member in barred.values_list("item_id", "seat_id"):
            if pk in task_of:
                self.barred[task_of[pk]].add(member)
        self.present = _present(councils)
        self.sheets: dict[int, list[tuple[int, int, dict[str, Any], bool]]] = defaultdict(list)
        rows = Sheet.objects.filter(
            item__in=keys, handed_in_at__isnull=False, kind__in={kind.sheet for kind in self.kinds.values()}
        ).order_by()
        for pk, member, points, blank in rows.values_list("item_id", "seat_id", "points", "blank"):
            self.sheets[task_of[pk]].append((pk, member, points, blank))


def _day_of(items: Sequence[CouncilItem]) -> date:
    """The day on which records are looked at: that of the conclusion, so that the table stays as it was then."""
    told = [timezone.localdate(one.concluded_at) for one in items if one.concluded_at]
    return max(told) if len(told) == len(items) else timezone.localdate()


def _items(of: Call | StTask) -> list[CouncilItem]:
    """The dossiers before the latest council that is at work on each task."""
    rows = CouncilItem.objects.filter(dossier__isnull=False, council__state__in=AT_WORK)
    rows = rows.filter(dossier__call=of) if isinstance(of, Call) else rows.filter(task=of)
    rows = rows.select_related("task", "dossier__organisation").defer("dossier__answers")
    found = list(rows.order_by("task", "-council", "order", "pk"))
    # a rule set is long: it is read once for each council, not once for each item
    councils = (
        Council.objects.select_related("procedure")
        .defer("procedure__definition")
        .in_bulk({item.council_id for item in found})
    )
    for item in found:
        item.council = councils[item.council_id]
    latest: dict[int, int] = {}
    for item in found:
        latest.setdefault(item.task_id, item.council_id)
    return [item for item in found if latest[item.task_id] == item.council_id]


def _present(councils: Mapping[int, Council]) -> dict[int, dict[int, str]]:
    """Who was where at the latest meeting of each council that was not cancelled."""
    rows = Attendance.objects.filter(meeting__council__in=councils).exclude(
        meeting__state=MeetingState.CANCELLED
    )
    found: dict[int, dict[int, str]] = {}
    newest: dict[int, int] = {}
    told = rows.order_by("-meeting__number").values_list(
        "meeting__council_id", "meeting__number", "seat_id", "presence"
    )
    for council, number, seat, presence in told:
        if newest.setdefault(council, number) == number:
            found.setdefault(council, {})[seat] = presence
    return found


def _ranking(facts: _Facts, task: int, items: Sequence[CouncilItem], kind: Kind) -> Ranking:
    council = items[0].council
    presence = facts.present.get(council.pk)
    counted = [Presence.PRESENT.value, Presence.ONLINE.value] + (
        [Presence.WRITTEN.value] if kind.written_votes else []
    )
    voters = {pk for pk, seat in facts.seats.items() if seat.council_id == council.pk}
    if presence is not None:
        voters = {pk for pk in voters if presence.get(pk) in counted}
    voters -= facts.barred[task]
    place = {pk: number for number, pk in enumerate(facts.seats)}
    sheets = sorted((row for row in facts.sheets[task] if row[1] in voters), key=lambda row: place[row[1]])
    grid = grid_of(outline_of(council.procedure), items[0].task)
    rule = kind.rule(SelectionRule)
    outcome = tally(
        rule=rule, grid=grid, bids=[facts.bids[item.pk] for item in items],
        sheets=[score_sheet(seat, item, points, blank) for item, seat, points, blank in sheets],
        present=len(voters) if presence is not None else None,
    )  # fmt: skip
    points = {(item, seat): given for item, seat, given, _blank in sheets}
    by_key = {item.pk: item for item in items}
    rows = tuple(
        Row(by_key[int(str(result.key))], result, _means(grid, result, points)) for result in outcome.ranking
    )
    members = {pk: facts.seats[pk].name for pk in facts.seats if facts.seats[pk].council_id == council.pk}
    return Ranking(items[0].task, council, rule, grid, outcome, rows, members, points)


def _means(
    grid: Grid, result: BidResult, points: Mapping[tuple[int, int], Mapping[str, Any]]
) -> dict[str, Fraction]:
    """The mean of each criterion over the valid ballots; empty without any."""
    valid = [one.member for one in result.ballots if one.state == "valid"]
    if not valid:
        return {}
    given = [points[int(str(result.key)), int(str(member))] for member in valid]
    return {
        line.code: Fraction(sum((Decimal(one[line.code]) for one in given), Decimal(0))) / len(given)
        for line in grid.criteria
    }


STATES = {
    "valid": gettext_lazy("hợp lệ"),
    "deviant": gettext_lazy("lệch quá mức"),
    "incomplete": gettext_lazy("thiếu điểm"),
    "void": gettext_lazy("phiếu hỏng"),
}


def matrix(table: Ranking, labels: Mapping[int, str]) -> tuple[list[str], list[list[str]]]:
    """Every ballot by criterion, for a workbook: header and rows. `labels` are what each item is called towards the reader
    (`identity.shown_title`), so a blind table stays blind."""
    header = [
        _("Thứ hạng"), _("Hồ sơ"), _("Thành viên"), *(line.name for line in table.grid.criteria), _("Tổng điểm"), _("Phiếu"),
        _("Điểm trung bình hợp lệ"), _("Điểm xếp hạng"),
    ]  # fmt: skip
    rows = []
    for row in table.rows:
        for one in row.result.ballots:
            given = table.points[row.item.pk, int(str(one.member))]
            rows.append(
                [
                    "" if row.place is None else str(row.place), labels.get(row.item.pk, ""),
                    table.members.get(int(str(one.member)), ""),
                    *(_said(given.get(line.code)) for line in table.grid.criteria),
                    _said(one.total), str(STATES[one.state]), _said(row.result.mean_valid), _said(row.result.final),
                ]
            )  # fmt: skip
    return header, rows


def _said(value: Any) -> str:
    if value is None:
        return ""
    return say_number(value if isinstance(value, Fraction) else Decimal(str(value)))
