"""What an answer says beside what the agency said last time, field by field."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khcn.agency_reports.accepting.changes import moved
from khcn.agency_reports.choices import ItemKind
from khcn.agency_reports.filling import Line
from khcn.agency_reports.models import Answer
from khcn.indicators.entering import plain
from khcn.web.workspace.report_board.words import figure, money, percent
from khcn.web.workspace.reports.words import LABELS, told

SHOWN = ("nothing", "declared", "text", "value", "numerator", "denominator", "money", "obstacle", "proposal", "level",
         "explanation")  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """One field: what it says now and what it said; several lines where there are several."""

    label: str
    now: list[str]
    before: list[str]
    note: str = ""

    @property
    def changed(self) -> bool:
        return self.now != self.before


def beside(line: Line) -> list[Beside]:
    """The fields in which either of the two says something, then what the house knows."""
    rows = [_field(line, name) for name in SHOWN]
    return [row for row in rows if row.now or row.before] + _figures(line)


def _field(line: Line, name: str) -> Beside:
    note = ""
    if name == "value" and line.before is not None:
        note = percent(moved(line.answer, line.before))
    return Beside(str(LABELS[name]), _said(line.answer, name), _said(line.before, name), note)


def _said(answer: Answer | None, name: str) -> list[str]:
    if answer is None or getattr(answer, name) in ("", None, [], False):
        return []
    if name == "money":
        return money(answer)
    return [figure(answer) if name == "value" else told(name, getattr(answer, name))]


def _figures(line: Line) -> list[Beside]:
    """The count of registers and formulas, and the figure of the year before where the agency told none."""
    if line.item.kind != ItemKind.INDICATOR or line.card is None:
        return []
    counted, past = line.figures.computed, line.figures.before
    rows = []
    if counted is not None:
        rows.append(Beside(_("Số hệ thống đang tính"), [_unit(counted, line)], []))
    if past is not None and (line.before is None or line.before.value is None):
        rows.append(Beside(_("Số của năm {year}").format(year=past.year), [], [_unit(past.value, line)]))
    return rows


def _unit(value: Decimal, line: Line) -> str:
    return f"{plain(value)} {line.card.unit if line.card else ''}".strip()
