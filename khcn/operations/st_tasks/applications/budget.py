"""The estimate of a dossier: one line for each item, source and year, in whole đồng."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor, require
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.kernel.registers.form_fields import MoneyCell
from khcn.lib.vn_text import nfc
from khcn.operations.st_tasks.applications.answers import FIRST_YEAR, LAST_YEAR
from khcn.operations.st_tasks.applications.saving import EDIT, locked
from khcn.operations.st_tasks.choices import ApplicationState, MoneySource
from khcn.operations.st_tasks.models import Application, BudgetLine, StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.procedures.shape import CostItem

MOST_LINES = 300


@dataclass(frozen=True)
class Totals:
    """What the lines add up to."""

    total: int
    state: int

    @classmethod
    def of(cls, lines: Iterable[BudgetLine]) -> "Totals":
        rows = list(lines)
        state = sum(one.asked or 0 for one in rows if one.source == MoneySource.STATE)
        return cls(sum(one.asked or 0 for one in rows), state)


@transaction.atomic
def set_budget(*, application: Application, lines: Iterable[Mapping[str, Any]], by: Actor) -> Application:
    """Put these lines in the place of those that stood; the sums go to the application.

    A line has `year`, `source`, `item`, `asked` (whole đồng, or as people write it: “1,5 tỷ”) and may have `what`, `norm`,
    `lump_sum`. Refuses with the number of the line and changes nothing.
    """
    application = locked(application)
    require(by, EDIT, application)
    task = _task_of(application)
    items = {one.code: one for one in outline_of(application.procedure).cost_items}
    rows = [_line(number, told, items) for number, told in enumerate(lines, start=1)]
    if len(rows) > MOST_LINES:
        raise _refusal(0, _("Bảng dự toán có nhiều nhất %(most)s dòng.") % {"most": MOST_LINES})
    before = Totals.of(application.budget.all())
    application.budget.all().delete()
    for row in rows:
        row.application, row.task = application, task
    BudgetLine.objects.bulk_create(rows)
    after = Totals.of(rows)
    application.asked_total, application.asked_state = after.total, after.state
    application.revision += 1
    application.saved_by_id = by.user_id
    application.save()
    if before != after:  # without the sums: nobody reads them before the opening, and the audit has readers
        record_event("application.budget", application, by=by, after={"lines": len(rows)})
    return application


def _task_of(application: Application) -> StTask | None:
    """The lines of a chosen dossier are those of its task; what the finance group appraised is changed there alone."""
    if application.state != ApplicationState.CHOSEN or application.task is None:
        return None
    if application.budget.exclude(planned=None).exists():
        raise DomainError(
            _("Dự toán đã được tổ thẩm định xem xét nên không lập lại ở đây được."),
            code="application.budget_appraised",
        )
    return application.task


def _line(number: int, told: Mapping[str, Any], items: Mapping[str, CostItem]) -> BudgetLine:
    year, source, item = _year(told.get("year")), told.get("source"), str(told.get("item", ""))
    if year is None:
        raise _refusal(number, _("hãy ghi năm bằng bốn chữ số, ví dụ 2027."), "year")
    if source not in MoneySource.values:
        raise _refusal(number, _("hãy chọn nguồn kinh phí."), "source")
    if item not in items:
        raise _refusal(number, _("hãy chọn khoản chi."), "item")
    lump_sum = bool(told.get("lump_sum"))
    if lump_sum and not items[item].lump_sum:
        raise _refusal(
            number, _("khoản “%(item)s” không được khoán.") % {"item": items[item].name}, "lump_sum"
        )
    return BudgetLine(
        year=year, source=source, item=item, what=_text(told, "what"), norm=_text(told, "norm"), lump_sum=lump_sum,
        asked=_money(number, told.get("asked")),
    )  # fmt: skip


def _year(told: Any) -> int | None:
    text = str(told or "").strip()
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _money(number: int, told: Any) -> int:
    try:
        amount = MoneyCell(required=False).to_python(told)
    except ValidationError as error:
        raise _refusal(number, " ".join(error.messages), "asked") from error
    if amount is None:
        raise _refusal(number, _("hãy ghi số tiền đề nghị."), "asked")
    return int(amount)


def _text(told: Mapping[str, Any], name: str) -> str:
    return " ".join(nfc(str(told.get(name) or "").replace("\x00", "")).split())[:300]


def _refusal(number: int, sentence: str, field: str = "") -> DomainError:
    whole = (
        _("Dòng %(number)s: %(sentence)s") % {"number": number, "sentence": sentence} if number else sentence
    )
    return DomainError(
        whole, code="application.budget_line", fields={f"{field}-{number}": whole} if field else {}
    )
