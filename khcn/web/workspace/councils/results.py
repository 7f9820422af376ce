"""Results of a council: each number with its arithmetic and article; the same for print and as a workbook."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.operations.st_tasks.choices import Grade
from khcn.operations.st_tasks.councils.concluding import number, say_outcome
from khcn.operations.st_tasks.councils.kinds import Kind, kind_of
from khcn.operations.st_tasks.councils.saying import say_number
from khcn.operations.st_tasks.models import Council, CouncilItem, Meeting, Sheet
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import Grid
from khcn.outputs.workbook import Column, workbook_of
from khcn.outputs.workbook import Sheet as Page
from khcn.web.ui.lists import wants_workbook, workbook_file
from khcn.web.workspace.councils.common import council_for, frame, may_change
from khcn.web.workspace.councils.naming import Names, names_of
from khcn.web.workspace.councils.words import bidder_of, code_of, dossier_label, result_word

STATES = {
    "valid": gettext_lazy("hợp lệ"),
    "deviant": gettext_lazy("không hợp lệ: lệch quá mức"),
    "incomplete": gettext_lazy("thiếu tiêu chí, không tính"),
    "void": gettext_lazy("phiếu hỏng"),
}


def council_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What the council concluded so far, item by item, in the order of places."""
    council = council_for(request, pk)
    told = Told(council)
    if wants_workbook(request):
        return workbook_file(_("Kết quả hội đồng"), workbook(told))
    title = _("Kết quả")
    context = frame(
        council, title, groups=told.groups(), may_manage=may_change(request, council), judges=told.kind.judges,
        meetings=Meeting.objects.filter(council=council, state="closed"), criteria=told.criteria_shown,
    )  # fmt: skip
    printed = request.GET.get("in") == "1"
    return render(request, f"councils/{'result_print' if printed else 'council_result'}.html", context)


class Told:
    """All items of a council with their stored outcomes, sheets and words: a fixed number of queries."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.kind: Kind = kind_of(council)
        self.items = list(
            council.items.select_related("task", "dossier__organisation").order_by("task", "order", "pk")
        )
        self.names: Names = names_of(council, items=self.items)
        self.sheets: dict[int, list[Sheet]] = defaultdict(list)
        rows = Sheet.objects.filter(
            item__council=council, kind=self.kind.sheet, handed_in_at__isnull=False
        ).select_related("seat")
        for one in rows.order_by("seat__order", "seat"):
            self.sheets[one.item_id].append(one)
        outline = outline_of(council.procedure)
        self.grids: dict[str, Grid | None] = {
            task_kind: outline.grid_for(task_kind) for task_kind in {item.task.kind for item in self.items}
        }

    @property
    def criteria_shown(self) -> bool:
        return self.kind.judges == "selection"

    def groups(self) -> list[dict[str, Any]]:
        """Rows by task, the first place first; what is not concluded comes last."""
        by_task: dict[int, list[CouncilItem]] = defaultdict(list)
        for item in self.items:
            by_task[item.task_id].append(item)
        return [self._group(items) for items in by_task.values()]

    def _group(self, items: list[CouncilItem]) -> dict[str, Any]:
        ordered = sorted(items, key=_place)
        grid = self.grids[items[0].task.kind] if self.criteria_shown else None
        concluded = next((one for one in ordered if one.concluded_at), None)
        return {
            "task": items[0].task, "grid": grid, "rows": [self._row(item, grid) for item in ordered],
            "conclusion": concluded.conclusion if concluded else "", "concluded_at": concluded and concluded.concluded_at,
            "why": self._why(concluded),
        }  # fmt: skip

    def _why(self, item: CouncilItem | None) -> list[str]:
        """How the first place came about; told once for all dossiers of a task."""
        if item is None or not item.outcome or "all_steps" not in item.outcome:
            return []
        bare = CouncilItem(outcome={"steps": item.outcome["all_steps"]}, council=self.council)
        return say_outcome(bare, self.names)

    def _row(self, item: CouncilItem, grid: Grid | None) -> dict[str, Any]:
        outcome = item.outcome or {}
        own = CouncilItem(outcome={"steps": outcome.get("steps", ())}, council=self.council)
        return {
            "item": item, "name": dossier_label(item), "code": code_of(item), "bidder": bidder_of(item), "result": result_word(item), "place": outcome.get("place"),
            "numbers": {
                name: _number(outcome.get(name)) for name in ("mean_all", "mean_valid", "bonus", "final", "content")
            },
            "means": [_mean_of(self._counted(item), one.code) for one in grid.criteria] if grid else [],
            "ballots": [self._ballot(one) for one in outcome.get("ballots", ())], "steps": say_outcome(own, self.names),
            "members": [self._member(one) for one in outcome.get("members", ())],
            "undecided": item.result == "undecided", "count": len(self.sheets[item.pk]),
        }  # fmt: skip

    def _counted(self, item: CouncilItem) -> list[Sheet]:
        """The ballots that count; before the conclusion all that were handed in."""
        ballots = (item.outcome or {}).get("ballots")
        if ballots is None:
            return self.sheets[item.pk]
        valid = {one["member"] for one in ballots if one["state"] == "valid"}
        return [one for one in self.sheets[item.pk] if one.seat_id in valid]

    def _ballot(self, one: dict[str, Any]) -> dict[str, str]:
        return {
            "member": self.names("member", one["member"]), "total": _number(one["total"]),
            "state": str(STATES.get(one["state"], one["state"])), "bad": "1" if one["state"] != "valid" else "",
            "deviation": _number(one["deviation"]),
        }  # fmt: skip

    def _member(self, one: dict[str, Any]) -> dict[str, str]:
        grade = dict(Grade.choices).get(one["grade"], _("không tính"))
        return {"member": self.names("member", one["member"]), "grade": str(grade)}


def _place(item: CouncilItem) -> tuple[bool, int, Fraction]:
    outcome = item.outcome or {}
    final = number(outcome.get("final"))
    return item.concluded_at is None, outcome.get("place") or 10**6, -(final or Fraction(-1))


def _number(text: str | None) -> str:
    value = number(text)
    return "—" if value is None else say_number(value)


def _mean_of(sheets: Sequence[Sheet], code: str) -> str:
    """The mean of those who scored the criterion; who left it open is not a zero."""
    given = [Fraction(Decimal(one.points[code])) for one in sheets if one.points.get(code) is not None]
    return say_number(sum(given, Fraction(0)) / len(given)) if given else "—"


# --- workbook --------------------------------------------------------------------------------------------------------


def workbook(told: Told) -> bytes:
    """One sheet of results; for selections another one with every point of every member."""
    council = told.council
    pages = [Page(_("Kết quả"), council.name, _result_columns(), list(_result_rows(told)), council.symbol)]
    if told.criteria_shown:
        pages += list(_matrices(told))
    return workbook_of(pages)


def _result_columns() -> list[Column]:
    return [
        Column(_("Nhiệm vụ"), 50), Column(_("Hồ sơ"), 40), Column(_("Xếp thứ"), 9, "number"),
        Column(_("Điểm TB mọi phiếu"), 12, "number"), Column(_("Điểm TB phiếu hợp lệ"), 12, "number"),
        Column(_("Điểm cộng"), 10, "number"), Column(_("Điểm cuối"), 10, "number"), Column(_("Kết quả"), 24),
        Column(_("Cách tính"), 80),
    ]  # fmt: skip


def _result_rows(told: Told) -> Iterable[list[Any]]:
    for group in told.groups():
        for row in group["rows"]:
            outcome = row["item"].outcome or {}
            numbers = [_exact(outcome.get(name)) for name in ("mean_all", "mean_valid", "bonus", "final")]
            result = row["result"][1] if row["result"] else _("chưa kết luận")
            name = row["name"] if row["item"].dossier_id else ""
            yield [group["task"].name, name, row["place"], *numbers, result, "\n".join(row["steps"])]


def _matrices(told: Told) -> Iterable[Page]:
    """A table for each grid: a row for each member and dossier, a column for each criterion."""
    for number_, (kind, grid) in enumerate(sorted(told.grids.items()), start=1):
        if grid is None:
            continue
        columns = [
            Column(_("Nhiệm vụ"), 40), Column(_("Hồ sơ"), 30), Column(_("Thành viên"), 28),
            *(Column(f"{one.name} ({one.maximum})", 14, "number") for one in grid.criteria), Column(_("Tổng"), 10, "number"),
            Column(_("Nhận xét"), 60),
        ]  # fmt: skip
        items = [item for item in told.items if item.task.kind == kind]
        rows = [_points_row(told, item, sheet, grid) for item in items for sheet in told.sheets[item.pk]]
        yield Page(_("Điểm %d") % number_, _("Điểm từng thành viên, từng tiêu chí"), columns, rows)


def _points_row(told: Told, item: CouncilItem, sheet: Sheet, grid: Grid) -> list[Any]:
    points = [sheet.points.get(one.code) for one in grid.criteria]
    exact = [None if one is None else Decimal(one) for one in points]
    whole = None if None in exact else sum((one for one in exact if one is not None), Decimal(0))
    return [item.task.name, dossier_label(item), sheet.seat.name, *exact, whole, sheet.comment]


def _exact(text: str | None) -> Decimal | None:
    value = number(text)
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
