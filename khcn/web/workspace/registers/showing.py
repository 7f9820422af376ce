"""How values and states are shown on pages; what they are comes from `khcn.kernel.registers.values`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khcn.kernel.base import Confirmation
from khcn.kernel.registers.declaration import Register, registers
from khcn.kernel.registers.fieldpaths import end_field, label_of_path, may_read
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.model_fields import FigureField, MoneyField
from khcn.kernel.registers.records import Record, Visibility, follow
from khcn.kernel.registers.rules import Level
from khcn.kernel.registers.values import MASKED, hidden_without_consent, plain_text, text_of, unnamed
from khcn.web.links import url_of

ICONS = {
    Standing.PENDING: "hourglass",
    Standing.ACTIVE: "circle-check",
    Standing.PAUSED: "player-pause",
    Standing.ENDED: "archive",
    Standing.VOID: "ban",
}


@dataclass(frozen=True)
class Badge:
    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Piece:
    """A part of a value: text, perhaps with an address."""

    text: str
    url: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Shown:
    """A value with its label. `kind` is text, number, long, pieces or confirmation."""

    label: str
    kind: str
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return "; ".join(piece.text for piece in self.pieces)


def state_badge(register: Register, record: Record, level: Level, *, owner: bool = False) -> Badge:
    """The state in the words for this reader; that of the day asked for, if one was."""
    state = register.life[getattr(record, "state_that_day", None) or record.state]
    name = state.staff
    if owner:
        name = state.name_for_owner
    elif level == Level.PUBLIC:
        name = state.name_for_public or state.name_for_owner
    return Badge(str(name), state.look, ICONS[Standing(state.standing)])


def time_badge(register: Register, record: Record, level: Level, today: date) -> Badge | None:
    """What the dates say beyond the state: that it has run out, or, to who reads the date, soon will."""
    if record.valid_to is None or record.standing not in (Standing.ACTIVE, Standing.PAUSED):
        return None
    left = (record.valid_to - today).days
    if left < 0:
        return Badge(_("Đã hết hạn"), "late", "hourglass")
    if left <= 90 and may_read(register, "valid_to", level):
        return Badge(days_left(left), "warn", "calendar-due")
    return None


def days_left(days: int) -> str:
    if days == 0:
        return _("Hết hạn hôm nay")
    return ngettext("Còn %(days)s ngày", "Còn %(days)s ngày", days) % {"days": text_of(days)}


def shown(register: Register, record: Record, path: str, level: Level, *, links: bool = True) -> Shown:
    """The value of a field or path; without pieces when it is missing."""
    label = label_of_path(register, path)
    masked = level == Level.PUBLIC
    first = path.partition("__")[0]
    if masked and hidden_without_consent(register, record, first):
        return Shown(label, "text", (Piece(MASKED),))
    column: Any = register.column_of(path) if path in register.computed else end_field(register, path)
    if getattr(column, "many_to_many", False):
        rows = getattr(record, path).all()
        return Shown(label, "pieces", tuple(_related(one, level, links) for one in rows))
    value = follow(record, path)
    if value is None or value == "":
        return Shown(label, "text")
    if isinstance(value, models.Model):
        return Shown(label, "pieces", (_related(value, level, links),))
    return Shown(label, *_plain(record, path, column, value))


def _plain(record: Record, path: str, column: Any, value: Any) -> tuple[str, tuple[Piece, ...]]:
    if path == "confirmation" and value == Confirmation.TO_CONFIRM:
        return "confirmation", (Piece(str(Confirmation.TO_CONFIRM.label)),)
    if column is None:
        return "text" if isinstance(value, bool | str) else "number", (Piece(text_of(value)),)
    if column.choices:
        text = str(dict(column.flatchoices).get(value, value)) if "__" in path else plain_text(record, path)
        return "text", (Piece(text),)
    if isinstance(column, MoneyField):
        return "number", (Piece(_("%s đồng") % text_of(value)),)
    if isinstance(column, FigureField) and column.unit:
        gap = "" if column.unit == "%" else " "
        return "number", (Piece(f"{text_of(value)}{gap}{column.unit}"),)
    if isinstance(column, models.BooleanField):
        return "text", (Piece(text_of(value)),)
    if isinstance(column, models.PositiveSmallIntegerField):
        return "number", (Piece(str(value)),)
    if isinstance(column, models.DecimalField | models.IntegerField):
        return "number", (Piece(text_of(value)),)
    if isinstance(column, models.URLField):
        safe = str(value).startswith(("https://", "http://"))
        return "pieces", (Piece(str(value), str(value) if safe else "", outside=True),)
    if isinstance(column, models.EmailField):
        return "pieces", (Piece(str(value), f"mailto:{value}"),)
    if isinstance(column, models.TextField):
        return "long", (Piece(text_of(value)),)
    return "text", (Piece(text_of(value)),)


def _related(record: models.Model, level: Level, links: bool) -> Piece:
    if level == Level.PUBLIC and unnamed(record):
        return Piece(MASKED)
    return Piece(str(record), url_of(record) if links and _opens(record, level) else "")


def _opens(record: models.Model, level: Level) -> bool:
    """Whether a link would lead somewhere for this reader; judged without a query."""
    if isinstance(record, Record):
        shared = {Level.INTERNAL: Visibility.values, Level.SHARED: [Visibility.SHARED, Visibility.PUBLIC]}
        other = registers.of(record)
        if other is None or (other.restricted and level < Level.INTERNAL):
            return False
        return record.visibility in shared.get(level, [Visibility.PUBLIC])
    return level > Level.PUBLIC
