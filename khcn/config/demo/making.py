"""The artificial records of one register: as many as its words tell, each one sound as if a person had typed it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from django.db.models import CharField, CheckConstraint, UniqueConstraint

from khcn.config.demo.drafting import Draft, Drafter, NothingToTell
from khcn.config.demo.words import Words
from khcn.config.demo.world import World
from khcn.config.demo.writing import complete
from khcn.kernel.register_io.constraints import holds
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.forms import RecordForm, form_class
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record

Shape = Callable[[Draft], None]
TRIES = 15
LAST_YEAR_BACK = 7


class UnsoundDraft(Exception):
    """Words and rules of a register disagree: a slip of ours."""


class Maker:
    """Drafts for a register, checked by its form and its natural keys."""

    def __init__(self, register: Register, words: Words, world: World, shape: Shape | None) -> None:
        self.register, self.words, self.world, self.shape = register, words, world, shape
        self.drafter = Drafter(register, words, world)
        self.form: type[RecordForm] = form_class(register)
        self.keys = register.keys
        self.uniques = [one for one in register.model._meta.constraints if isinstance(one, UniqueConstraint)]
        self.checks = [one for one in register.model._meta.constraints if isinstance(one, CheckConstraint)]
        there: Any = register.model._base_manager
        kept = there.exclude(standing=Standing.VOID).iterator()
        self.seen: set[tuple[Any, ...]] = {mark for record in kept for mark in self._marks(record)}
        self.unsound: list[str] = []

    def drafts(self, scale: float) -> Iterator[Draft]:
        found = list(self._children(scale) if self.register.parent else self._free(scale))
        yield from found
        yield from self._copies(found, scale)

    def _free(self, scale: float) -> Iterator[Draft]:
        least = max(len(self.words.rows), 3)
        for turn in range(max(round(self.words.count * scale), min(least, self.words.count))):
            if (draft := self._sound(turn)) is not None:
                yield draft

    def _children(self, scale: float) -> Iterator[Draft]:
        model: Any = self.register.field(self.register.parent).related_model
        parents = [one for one in self.world.made[model] if one.standing != Standing.VOID]
        turn = 0
        for parent in parents:
            if turn and self.world.rng.random() > self.words.share:
                continue
            before: Draft | None = None
            for year in self._years(parent, scale):
                draft = self._sound(turn, parent=parent, year=year, before=before)
                if draft is None:
                    break
                turn, before = turn + 1, draft
                yield draft

    def _years(self, parent: Record, scale: float) -> list[int | None]:
        wanted = max(round(self.world.rng.randint(*self.words.per) * min(5 * scale, 1)), 1)
        if not self.words.yearly:
            return [None] * wanted
        if parent.standing == Standing.PENDING:
            return []
        first = parent.valid_from.year if parent.valid_from else self.world.today.year - LAST_YEAR_BACK
        last = min((parent.ended_on or self.world.today).year, self.world.today.year - 1)
        return list(range(max(first, last - wanted + 1), last + 1)) or [first]

    def _copies(self, found: list[Draft], scale: float) -> Iterator[Draft]:
        """The same thing entered twice in another spelling, without its numbers: a likely duplicate."""
        title = self.register.model.title_field
        live = [one for one in found if one.live and not one.withdrawn]
        for draft in self.world.rng.sample(live, min(len(live), round(self.words.copies * max(scale, 0.2)))):
            copy = Draft(
                self.register, self.world, self.words, self.world.next(self.register.code), draft.state, draft.start, draft.end,
                values=dict(draft.values), copied=True,
            )  # fmt: skip
            copy.values[title] = str(copy.values[title]).upper()
            copy.drop(*(name for name in self._own_numbers() if name != title))
            with suppress(UnsoundDraft):
                if self._check(copy):
                    yield copy

    def _own_numbers(self) -> set[str]:
        """Texts by which records are told apart and that a second entry would lack."""
        told = {name for names in self.keys for name in names if not self.register.is_required(name)}
        return {name for name in told if isinstance(self.register.field(name), CharField)}

    def _sound(self, turn: int, **about: Any) -> Draft | None:
        """A draft that is sound and new; None when the words have nothing new to say."""
        unsound = 0
        for _try in range(TRIES):
            draft = self.drafter.draft(turn, **about)
            try:
                if self.shape:
                    self.shape(draft)
                if self._check(draft):
                    return draft
            except NothingToTell:
                return None
            except UnsoundDraft as fault:
                self.unsound.append(str(fault))
                unsound += 1
        if unsound == TRIES:
            raise UnsoundDraft(self.unsound[-1])
        return None

    def _check(self, draft: Draft) -> bool:
        """Whether the draft is new; raises UnsoundDraft when a person could not have typed it."""
        form = self.form(draft.values)
        if not form.is_valid():
            raise self._fault(draft, form.errors.as_json(escape_html=False))
        draft.values = {name: form.cleaned_data[name] for name in draft.values}
        complete(draft)
        assert draft.record is not None
        for check in self.checks:
            if holds(check.condition, draft.record) is False:
                raise self._fault(draft, check.name)
        return draft.withdrawn or self._is_new(draft.record)

    def _fault(self, draft: Draft, told: str) -> UnsoundDraft:
        return UnsoundDraft(f"{self.register.code} [{draft.state}]: {told} of {draft.values}")

    def _is_new(self, record: Record) -> bool:
        marks = [*self._marks(record)]
        if not self.seen.isdisjoint(marks):
            return False
        self.seen.update(marks)
        return True

    def _marks(self, record: Record) -> Iterator[tuple[Any, ...]]:
        """What no other record may share: the filled natural keys, and what the database says."""
        for names in self.keys:
            parts = self._parts(record, names)
            if all(part not in ("", None) for part in parts):
                yield (names, *parts)
        for one in self.uniques:
            parts = self._parts(record, one.fields)
            if None not in parts and (one.condition is None or holds(one.condition, record) is not False):
                yield (one.name, *parts)

    def _parts(self, record: Record, names: Iterable[str]) -> list[Any]:
        return [getattr(record, self.register.field(name).attname) for name in names]
