"""Numbers that a rule set tells in two places, as a figure and where they are counted with: both must say the same."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.procedures.shape import Deadline, Outline

#: Figure: the state whose deadline it is.
OF_STATES = {
    "publish.order_days": "ordered", "opening.days": "opening", "publish.result_days": "approved",
    "acceptance.dossier_days": "dossier", "acceptance.check_days": "checking", "acceptance.council_days": "acceptance",
    "finishing.days": "finishing", "registration.days": "registration", "recognition.days": "recognition",
    "settle.months": "settlement", "follow_up.years": "follow_up",
}  # fmt: skip
#: Figure: the state whose second deadline it is, the transition whose deadline it is.
THEN, OF_MOVES = {"acceptance.meeting_days": "acceptance"}, {"acceptance.supplement_days": "supplement"}
#: Figure: where it stands in the rule of councils that judge acceptance.
OF_COUNCILS = {"acceptance.late_fail_months": ("decision", "late_months"), "counters.count": ("counters",)}


def disagreements(outline: Outline) -> Iterator[str]:
    """A sentence for each figure that is another number where it is counted with."""
    for code, (where, number) in _told(outline):
        figure = outline.figure_by_code.get(code)
        if figure is not None and figure.value != number:
            yield _("Con số “%(code)s” (%(what)s) là %(figure)s, nhưng ở “%(where)s” là %(number)s; hai chỗ phải bằng nhau.") % {
                "code": code, "what": figure.what, "figure": figure.value, "where": where, "number": number,
            }  # fmt: skip


def _told(outline: Outline) -> Iterator[tuple[str, tuple[str, Fraction]]]:
    states, moves = outline.state_by_code, {one.code: one for one in outline.transitions}
    for code, at in OF_STATES.items():
        if at in states:
            yield from _of_deadline(code, states[at].name, states[at].deadline)
    for code, at in THEN.items():
        deadline = states[at].deadline if at in states else None
        yield from _of_deadline(
            code, states[at].name if at in states else "", deadline.then if deadline else None
        )
    for code, at in OF_MOVES.items():
        if at in moves:
            yield from _of_deadline(code, moves[at].label, moves[at].deadline)
    for council in outline.councils:
        for code, path in OF_COUNCILS.items():
            if council.judges == "acceptance" and (number := _at(council.rule, path)) is not None:
                yield code, (council.name, Fraction(str(number)))


def _of_deadline(
    code: str, where: str, deadline: Deadline | None
) -> Iterator[tuple[str, tuple[str, Fraction]]]:
    if deadline is not None:
        yield code, (where, Fraction(deadline.amount))


def _at(rule: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        rule = rule.get(name) if hasattr(rule, "get") else None
    return rule
