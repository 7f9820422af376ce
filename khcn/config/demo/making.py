"""The artificial records of one register: as many as its words tell, each one sound as if a person had typed it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import UniqueConstraint

from khcn.config.demo.drafting import Draft, Drafter
from khcn.config.demo.words import Words
from khcn.config.demo.world import World
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.forms import RecordForm, form_class
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record

Shape = Callable[[Draft], None]
TRIES = 25
LAST_YEAR_BACK = 7


class UnsoundDraft(Exception):
    """Words and rules of a register disagree: a slip of ours."""


class Maker:
    """Drafts for a register, checked by its form and its natural keys."""

    def __init__(self, register: Register, words: Words, world: World, shape: Shape | None) -> None:
        self.register, self.words, self.world, self.shape = register, words, world, shape
        self.drafter = Drafter(register, words, world)
        self.form: type[RecordForm] = form_class(register)
        self.keys = _unique(register)
        self.seen: set[tuple[Any, ...]] = set()

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
            for year in self._years(parent):
                draft = self._sound(turn, parent=parent, year=year, before=before)
                if draft is not None:
                    turn, before = turn + 1, draft
                    yield draft

    def _years(self, parent: Record) -> list[int | None]:
        wanted = self.world.rng.randint(*self.words.per)
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
                values=dict(draft.values),
            )  # fmt: skip
            copy.values[title] = str(copy.values[title]).upper()
            copy.drop(*(name for name in self.register.text_keys if name != title))
            if self._check(copy):
                yield copy

    def _sound(self, turn: int, **about: Any) -> Draft | None:
        for _try in range(TRIES):
            draft = self.drafter.draft(turn, **about)
            if self.shape:
                self.shape(draft)
            if self._check(draft):
                return draft
        return None

    def _check(self, draft: Draft) -> bool:
        """Whether the draft is new; raises UnsoundDraft when a person could not have typed it."""
        form = self.form(draft.values)
        if not form.is_valid():
            told = form.errors.as_json(escape_html=False)
            raise UnsoundDraft(f"{self.register.code} [{draft.state}]: {told} of {draft.values}")
        draft.values = {name: form.cleaned_data[name] for name in draft.values}
        marks = [(names, *(_bare(draft.values.get(name)) for name in names)) for names in self.keys]
        marks = [mark for mark in marks if all(part not in ("", None) for part in mark[1:])]
        if draft.withdrawn:
            return True
        if not self.seen.isdisjoint(marks):
            return False
        self.seen.update(marks)
        return True


def _unique(register: Register) -> list[tuple[str, ...]]:
    """Combinations of typed fields that may stand once: natural keys, and what the database says."""
    told = [tuple(one.fields) for one in register.model._meta.constraints if isinstance(one, UniqueConstraint)]
    return [names for names in dict.fromkeys((*register.keys, *told)) if set(names) <= set(register.fields)]


def _bare(value: Any) -> Any:
    return value.pk if isinstance(value, Record) else getattr(value, "pk", value)
