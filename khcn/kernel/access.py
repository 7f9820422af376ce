"""Who may do what: named rights, each told once as a condition on records.

A right is declared with a function from the acting person to a Q. The same Q answers
"may she touch this record" and "which records does she see", so pages, exports, files and
searches cannot disagree. Whoever is not named by a right is refused.

    @declare("plan.task.report", model="plan.Task")
    def may_report(actor: Actor) -> Q: ...
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from khcn.kernel.errors import NotAllowed

NOTHING = Q(pk__in=[])
EVERYTHING = Q()


@dataclass(frozen=True)
class Actor:
    """The person acting now. `seats` are (role, agency id) in force on `on`.

    `answers_for[agency id]` are the agencies whose duties have come to that agency
    (itself and its predecessors).
    """

    user_id: int | None
    name: str
    on: date
    seats: frozenset[tuple[str, int | None]] = frozenset()
    answers_for: dict[int, frozenset[int]] | None = None

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _agency in self.seats)

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def seats_as(self, *roles: str) -> frozenset[int]:
        """Agencies where the person sits in one of these roles."""
        return frozenset(agency for role, agency in self.seats if role in roles and agency is not None)

    def agencies_as(self, *roles: str) -> frozenset[int]:
        """The same, with the predecessors whose duties those agencies carry on."""
        own = self.seats_as(*roles)
        if not own:
            return own
        inherited = (self.answers_for or {}).get
        return own.union(*(inherited(agency, frozenset()) for agency in own))


ANYONE_DATE = date(1, 1, 1)
NOBODY = Actor(user_id=None, name="", on=ANYONE_DATE)

Condition = Callable[[Actor], Q]


@dataclass(frozen=True)
class Right:
    name: str
    condition: Condition
    model: str | None
    sentence: str


_rights: dict[str, Right] = {}


def declare(name: str, *, model: str | None = None) -> Callable[[Condition], Condition]:
    """Register a right; its docstring is the sentence shown on the page of rights."""

    def register(condition: Condition) -> Condition:
        if name in _rights:
            raise ValueError(f"Right {name!r} is declared twice")
        _rights[name] = Right(name, condition, model, (condition.__doc__ or "").strip())
        return condition

    return register


def rights() -> Iterable[Right]:
    return sorted(_rights.values(), key=lambda right: right.name)


def model_of(right: Right) -> type[Model] | None:
    return apps.get_model(right.model) if right.model else None


def condition(name: str, actor: Actor) -> Q:
    return _rights[name].condition(actor)


def may(actor: Actor, name: str, record: Model | None = None) -> bool:
    """True if the right holds: for this record, or, without one, in general."""
    q = condition(name, actor)
    if q == EVERYTHING:
        return True
    if q == NOTHING or record is None:
        return False
    return type(record)._base_manager.filter(q, pk=record.pk).exists()


def require(actor: Actor, name: str, record: Model | None = None) -> None:
    """Refuse with a sentence unless the right holds."""
    if not may(actor, name, record):
        raise NotAllowed(
            _("Tài khoản của bạn không có quyền thực hiện việc này. Hãy liên hệ quản trị hoặc Sở KH&CN."),
            code=f"not_allowed:{name}",
        )


def visible(actor: Actor, name: str, records: QuerySet[Any]) -> QuerySet[Any]:
    """The records of the queryset for which the right holds.

    Conditions reach related rows through subqueries, so no row comes twice.
    """
    q = condition(name, actor)
    return records if q == EVERYTHING else records.filter(q)


def view_right(record: Model) -> str | None:
    """The name of the right to see records of this kind, `app.model.view`, if declared."""
    name = f"{record._meta.label_lower}.view"
    return name if name in _rights else None
