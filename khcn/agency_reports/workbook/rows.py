"""The rows of the workbook: what is known of each item, what its answer says, what was said last year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.agency_reports.choices import Declared, ItemKind, Level
from khcn.agency_reports.filling import Line, Sheet
from khcn.agency_reports.filling.checking import value_before
from khcn.agency_reports.filling.values import AMOUNTS, values_of
from khcn.agency_reports.models import Answer
from khcn.agency_reports.workbook.layout import FUNDS, KEY, PAGE_OF, SPARE_MONEY, Page
from khcn.indicators.entering import plain
from khcn.plan.choices import PartyRole
from khcn.registers.funding.choices import Origin

AMOUNT_WORDS = {
    "planned": gettext_lazy("kế hoạch"),
    "allocated": gettext_lazy("được giao"),
    "disbursed": gettext_lazy("giải ngân"),
    "settled": gettext_lazy("quyết toán"),
}


@dataclass
class Row:
    """One row of a sheet by the names of its columns. `notes` are (column, "error" or "warning", sentence)."""

    page: Page
    item: int
    cells: dict[str, Any]
    notes: list[tuple[str, str, str]] = field(default_factory=list)


def key_of(pk: int) -> str:
    return f"#{pk}"


def rows_of(sheet: Sheet, values: Mapping[int, Mapping[str, Any]] | None = None) -> list[Row]:
    """All rows with the current answers, or with `values` by item where they are given."""
    return [row for line in sheet.lines for row in _of_line(line, (values or {}).get(line.item.pk))]


def _of_line(line: Line, values: Mapping[str, Any] | None) -> Iterator[Row]:
    told = dict(values or values_of(line.answer))
    page = PAGE_OF[line.item.kind]
    cells = {**_known(line), **{column.name: told[column.name] for column in page.typed}}
    yield Row(page, line.item.pk, cells)
    if line.item.kind == ItemKind.TASK:
        yield from money_rows(line, told["money"])


def money_rows(line: Line, money: list[dict[str, Any]]) -> Iterator[Row]:
    """The lines that stand, then empty ones to write in."""
    known = {name: value for name, value in _known(line).items() if name in (KEY, "no", "name")}
    before = _money_before(line.before)
    for number in range(len(money) + SPARE_MONEY):
        row = money[number] if number < len(money) else {}
        amounts = {name: row.get(name) for name in AMOUNTS}
        told = {"origin": row.get("origin", ""), **amounts, "before": before if number == 0 else ""}
        yield Row(FUNDS, line.item.pk, {**known, **told})


def _known(line: Line) -> dict[str, Any]:
    item, base = line.item, {KEY: key_of(line.item.pk), "name": line.item.title}
    if item.kind == ItemKind.TASK and item.task:
        role = PartyRole(item.role).label if item.role in PartyRole.values else item.role
        return {**base, "no": item.task.no, "role": str(role), "before": _task_before(line.before)}
    if item.kind == ItemKind.INDICATOR and item.indicator:
        return {
            **base, "no": item.indicator.code, "measure": line.card.unit if line.card else line.answer.unit,
            "before": value_before(line), "computed": line.figures.computed,
        }  # fmt: skip
    return {**base, "prompt": line.prompt, "before": line.before.text if line.before else ""}


def _task_before(answer: Answer | None) -> str:
    if answer is None:
        return ""
    if answer.nothing:
        return _("Không có phát sinh")
    told = [str(Declared(answer.declared).label)] if answer.declared else []
    told += [answer.text] if answer.text else []
    told += [f"{plain(answer.value)} {answer.unit}".strip()] if answer.value is not None else []
    told += [_("Khó khăn: {text}").format(text=answer.obstacle)] if answer.obstacle else []
    return "\n".join(told)


def _money_before(answer: Answer | None) -> str:
    return "\n".join(_money_line(row) for row in answer.money) if answer else ""


def shown(field: str, value: Any) -> str:
    """A value of an answer as a person reads it."""
    if value in ("", None, []):
        return ""
    if field == "nothing":
        return _("Có") if value else ""
    if field in ("declared", "level"):
        return str((Declared if field == "declared" else Level)(value).label)
    if field == "money":
        return "\n".join(_money_line(row) for row in value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _money_line(row: Mapping[str, Any]) -> str:
    label = str(Origin(row["origin"]).label) if row.get("origin") in Origin.values else ""
    told = [
        f"{AMOUNT_WORDS[name]} {plain(Decimal(row[name]))}" for name in AMOUNTS if row.get(name) is not None
    ]
    return f"{label}: {', '.join(told)}"
