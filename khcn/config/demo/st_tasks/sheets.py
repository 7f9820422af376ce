"""What members write on their sheets: deterministic, with some spread, never all the same."""

from collections.abc import Mapping
from typing import Any

from khcn.operations.st_tasks.councils.kinds import grid_of, kind_of
from khcn.operations.st_tasks.models import CouncilItem, OrderedProduct
from khcn.operations.st_tasks.procedures.keeping import outline_of

#: Points out of a hundred for the dossiers of a task, the best first.
LEVELS = (86, 74, 61)
MARKS = ("quantity", "quality", "kind")


def on_proposal(item: CouncilItem, place: int, *, against: frozenset[int] = frozenset()) -> Mapping[str, Any]:
    """A pass on all contents; one member has doubts, and all of them about proposals named in `against`."""
    contents = [code for code, _name in kind_of(item.council).contents]
    doubt = (item.task_id in against and place > 1) or (place == 6 and item.task_id % 3 == 0)
    return {"answers": {code: "fail" if doubt and code == contents[-1] else "pass" for code in contents}}


def on_dossier(item: CouncilItem, place: int) -> Mapping[str, Any]:
    """Points near the level of the dossier; the order of receipts tells which is better."""
    before = item.council.items.filter(task=item.task_id, order__lt=item.order).count()
    wanted = LEVELS[min(before, 2)] + place % 5 - 2
    criteria = grid_of(outline_of(item.council.procedure), item.task).criteria
    points = {one.code: int(one.maximum * wanted // 100) for one in criteria}
    left = wanted - sum(points.values())
    for one in criteria:
        more = min(left, int(one.maximum) - points[one.code])
        points[one.code] += more
        left -= more
    return {"points": {code: str(one) for code, one in points.items()}}


def on_results(item: CouncilItem, place: int, *, grades: Mapping[int, str]) -> Mapping[str, Any]:
    """The grade that the task deserves; a few members are milder or stricter."""
    grade = grades[item.task_id]
    mark = "pass" if grade == "excellent" and place == 8 else grade
    products = OrderedProduct.objects.filter(task=item.task_id).values_list("pk", flat=True)
    return {"answers": {"report": mark, "products": {str(pk): dict.fromkeys(MARKS, mark) for pk in products}}}
