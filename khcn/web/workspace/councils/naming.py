"""Words for the keys in the arithmetic of a council, the same number of queries for any number of dossiers."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.councils.kinds import kind_of
from khcn.operations.st_tasks.judging.steps import Key
from khcn.operations.st_tasks.models import Council, CouncilItem, OrderedProduct, Seat
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.web.workspace.councils.member import item_names

Names = Callable[[str, Key], str]


def names_of(
    council: Council,
    *,
    reader: Seat | None = None,
    items: Sequence[CouncilItem] | None = None,
    seats: Sequence[Seat] | None = None,
) -> Names:
    """Items and seats may be given where they were read before. `reader` is the member who reads; fellow members are numbers where the rule set hides them from each other."""
    kind, outline = kind_of(council), outline_of(council.procedure)
    hidden = reader is not None and kind.members_blind
    members = {
        seat.pk: _("Thành viên %d") % (seat.order + 1) if hidden and seat.pk != reader.pk else seat.name
        for seat in (council.seats.all() if seats is None else seats)
    }  # fmt: skip
    judged = list(council.items.select_related("task", "dossier")) if items is None else items
    titles = {pk: code or title for pk, (title, code) in item_names(council, judged).items()}
    criteria = {line.code: line.name for grid in outline.grids for line in grid.criteria}
    known: dict[str, dict[Any, str]] = {
        "member": members, "bid": titles, "item": titles, "criterion": criteria, "content": dict(kind.contents),
        "product": _products(council) if kind.judges == "acceptance" else {},
    }  # fmt: skip
    return lambda sort, key: known.get(sort, {}).get(key, str(key))


def _products(council: Council) -> dict[Any, str]:
    rows = OrderedProduct.objects.filter(task__in=council.items.values("task"))
    return dict(rows.values_list("pk", "name"))
