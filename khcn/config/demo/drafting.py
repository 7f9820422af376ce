"""One artificial record of any register: values from its words, its field types and the state it shall be in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

from khcn.config.demo.lives import Step, was_live, way_to
from khcn.config.demo.words import Speaker, Words
from khcn.config.demo.world import World
from khcn.kernel.agencies.models import Agency
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.model_fields import MoneyField, YearField
from khcn.kernel.registers.records import Record, Visibility
from khcn.kernel.territory.models import Unit
from khcn.lib.months import add_months
from khcn.registers.directory.models import Organisation, ScienceField, TechnologyDirection

MILLION = 10**6
NOTE = "Dữ liệu mẫu do máy tạo ra để xem thử, không phải số liệu thật."
#: What stands on a paper that nobody has given yet.
ON_PAPER = ("valid_from", "valid_to", "number", "decision", "issuer")
#: Days with which the story of a record begins.
APPLIED = ("filed_on", "submitted_on", "received_on", "entered_on", "registered_on")
_NUMBERED = re.compile(r"\{n[}:]")
_RELATIVE = re.compile(r"(?P<from>\w+)(?P<sign>[+-])(?P<low>\d+)\.\.(?P<high>\d+)(?P<later>!?)")


class NothingToTell(Exception):
    """This province has nothing that such a record could be about."""


@dataclass
class Draft:
    """What is to be entered; shapes of single registers change `values` before they are checked."""

    register: Register
    world: World
    words: Words
    number: int
    state: str
    start: date
    end: date | None = None
    withdrawn: bool = False
    parent: Record | None = None
    year: int | None = None
    before: "Draft | None" = None
    left: int = 100
    copied: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    row: Mapping[str, Any] = field(default_factory=dict)
    record: Record | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def standing(self) -> str:
        return self.register.life[self.state].standing

    @property
    def live(self) -> bool:
        return was_live(self.register.life, self.state)

    @property
    def asked(self) -> date | None:
        """The day on which somebody applied, where the record tells one."""
        days = [self.values.get(name) for name in APPLIED]
        return next((day for day in days if day is not None), None)

    def speaker(self) -> Speaker:
        place = self.values.get("territory") or self.world.province
        return Speaker(self.world.rng, {"n": self.number, "xa": place or "tỉnh", "nam": self.start.year})

    def chance(self, share: float) -> bool:
        return self.world.rng.random() < share

    def between(self, low: int, high: int) -> int:
        return self.world.rng.randint(low, max(low, high))

    def day(self, low: int, high: int, *, after: date | None = None) -> date:
        """A day so many days after the start, not in the future."""
        return min((after or self.start) + timedelta(self.between(low, high)), self.world.today)

    def money(self, low: float, high: float) -> int:
        """Đồng between these millions, small sums more often, rounded as people plan."""
        rng = self.world.rng
        amount = float(low or 1) * (float(high) / float(low or 1)) ** min(abs(rng.gauss(0.35, 0.25)), 1)
        digits = max(len(str(int(amount))) - 2, 0)
        return int(round(max(amount, low), -digits) * MILLION)

    def drop(self, *names: str) -> None:
        for name in names:
            self.values.pop(name, None)


class Drafter:
    """Makes drafts of one register."""

    def __init__(self, register: Register, words: Words, world: World) -> None:
        self.register, self.words, self.world = register, words, world
        life = register.life
        self.weights = dict(words.states) if words.states else default_states(register)
        self.states = [code for code in self.weights if code in life.by_code]

    def draft(
        self, turn: int, *, parent: Record | None = None, year: int | None = None, before: Draft | None = None
    ) -> Draft:
        rng, world = self.world.rng, self.world
        state = self._state(turn)
        draft = Draft(
            self.register, world, self.words, world.next(self.register.code), state, world.today, parent=parent, year=year,
            before=before,
        )  # fmt: skip
        draft.row = self.words.rows[turn % len(self.words.rows)]
        draft.withdrawn = parent is None and turn > 10 and rng.random() < 0.02
        self._set_days(draft)
        self._fill(draft)
        return draft

    def _state(self, turn: int) -> str:
        """Every state once, then by weight."""
        if turn < len(self.states):
            return self.states[turn]
        return self.world.rng.choices(self.states, [self.weights[code] for code in self.states])[0]

    # --- Days ---------------------------------------------------------------------------------

    def _set_days(self, draft: Draft) -> None:
        today, rng = self.world.today, self.world.rng
        first = max([date.fromisoformat(self.words.since), *self._parent_start(draft)])
        if draft.year is not None:
            draft.start = min(max(date(draft.year, rng.randint(1, 12), rng.randint(1, 28)), first), today)
        elif draft.standing == Standing.PENDING:
            draft.start = max(today - timedelta(rng.randint(3, 200)), min(first, today))
        else:
            room = max((today - first).days - 10, 0)
            draft.start = first + timedelta(rng.randint(0, room))
        if draft.standing == Standing.ENDED:
            span = max((today - draft.start).days, 0)
            draft.end = draft.start + timedelta(rng.randint(min(span, 30), span) if draft.live else 0)

    def _parent_start(self, draft: Draft) -> list[date]:
        begun = draft.parent.valid_from if draft.parent else None
        return [begun] if begun and begun <= self.world.today else []

    # --- Values -------------------------------------------------------------------------------

    def _fill(self, draft: Draft) -> None:
        register, life = self.register, self.register.life
        way = way_to(life, draft.state)
        needed = {name for move in way for name in move.needs}
        needed |= {name for name in register.fields if register.is_required(name)}
        skipped = set() if draft.live else {*ON_PAPER, *self.words.later} - needed
        self._common(draft)
        talk = draft.speaker()
        told: list[str] = []
        for name in register.fields:
            if name in draft.values or name in skipped:
                continue
            if not isinstance(register.field(name), models.DateField):
                told.append(name)
        for name in told:
            self._put(draft, name, needed, talk)
        self._dates(draft, needed, skipped)

    def _put(self, draft: Draft, name: str, needed: set[str], talk: Speaker) -> None:
        spec = draft.row.get(name, self.words.fields.get(name))
        column = self.register.field(name)
        must = (
            name in needed or name in draft.row or column.is_relation or (spec is not None and column.choices)
        )
        if not must and self.world.rng.random() > self.words.fill:
            return
        value = self._value(draft, name, column, spec, name in needed, talk)
        if value not in (None, ""):
            draft.values[name] = value

    def _value(self, draft: Draft, name: str, column: Any, spec: Any, needed: bool, talk: Speaker) -> Any:
        if isinstance(spec, int | float) and not isinstance(spec, bool) and spec == 0:
            return None
        if column.many_to_many:
            return self._several(column, spec)
        if column.is_relation:
            return self._one(draft, name, column, spec, needed)
        if column.choices:
            return self._choice(column, spec, needed)
        if isinstance(column, models.BooleanField):
            return self.world.rng.random() < (0.4 if spec is None else float(spec))
        if isinstance(column, YearField):
            return draft.year or (draft.between(*spec) if spec else draft.start.year)
        if isinstance(column, models.DecimalField | models.IntegerField):
            return self._number(draft, column, spec, needed)
        return self._text(draft, name, column, spec, talk)

    def _text(self, draft: Draft, name: str, column: Any, spec: Any, talk: Speaker) -> str:
        if spec is None:
            return ""
        text = talk.say(spec)
        if name == self.register.model.title_field and not _NUMBERED.search(str(spec)):
            text = f"{text} (mẫu {draft.number})"
        return text[: column.max_length] if column.max_length else text

    def _choice(self, column: Any, spec: Any, needed: bool) -> str:
        rng = self.world.rng
        if isinstance(spec, str):
            return spec
        if isinstance(spec, dict):
            return str(rng.choices(list(spec), list(spec.values()))[0])
        codes = spec or [code for code, _label in column.flatchoices if code not in ("", "other", "OTHER")]
        return str(rng.choice(codes)) if needed or spec or rng.random() < 0.95 else ""

    def _number(self, draft: Draft, column: Any, spec: Any, needed: bool) -> Any:
        if spec is None and not needed:
            return None
        low, high = spec or (1, 10)
        if isinstance(column, MoneyField):
            return draft.money(low, high)
        if isinstance(column, models.DecimalField) and column.decimal_places:
            places = 0 if low >= 100 else min(column.decimal_places, 2 if high < 10 else 1)
            return Decimal(str(round(self.world.rng.uniform(low, high), places)))
        return draft.between(int(low), int(high))

    def _one(self, draft: Draft, name: str, column: Any, spec: Any, needed: bool) -> Any:
        if name == self.register.parent and draft.parent is not None:
            return draft.parent
        model = column.related_model
        if model is self.register.model or model is Agency:
            return None
        share = spec if isinstance(spec, int | float) else 1.0 if spec else 0.85
        if not needed and self.world.rng.random() > share:
            return None
        kinds = spec if isinstance(spec, list) else ["enterprise", "cooperative"]
        return self.world.some(model, kinds=kinds, pending=False)

    def _several(self, column: Any, spec: Any) -> list[Any]:
        world, model = self.world, column.related_model
        if model is Organisation:
            kinds = spec or ["enterprise", "cooperative"]
            found = [world.some(Organisation, kinds=kinds) for _one in range(world.rng.randint(0, 4))]
        else:
            every = {TechnologyDirection: world.directions, ScienceField: world.fields}.get(model, [])
            found = [world.rng.choice(every) for _one in range(world.rng.randint(1, 2))] if every else []
        return list(dict.fromkeys(one for one in found if one is not None))

    # --- Common fields and dates --------------------------------------------------------------

    def _common(self, draft: Draft) -> None:
        rng, register = self.world.rng, self.register
        about = getattr(draft.parent, "territory", None)
        if about is None and self.world.places:
            about = rng.choice(self.world.places)
        if isinstance(about, Unit) and (rng.random() < 0.92 or register.is_required("territory")):
            draft.values["territory"] = about
        if self.world.agencies and rng.random() < 0.85:
            draft.values["responsible"] = rng.choice(self.world.agencies)
        draft.values["visibility"] = self._visibility()
        draft.values["note"] = NOTE
        if rng.random() < 0.6:
            draft.values["confirmed_on"] = self.world.today - timedelta(rng.randint(0, 480))
        if "confirmation" in register.fields:
            draft.values["confirmation"] = "to_confirm" if rng.random() < 0.15 else "confirmed"

    def _visibility(self) -> str:
        kinds: list[str] = [Visibility.INTERNAL, Visibility.SHARED]
        weights = [15, 40]
        if self.register.public and not self.register.restricted:
            kinds, weights = [*kinds, Visibility.PUBLIC], [*weights, 45]
        return str(self.world.rng.choices(kinds, weights)[0])

    def _dates(self, draft: Draft, needed: set[str], skipped: set[str]) -> None:
        register = self.register
        names = [name for name in register.fields if isinstance(register.field(name), models.DateField)]
        days: dict[str, date] = {"start": draft.start, "end": draft.end or draft.start}
        known = {"valid_from", "valid_to", "confirmed_on"}
        if "valid_from" in names and "valid_from" not in skipped:
            draft.values["valid_from"] = days["valid_from"] = draft.start
        spec = draft.row.get("valid_to", self.words.fields.get("valid_to"))
        if "valid_to" in names and "valid_to" not in skipped and (self.words.term or spec):
            draft.values["valid_to"] = days["valid_to"] = self._last_day(draft, days, spec)
        for name in names:
            spec = draft.row.get(name, self.words.fields.get(name))
            if name in known or name in skipped or (spec is None and name not in needed):
                continue
            if name in needed or self.world.rng.random() < self.words.fill:
                day = self._relative(str(spec or "start+0..20"), days, needed=name in needed)
                if day is not None:
                    draft.values[name] = days[name] = day

    def _last_day(self, draft: Draft, days: Mapping[str, date], spec: Any) -> date:
        if spec:
            return self._relative(str(spec) + "!", days, needed=True) or draft.start
        return add_months(draft.start, self.world.rng.choice(self.words.term)) - timedelta(1)

    def _relative(self, spec: str, days: Mapping[str, date], *, needed: bool) -> date | None:
        """“start+5..60”: so many days after the start; in the future only with “!”. None without its first day."""
        told = _RELATIVE.match(spec)
        if told is None:
            raise ValueError(f"not a day: {spec!r}")
        first = days.get(told["from"], days["start"] if needed else None)
        if first is None:
            return None
        span = timedelta(self.world.rng.randint(int(told["low"]), int(told["high"])))
        day = first + span if told["sign"] == "+" else first - span
        if day > self.world.today and not told["later"]:
            return self.world.today if needed else None
        return day


def default_states(register: Register) -> dict[str, float]:
    """What is in force most often, some waiting, some paused, some over."""
    weights = {Standing.ACTIVE: 12.0, Standing.PENDING: 3.0, Standing.PAUSED: 1.5, Standing.ENDED: 2.0}
    simple = [one.code for one in register.life.states] == ["active", "ended"]
    if simple:
        return {"active": 1.0}
    return {one.code: weights[Standing(one.standing)] for one in register.life.states}
