"""What waits for a person, sorted by how much it presses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from khcn.kernel.deadlines import time_left
from khcn.status.todo import LATER, NOW, SOON, TodoItem
from khcn.web.links import url_of

SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One thing to do as the page shows it."""

    title: str
    reason: str
    url: str
    due_on: date | None
    left: str
    late: bool


@dataclass
class Group:
    urgency: int
    title: str | Promise
    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> list[Line]:
        return self.lines[:SHOWN]

    @property
    def rest(self) -> list[Line]:
        """What is folded away so that the pressing things stay in sight."""
        return self.lines[SHOWN:]


_TITLES: dict[int, Promise] = {
    NOW: gettext_lazy("Cần làm ngay"),
    SOON: gettext_lazy("Cần làm sớm"),
    LATER: gettext_lazy("Khi sắp xếp được"),
}


def grouped(items: Iterable[TodoItem], on: date, further: Iterable[tuple[int, Line]] = ()) -> list[Group]:
    """Groups with something in them, the most pressing first; inside by due date. `further`: lines of other topics."""
    groups = {urgency: Group(urgency, title) for urgency, title in _TITLES.items()}
    told = [*((item.urgency, _line(item, on)) for item in items), *further]
    for urgency, line in sorted(told, key=lambda one: (one[1].due_on or date.max, one[1].title)):
        groups[urgency].lines.append(line)
    return [group for group in groups.values() if group.lines]


def _line(item: TodoItem, on: date) -> Line:
    due_on = item.due_on
    return Line(
        title=item.title,
        reason=item.reason,
        url=url_of(item.record),
        due_on=due_on,
        left=time_left(on, due_on) if due_on else "",
        late=due_on is not None and due_on < on,
    )
