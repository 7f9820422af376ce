"""The shape of a rule set, read from its definition once and kept.

Everything a regime may change stands here as data: states, transitions, deadlines, councils, grids, forms, figures.
What a name stands for in Python (guards, effects, actors) is in `advancing`; the check `procedures.lint` finds names that
stand for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

#: How a number of days is counted.
UNITS = ("working_days", "days", "months", "years")


@dataclass(frozen=True)
class Basis:
    """Where a number or rule comes from, and whether somebody verified it."""

    article: str = ""
    confirmed: bool = False

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Basis:
        return cls(told.get("basis", ""), told.get("confirmation", "to_confirm") == "confirmed")


@dataclass(frozen=True)
class Deadline:
    """So many days after (negative: before) a day: the day of entering the state, or a date named in
    `advancing.deadlines`; `then` further days of another sort (15 working days, then 30 days)."""

    amount: int
    unit: str
    start: str = ""
    basis: Basis = Basis()
    then: Deadline | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any] | None) -> Deadline | None:
        if not told:
            return None
        return cls(
            int(told["amount"]), told["unit"], told.get("from", ""), Basis.read(told), cls.read(told.get("then"))
        )  # fmt: skip


@dataclass(frozen=True)
class State:
    """One step of the way. `phase` is a state of `models.tasks.PHASES`; `holder` says in whose hands the task is."""

    code: str
    name: str
    phase: str
    holder: str
    for_applicant: str = ""
    for_public: str = ""
    deadline: Deadline | None = None
    final: bool = False
    group: str = ""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> State:
        return cls(
            told["code"], told["name"], told["phase"], told["holder"], told.get("for_applicant", ""),
            told.get("for_public", ""), Deadline.read(told.get("deadline")), bool(told.get("final")), told.get("group", ""),
        )  # fmt: skip


@dataclass(frozen=True)
class Transition:
    """A step from some states to one.

    `actors` are names of `advancing.actors`; `guards` must all hold; `needs` are fields of the task that must be filled
    by then, `takes` further ones that may be; what stands in `fills` an effect fills, nobody types it; `papers` are form codes that must be attached; `produces` are codes of
    documents to be made; `effects` are run in the same transaction. A `deadline` of its own goes before that of the
    state it leads to: a supplement is due sooner than the dossier was.
    """

    code: str
    label: str
    sources: tuple[str, ...]
    target: str
    actors: tuple[str, ...]
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    reason: bool = False
    routes: tuple[str, ...] = ()
    tone: str = ""
    basis: Basis = Basis()
    fills: tuple[str, ...] = ()
    deadline: Deadline | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that are typed along with the step, the necessary ones first."""
        return tuple(name for name in dict.fromkeys((*self.needs, *self.takes)) if name not in self.fills)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Transition:
        def several(name: str) -> tuple[str, ...]:
            return tuple(told.get(name, ()))

        return cls(
            told["code"], told["label"], several("from"), told["to"], several("actors"), several("guards"), several("needs"),
            several("takes"), several("papers"), several("produces"), several("effects"), bool(told.get("reason")),
            several("routes"), told.get("tone", ""), Basis.read(told), several("fills"), Deadline.read(told.get("deadline")),
        )  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A number of the regime under a stable code: `council.selection.quorum`, `extension.longest_months`…"""

    code: str
    value: Fraction
    unit: str
    what: str
    basis: Basis

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Figure:
        return cls(
            told["code"], Fraction(str(told["value"])), told.get("unit", ""), told["what"], Basis.read(told)
        )


@dataclass(frozen=True)
class Criterion:
    code: str
    name: str
    maximum: int
    content: bool = False


@dataclass(frozen=True)
class Grid:
    """A scoring grid for some kinds of task; the maxima add up to `total`."""

    code: str
    name: str
    kinds: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    total: int
    basis: Basis

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Grid:
        criteria = tuple(
            Criterion(one["code"], one["name"], int(one["max"]), bool(one.get("content")))
            for one in told["criteria"]
        )
        return cls(
            told["code"],
            told["name"],
            tuple(told.get("kinds", ())),
            criteria,
            int(told["total"]),
            Basis.read(told),
        )


@dataclass(frozen=True)
class CouncilKind:
    """`judges`: identification | selection | finance | acceptance. `rule` holds the parameters of `judging.rules`."""

    code: str
    name: str
    judges: str
    stage: str
    roles: tuple[str, ...]
    rule: Mapping[str, Any]
    sheet: str = ""
    blind: bool = False
    basis: Basis = Basis()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> CouncilKind:
        return cls(
            told["code"], told["name"], told["judges"], told.get("stage", ""), tuple(told.get("roles", ())),
            told.get("rule", {}), told.get("sheet", ""), bool(told.get("blind")), Basis.read(told),
        )  # fmt: skip


@dataclass(frozen=True)
class FormField:
    """One field of a form. `kind`: line | text | money | number | date | year | choice | choices | yes_no | note.
    `column` names the field of the application or the task that takes the answer over."""

    code: str
    label: str
    kind: str
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    maximum: int = 0
    column: str = ""
    blind: bool = False

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> FormField:
        choices = tuple((str(one["code"]), str(one["name"])) for one in told.get("choices", ()))
        return cls(
            told["code"], told["label"], told["kind"], bool(told.get("required")), told.get("help", ""), choices,
            int(told.get("max", 0)), told.get("column", ""), bool(told.get("blind")),
        )  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A form of the regime. `purpose`: proposal | dossier | sheet | paper; `kinds` empty: for all kinds of task.
    A field with `blind` may name authors and is hidden where names are."""

    code: str
    name: str
    purpose: str
    kinds: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    papers: tuple[str, ...] = ()
    basis: Basis = Basis()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Form:
        return cls(
            told["code"], told["name"], told["purpose"], tuple(told.get("kinds", ())), tuple(told.get("routes", ())),
            tuple(FormField.read(one) for one in told.get("fields", ())), tuple(told.get("papers", ())), Basis.read(told),
        )  # fmt: skip

    @cached_property
    def by_code(self) -> dict[str, FormField]:
        return {one.code: one for one in self.fields}


@dataclass(frozen=True)
class CostItem:
    code: str
    name: str
    lump_sum: bool = True
    norm: str = ""


@dataclass(frozen=True)
class Outline:
    """A whole rule set, read."""

    code: str
    version: int
    name: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    figures: tuple[Figure, ...]
    grids: tuple[Grid, ...]
    councils: tuple[CouncilKind, ...]
    forms: tuple[Form, ...]
    cost_items: tuple[CostItem, ...]
    code_pattern: str
    routes: tuple[str, ...]
    terms: Mapping[str, str]
    code_kinds: Mapping[str, str] = field(default_factory=dict)
    state_by_code: Mapping[str, State] = field(init=False, repr=False, compare=False)
    figure_by_code: Mapping[str, Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "state_by_code", {one.code: one for one in self.states})
        object.__setattr__(self, "figure_by_code", {one.code: one for one in self.figures})

    @property
    def first(self) -> State:
        return self.states[0]

    def state(self, code: str) -> State:
        """The state of that code; raises KeyError for a code that the rule set does not know."""
        return self.state_by_code[code]

    def transition(self, code: str) -> Transition | None:
        return next((one for one in self.transitions if one.code == code), None)

    def transitions_from(self, state: str, route: str = "") -> list[Transition]:
        """The transitions that leave a state; those for other routes are left out when the route is known."""
        leaving = (one for one in self.transitions if state in one.sources)
        return [one for one in leaving if not one.routes or not route or route in one.routes]

    def figure(self, code: str) -> Fraction:
        """The value of a figure; raises KeyError."""
        return self.figure_by_code[code].value

    def council(self, code: str) -> CouncilKind | None:
        return next((one for one in self.councils if one.code == code), None)

    def form(self, code: str) -> Form | None:
        return next((one for one in self.forms if one.code == code), None)

    def forms_for(self, purpose: str, kind: str = "", route: str = "") -> list[Form]:
        return [
            one for one in self.forms
            if one.purpose == purpose and (not kind or not one.kinds or kind in one.kinds)
            and (not route or not one.routes or route in one.routes)
        ]  # fmt: skip

    def grid_for(self, kind: str) -> Grid | None:
        return next((one for one in self.grids if kind in one.kinds), None)

    def unconfirmed(self) -> Iterable[tuple[str, Basis]]:
        """What nobody has verified, by name."""
        parts: list[Any] = [*self.figures, *self.grids, *self.councils, *self.forms, *self.transitions]
        for part in parts:
            if not part.basis.confirmed:
                yield f"{type(part).__name__.lower()}:{part.code}", part.basis
        for state in self.states:
            if state.deadline and not state.deadline.basis.confirmed:
                yield f"deadline:{state.code}", state.deadline.basis
        for move in self.transitions:
            if move.deadline and not move.deadline.basis.confirmed:
                yield f"deadline:{move.code}", move.deadline.basis


def read_outline(definition: Mapping[str, Any], *, code: str, version: int, name: str) -> Outline:
    """Read a definition that the schema `procedure.json` has accepted."""
    return Outline(
        code=code,
        version=version,
        name=name,
        states=tuple(State.read(one) for one in definition["states"]),
        transitions=tuple(Transition.read(one) for one in definition["transitions"]),
        figures=tuple(Figure.read(one) for one in definition.get("figures", ())),
        grids=tuple(Grid.read(one) for one in definition.get("grids", ())),
        councils=tuple(CouncilKind.read(one) for one in definition.get("councils", ())),
        forms=tuple(Form.read(one) for one in definition.get("forms", ())),
        cost_items=tuple(
            CostItem(one["code"], one["name"], bool(one.get("lump_sum", True)), one.get("norm", ""))
            for one in definition.get("cost_items", ())
        ),
        code_pattern=definition.get("code_pattern", ""),
        routes=tuple(definition.get("routes", ())),
        terms=definition.get("terms", {}),
        code_kinds=definition.get("code_kinds", {}),
    )
