"""Whether a change asked for while a task runs may be granted; `refusals` names what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import singledispatch

from khcn.lib.months import add_months

from .rules import ChangeRule
from .steps import Fault, Values


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """More time is asked for: months asked, on which day, and of which task."""

    duration_months: int
    months_asked: int
    asked_on: date
    ends_on: date
    extended_before: int = 0


@dataclass(frozen=True, slots=True)
class ShorteningFacts:
    """Less time is asked for: the part of the contents that is done."""

    done: Fraction


@dataclass(frozen=True, slots=True)
class AmendmentFacts:
    """Something of the task is to be worded anew (“name”, “objective”, “product” …) under a mode of spending."""

    mode: str
    subject: str


@dataclass(frozen=True, slots=True)
class ReplacementFacts:
    """The leader or the host is to be replaced on a ground."""

    role: str
    ground: str


Facts = ExtensionFacts | ShorteningFacts | AmendmentFacts | ReplacementFacts


def refusals(*, rule: ChangeRule, facts: Facts) -> tuple[Fault, ...]:
    """The faults of a change; none if the rule does not stand in its way."""
    return tuple(_faults(facts, rule))


@singledispatch
def _faults(facts: Facts, rule: ChangeRule) -> Iterator[Fault]:
    raise TypeError(f"no rule for {type(facts).__name__}")


@_faults.register
def _extension(facts: ExtensionFacts, rule: ChangeRule) -> Iterator[Fault]:
    article = rule.cite("extension")
    if facts.extended_before >= rule.extensions:
        values: Values = {"times": facts.extended_before, "most": rule.extensions}
        yield Fault("changes.extended_before", values, article)
    most = longest_extension(rule=rule, duration_months=facts.duration_months)
    if facts.months_asked > most:
        yield Fault("changes.extension_too_long", {"asked": facts.months_asked, "most": most}, article)
    if add_months(facts.asked_on, rule.notice_months) > facts.ends_on:
        values = {"asked_on": facts.asked_on, "ends_on": facts.ends_on, "months": rule.notice_months}
        yield Fault("changes.extension_asked_late", values, article)


def longest_extension(*, rule: ChangeRule, duration_months: int) -> int:
    """The most months that a task of this length may be extended by."""
    long_task = duration_months > rule.long_task_months
    return rule.long_extension_months if long_task else rule.short_extension_months


@_faults.register
def _shortening(facts: ShorteningFacts, rule: ChangeRule) -> Iterator[Fault]:
    if facts.done < rule.shortening_share:
        values: Values = {"done_share": facts.done, "needed_share": rule.shortening_share}
        yield Fault("changes.too_little_done", values, rule.cite("shortening"))


@_faults.register
def _amendment(facts: AmendmentFacts, rule: ChangeRule) -> Iterator[Fault]:
    if facts.subject in rule.frozen.get(facts.mode, ()):
        yield Fault("changes.frozen", {"subject": facts.subject}, rule.cite("frozen"))


@_faults.register
def _replacement(facts: ReplacementFacts, rule: ChangeRule) -> Iterator[Fault]:
    if facts.role in rule.grounds and facts.ground not in rule.grounds[facts.role]:
        values: Values = {"replaced": facts.role, "ground": facts.ground}
        yield Fault("changes.ground_not_listed", values, rule.cite(facts.role))
