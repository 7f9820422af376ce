"""What the report is made of before it is written down: pieces with their source, and where numbers come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from khcn.agency_reports.models import Answer
from khcn.indicators.series import Figure
from khcn.kernel.agencies.models import Agency
from khcn.outputs.official_reports.choices import BlockKind
from khcn.outputs.official_reports.wording import plain
from khcn.plan.models import Task

#: A number with its origin, as `Block.figures` keeps it.
Origin = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """One block as the sources give it now. `settled`: a person has vouched for it already (an accepted answer)."""

    section: str
    key: str
    kind: BlockKind
    original: str = ""
    figures: list[Origin] = field(default_factory=list)
    table: dict[str, Any] | None = None
    agency: Agency | None = None
    answer: Answer | None = None
    task: Task | None = None
    rule: str = ""
    settled: bool = False


def suggestion(section: str, rule: str, text: str, figures: list[Origin], about: str = "") -> Piece:
    key = f"cau:{rule}:{about}" if about else f"cau:{rule}"
    return Piece(section, key, BlockKind.SUGGESTED, text, figures, rule=rule)


def of_figure(text: str, figure: Figure, code: str) -> Origin:
    """A value of an indicator: one somebody vouches for, or what the house counts now."""
    about = {
        "indicator": code,
        "year": figure.year,
        "value": str(plain(figure.value)),
        "vintage": figure.vintage,
    }
    if figure.observation is not None:
        row = figure.observation
        ref = about | {"observation": row.pk, "revision": row.revision}
        return _origin(text, "observation", ref, "value_detail", code=code, pk=row.pk)
    ref = about | {"count": figure.count.pk if figure.count else None}
    return _origin(text, "count", ref, "count_detail", code=code, year=figure.year)


def of_statuses(text: str, plan: str, status: str, targets: Iterable[str]) -> Origin:
    return _origin(text, "status", {"status": status, "targets": list(targets)}, "target_list", plan=plan)


def of_goal(text: str, plan: str, code: str) -> Origin:
    return _origin(text, "goal", {"target": code}, "target_detail", plan=plan, code=code)


def of_tasks(text: str, plan: str, status: str, tasks: Iterable[str]) -> Origin:
    return _origin(text, "tasks", {"status": status, "tasks": list(tasks)}, "task_list", plan=plan)


def of_answers(text: str, cycle: str, answers: Iterable[Answer]) -> Origin:
    """A number added up from answers: each is named; one alone leads to the agency's report."""
    rows = list({row.pk: row for row in answers}.values())
    agencies = sorted({row.report.request.agency.code for row in rows})
    ref = {"answers": [row.pk for row in rows], "agencies": agencies}
    if len(agencies) == 1:
        return _origin(text, "answers", ref, "report_review", code=cycle, agency=agencies[0])
    return _origin(text, "answers", ref, "board", code=cycle)


def of_requests(text: str, cycle: str, state: str, agencies: Iterable[str]) -> Origin:
    return _origin(text, "requests", {"state": state, "agencies": list(agencies)}, "cycle_detail", code=cycle)


def _origin(text: str, kind: str, ref: dict[str, Any], url_name: str, **args: Any) -> Origin:
    return {"text": text, "kind": kind, "ref": ref, "url_name": url_name, "url_args": args}


# --- Tables -----------------------------------------------------------------------------------

Cell = str | dict[str, Any] | None


@dataclass
class TableMaker:
    """Rows of cells; a number is {"n": "12.5", "f": place of its origin in `figures`}."""

    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]] = field(default_factory=list)
    figures: list[Origin] = field(default_factory=list)

    def number(self, value: Any, origin: Origin | None = None) -> Cell:
        """None stays missing: a dash, never zero."""
        if value is None:
            return None
        cell: dict[str, Any] = {"n": str(plain(value))}
        if origin is not None:
            cell["f"] = len(self.figures)
            self.figures.append(origin)
        return cell

    def row(self, *cells: Cell, bold: bool = False) -> None:
        self.rows.append({"cells": list(cells), "bold": bold})

    def piece(self, section: str, unit: str = "") -> Piece:
        table = {"columns": self.columns, "rows": self.rows, "unit": unit}
        return Piece(
            section, f"bang:{section}", BlockKind.TABLE, table=table, figures=self.figures, settled=True
        )


def column(title: str, width: float = 1, align: str = "left") -> dict[str, Any]:
    """`width` in hundredths, so that what is stored is whole."""
    return {"title": title, "width": round(width * 100), "align": align}
