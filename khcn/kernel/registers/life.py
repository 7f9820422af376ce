"""The life of a record: states with three names, and the moves between them.

Codes never change; names may. What a state means for counting is its standing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khcn.kernel.accounts.choices import Role

Text = str | Promise


class Standing(models.TextChoices):
    """What a state means for every count: only `active` records are in force."""

    PENDING = "pending", _("Đang xử lý")
    ACTIVE = "active", _("Đang hiệu lực")
    PAUSED = "paused", _("Tạm dừng")
    ENDED = "ended", _("Đã kết thúc")
    VOID = "void", _("Đã rút khỏi sổ")


@dataclass(frozen=True)
class State:
    """A state as staff, the owner and the public read it.

    `public=""` keeps records in this state off public pages; without `owner` the owner reads the staff's name.
    """

    code: str
    staff: Text
    standing: str = Standing.ACTIVE
    owner: Text = ""
    public: Text | None = None
    tone: str = ""

    @property
    def name_for_owner(self) -> Text:
        return self.owner or self.staff

    @property
    def name_for_public(self) -> Text:
        if self.public is not None:
            return self.public
        return "" if self.standing in (Standing.PENDING, Standing.VOID) else self.staff

    @property
    def look(self) -> str:
        return self.tone or TONES[self.standing]


TONES: dict[str, str] = {
    Standing.PENDING: "info",
    Standing.ACTIVE: "good",
    Standing.PAUSED: "warn",
    Standing.ENDED: "quiet",
    Standing.VOID: "quiet",
}

#: Roles that may move records unless a move names others; people of the responsible agency are reporters, approvers.
MOVERS = (Role.ADMIN, Role.COORDINATOR, Role.REPORTER, Role.APPROVER)
DECIDERS = (Role.ADMIN, Role.COORDINATOR)


@dataclass(frozen=True)
class Move:
    """A step from some states to one; `needs` names fields that must be filled by then."""

    code: str
    label: Text
    sources: tuple[str, ...]
    target: str
    needs: tuple[str, ...] = ()
    roles: tuple[str, ...] = DECIDERS
    reason: bool = False


WITHDRAWN = State("withdrawn", _("Đã rút khỏi sổ"), Standing.VOID, public="")


@dataclass(frozen=True)
class Life:
    """States in order, the first one is where a new record starts; every life also has `withdrawn`."""

    states: tuple[State, ...]
    moves: tuple[Move, ...] = ()
    by_code: dict[str, State] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = {one.code: one for one in (*self.states, WITHDRAWN)}
        object.__setattr__(self, "by_code", every)

    def __getitem__(self, code: str) -> State:
        return self.by_code[code]

    @property
    def every(self) -> Iterable[State]:
        return self.by_code.values()

    def with_standing(self, *standings: str) -> list[str]:
        return [one.code for one in self.every if one.standing in standings]

    def moves_from(self, code: str) -> list[Move]:
        return [move for move in self.moves if code in move.sources]

    def move(self, code: str) -> Move | None:
        return next((move for move in self.moves if move.code == code), None)

    def faults(self) -> Iterable[str]:
        """What makes this life unsound: unknown or unreachable states, a state that nobody can leave."""
        codes = {one.code for one in self.states}
        if len(codes) != len(self.states):
            yield "two states share a code"
        for move in self.moves:
            for code in {*move.sources, move.target} - codes:
                yield f"move {move.code!r} names the unknown state {code!r}"
        if len({move.code for move in self.moves}) != len(self.moves):
            yield "two moves share a code"
        enterable = {self.states[0].code, *(move.target for move in self.moves)}
        enterable |= {one.code for one in self.states if one.standing == Standing.ACTIVE}
        for code in codes - enterable:
            yield f"no move leads to the state {code!r}"
        for one in self.states:
            if one.standing in (Standing.PENDING, Standing.PAUSED) and not self.moves_from(one.code):
                yield f"no move leads out of the state {one.code!r}"


#: The life of things that are simply there until they end: organisations, people, events.
SIMPLE = Life(
    (
        State("active", _("Đang hiệu lực"), Standing.ACTIVE),
        State("ended", _("Đã kết thúc"), Standing.ENDED),
    ),
    (
        Move("end", _("Ghi kết thúc"), ("active",), "ended", reason=True),
        Move("reopen", _("Mở lại"), ("ended",), "active", reason=True),
    ),
)
