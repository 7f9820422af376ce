"""From rows of the database to the sheets and bids that `judging` counts."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from khcn.operations.st_tasks.councils.kinds import Kind
from khcn.operations.st_tasks.judging.acceptance import AcceptanceSheet, Mark, ProductMarks, is_late
from khcn.operations.st_tasks.judging.identification import ContentSheet
from khcn.operations.st_tasks.judging.rules import AcceptanceRule
from khcn.operations.st_tasks.judging.scoring import Sheet as ScoreSheet
from khcn.operations.st_tasks.models import CouncilItem, OrderedProduct, Sheet, StTask


def score_sheet(member: int, item: int, points: Mapping[str, Any], blank: bool) -> ScoreSheet:
    """Points are kept as text; a criterion that is not there is missing."""
    exact = {code: None if value is None else Decimal(value) for code, value in points.items()}
    return ScoreSheet(member=member, bid=item, points=exact, void=blank)


def content_sheet(sheet: Sheet, kind: Kind) -> ContentSheet:
    codes = [code for code, _name in kind.contents]
    marks = {code: sheet.answers.get(code) for code in codes}
    return ContentSheet(member=sheet.seat_id, item=sheet.item_id, marks=marks, void=sheet.blank)


def acceptance_sheet(sheet: Sheet, products: Iterable[OrderedProduct]) -> AcceptanceSheet:
    """The marks of all products of the task; how much was ordered and delivered comes from the task."""
    given = sheet.answers.get("products") or {}
    return AcceptanceSheet(
        member=sheet.seat_id,
        products=tuple(_marked(one, given.get(str(one.pk)) or {}) for one in products),
        report=_mark(sheet.answers.get("report")),
        void=sheet.blank,
    )


def _marked(one: OrderedProduct, marks: Mapping[str, Any]) -> ProductMarks:
    return ProductMarks(
        product=one.pk,
        quantity=_mark(marks.get("quantity")),
        quality=_mark(marks.get("quality")),
        kind=_mark(marks.get("kind")),
        ordered=one.quantity if one.quantity else None,
        delivered=one.delivered if one.quantity else None,
    )


def _mark(value: Any) -> Mark:
    return value or None


def is_late_dossier(rule: AcceptanceRule, task: StTask) -> bool:
    """Whether the acceptance dossier came so late that the task fails; unknown days are not late."""
    if task.acceptance_due_on is None or task.dossier_on is None:
        return False
    return is_late(rule=rule, due=task.acceptance_due_on, handed_in=task.dossier_on)


def handed_in(items: Sequence[CouncilItem], kind: Kind) -> list[Sheet]:
    """The sheets that may count, of all these items in one query."""
    rows = Sheet.objects.filter(item__in=items, kind=kind.sheet, handed_in_at__isnull=False)
    return list(rows.order_by("item", "seat__order", "seat"))
