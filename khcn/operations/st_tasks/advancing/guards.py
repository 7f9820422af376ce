"""Guards: what must hold before a task may take a step, under the names that rule sets use.

    @guard("council_concluded")
    def concluded(step: Step) -> str: ...

A guard gives an empty text when it holds, else the Vietnamese sentence that says what is missing and who does it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khcn.kernel.access import Actor
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.shape import Outline, Transition


@dataclass
class Step:
    """A step about to be taken: the task as it stands, what is typed along with it, the rule set."""

    task: StTask
    outline: Outline
    transition: Transition
    by: Actor
    on: date
    values: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    acted_as: str = ""


Guard = Callable[[Step], str]
Effect = Callable[[Step], None]
_guards: dict[str, Guard] = {}
_effects: dict[str, Effect] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Register a guard under the name that rule sets use."""

    def register(function: Guard) -> Guard:
        if name in _guards:
            raise ValueError(f"guard {name!r} is registered twice")
        _guards[name] = function
        return function

    return register


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register what a step does besides moving the task; it runs in the same transaction, before the task is saved."""

    def register(function: Effect) -> Effect:
        if name in _effects:
            raise ValueError(f"effect {name!r} is registered twice")
        _effects[name] = function
        return function

    return register


def known_guards() -> frozenset[str]:
    return frozenset(_guards)


def known_effects() -> frozenset[str]:
    return frozenset(_effects)


def unmet(step: Step) -> list[str]:
    """The sentences of all guards that do not hold."""
    return [sentence for name in step.transition.guards if (sentence := _guards[name](step))]


def run_effects(step: Step) -> None:
    for name in step.transition.effects:
        _effects[name](step)
