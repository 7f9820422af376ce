"""What waits for a person, sorted by how much it presses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khcn.lib.working_days import working_days_between
from khcn.web.links import url_of

SOON = 5


class Waiting(Protocol):
    """What `khcn.status.todo` gives, as far as this page needs it."""

    title: str
    reason: str
    due_on: date | None
    record: Model


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
    code: str
    title: str | Promise
    lines: list[Line] = field(default_factory=list)


_TITLES: dict[str, Promise] = {
    "overdue": gettext_lazy("Đã quá hạn"),
    "soon": gettext_lazy("Trong 5 ngày làm việc tới"),
    "later": gettext_lazy("Sau đó"),
    "undated": gettext_lazy("Không có hạn"),
}


def grouped(items: Iterable[Waiting], on: date) -> list[Group]:
    """Groups with something in them, the most pressing first; inside by due date."""
    groups = {code: Group(code, title) for code, title in _TITLES.items()}
    for item in sorted(items, key=lambda item: (item.due_on or date.max, item.title)):
        groups[_code(item.due_on, on)].lines.append(_line(item, on))
    return [group for group in groups.values() if group.lines]


def days_left(due_on: date | None, on: date) -> str:
    """ "Còn 3 ngày làm việc", "hạn là hôm nay", "quá hạn 2 ngày làm việc"."""
    if due_on is None:
        return ""
    if due_on == on:
        return _("hạn là hôm nay")
    left = working_days_between(on, due_on)
    if due_on < on:
        return _("quá hạn %s ngày làm việc") % -left if left else _("đã quá hạn")
    return _("còn %s ngày làm việc") % left if left else _("hạn vào ngày nghỉ sắp tới")


def _code(due_on: date | None, on: date) -> str:
    if due_on is None:
        return "undated"
    if due_on < on:
        return "overdue"
    return "soon" if working_days_between(on, due_on) <= SOON else "later"


def _line(item: Any, on: date) -> Line:
    due_on = item.due_on
    return Line(
        title=item.title,
        reason=item.reason,
        url=url_of(item.record),
        due_on=due_on,
        left=days_left(due_on, on),
        late=due_on is not None and due_on < on,
    )
