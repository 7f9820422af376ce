"""Lists of a register: which records, on which day, in which order; for pages, exports and programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from khcn.kernel.access import Actor, visible
from khcn.kernel.base import matches
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.fieldpaths import may_read
from khcn.kernel.registers.keyset import Order
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.models import StateChange
from khcn.kernel.registers.rules import Level, view_name
from khcn.kernel.registers.search_index import holding
from khcn.lib.vn_text import fold

SOON = 90
MOST_COUNTED = 2_000
TITLE_SORT = "ten"
#: What a list may be narrowed to by where its records stand today.
TABS = {
    "": _("Tất cả"),
    "hieu-luc": _("Đang hiệu lực"),
    "dang-xu-ly": _("Đang xử lý"),
    "tam-dung": _("Tạm dừng"),
    "sap-het-han": _("Sắp hết hạn"),
    "het-hieu-luc": _("Hết hiệu lực"),
    "da-rut": _("Đã rút"),
}


@dataclass(frozen=True)
class Ask:
    """What somebody wants to see of a register. `day`: the records in force on that day, as they were then.

    `common`: the words stand in so many records that the index of searches would not help.
    """

    today: date
    tab: str = ""
    day: date | None = None
    words: str = ""
    common: bool = False
    conditions: Sequence[Q] = field(default_factory=tuple)


def listed(register: Register, actor: Actor, level: Level, ask: Ask) -> QuerySet[Any]:
    """The records asked for, as far as the person sees them, in no order yet."""
    rows: Any = visible(actor, view_name(register), register.model._default_manager.all())
    if ask.day:
        rows = with_state_on(register, rows.in_force(ask.day), ask.day)
    else:
        rows = in_tab(rows, ask.tab, ask.today)
    if ask.words.strip():
        found, narrow = _searched(register, level, ask.words), holding(register.model, ask.words)
        indexed = not ask.common and is_indexed(register, level)
        rows = rows.filter(found, narrow) if indexed and narrow != found else rows.filter(found)
    for condition in ask.conditions:
        rows = rows.filter(condition)
    return rows


def tabs_of(register: Register, level: Level) -> list[str]:
    """The tabs that can hold records of this register for this reader."""
    life = register.life
    standings = {one.standing for one in life.states}
    shut = {
        "dang-xu-ly": Standing.PENDING not in standings or level <= Level.PUBLIC,
        "tam-dung": Standing.PAUSED not in standings,
        "da-rut": level <= Level.PUBLIC,
        "sap-het-han": not may_read(register, "valid_to", level),
    }
    return [tab for tab in TABS if not shut.get(tab)]


def in_tab(rows: Any, tab: str, today: date) -> Any:
    """The records of one tab; withdrawn ones are in their own alone."""
    if tab == "da-rut":
        return rows.filter(standing=Standing.VOID)
    if tab == "dang-xu-ly":
        return rows.filter(standing=Standing.PENDING)
    if tab == "tam-dung":
        return rows.filter(standing=Standing.PAUSED)
    if tab == "hieu-luc":
        return rows.in_force(today)
    if tab == "sap-het-han":
        return rows.in_force(today).filter(valid_to__lte=today + timedelta(days=SOON))
    if tab == "het-hieu-luc":
        past = Q(standing=Standing.ENDED) | Q(
            standing__in=[Standing.ACTIVE, Standing.PAUSED], valid_to__lt=today
        )
        return rows.filter(past)
    return rows.kept()


def with_state_on(register: Register, rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """`state_that_day`: the state in which the record was in force on that day."""
    kind = ContentType.objects.get_for_model(register.model)
    chain = StateChange.objects.filter(kind=kind, object_id=OuterRef("pk"), standing=Standing.ACTIVE)
    then = chain.filter(Q(until=None) | Q(until__gt=day), on__lte=day).order_by("-on", "-pk").values("state")
    usual = register.life.with_standing(Standing.ACTIVE)[:1] or [register.life.states[0].code]
    otherwise = Case(When(standing=Standing.ACTIVE, then=F("state")), default=Value(usual[0]))
    return rows.annotate(state_that_day=Coalesce(Subquery(then[:1]), otherwise))


def _searched(register: Register, level: Level, words: str) -> Q:
    """By all search fields where the reader reads all of them, else by the title and whole keys."""
    if all(may_read(register, path, level) for path in register.model.search_fields):
        return matches(words)
    told = words.replace("\x00", " ").strip()
    found = Q()
    for word in fold(told).split():
        found &= Q(title_key__contains=word)
    for name in register.text_keys:
        if may_read(register, name, level):
            found |= Q(**{name: told})
    return found


def is_indexed(register: Register, level: Level) -> bool:
    """Whether all that a search compares for this reader is in the folded copy too."""
    compared = (register.model.title_field, *register.text_keys)
    return all(name in register.model.search_fields for name in compared if may_read(register, name, level))


def sorts_of(register: Register, level: Level) -> dict[str, str]:
    """Names of orders as addresses give them, and the columns behind; the title comes first."""
    rest = (name for name in register.sorts if may_read(register, name, level))
    return {TITLE_SORT: "order_key", **{name: name for name in rest}}


def order_of(register: Register, level: Level, wanted: str) -> Order:
    """The order asked for by `name` or `-name`; by title when there is no such order."""
    column = sorts_of(register, level).get(wanted.removeprefix("-"))
    return Order(column, wanted.startswith("-")) if column else Order("order_key")


def in_order(rows: QuerySet[Any], order: Order) -> QuerySet[Any]:
    """All rows in one go, those without a value last: for exports."""
    column = F(order.field)
    first = column.desc(nulls_last=True) if order.descending else column.asc(nulls_last=True)
    return rows.order_by(first, order.columns[1])


def count_up_to(rows: QuerySet[Any], most: int = MOST_COUNTED) -> int:
    """How many rows; `most + 1` stands for more."""
    return rows.order_by().values("pk")[: most + 1].count()


def counts_by_register(sources: Iterable[tuple[str, QuerySet[Any]]]) -> dict[str, int]:
    """How many rows each queryset has, by its name, in one query."""
    asked = [
        rows.order_by()
        .values(counted_of=Value(name))
        .annotate(counted=Count("pk"))
        .values_list("counted_of", "counted")
        for name, rows in sources
    ]
    if not asked:
        return {}
    together = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    return dict(together)
