"""Whether the states and steps of a rule set make a way that can be walked to its end."""

from collections.abc import Iterator, Set

from django.utils.translation import gettext as _

from khcn.operations.st_tasks.models.tasks import PHASES
from khcn.operations.st_tasks.procedures.shape import Outline, State, Transition

#: The phases in the order of the way; to go back takes a reason.
ORDER = tuple(state.code for state in PHASES.states)


def way_faults(outline: Outline) -> Iterator[str]:
    """Unreachable states, dead ends, traps, steps backwards without a reason."""
    yield from _ends(outline)
    for route in outline.routes or ("",):
        yield from _walk(outline, route)
    yield from _backwards(outline)


def reachable(outline: Outline, route: str, start: str) -> Set[str]:
    """The states to which a task of that route may come from a state, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for move in outline.transitions_from(waiting.pop(), route):
            if move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


def _ends(outline: Outline) -> Iterator[str]:
    everywhere = {
        state for route in outline.routes or ("",) for state in reachable(outline, route, outline.first.code)
    }
    for state in outline.states:
        leaving = outline.transitions_from(state.code)
        if state.code not in everywhere:
            yield _("Bước “%(name)s” không có đường nào dẫn tới.") % {"name": state.name}
        if state.final and leaving:
            yield _("Bước kết thúc “%(name)s” vẫn còn chuyển bước “%(step)s”.") % {
                "name": state.name, "step": leaving[0].label,
            }  # fmt: skip
        if not state.final:
            yield from _owner(state, leaving)


def _owner(state: State, leaving: list[Transition]) -> Iterator[str]:
    """Somebody holds the task, and who holds it can do something with it."""
    if state.holder in ("", "nobody"):
        yield _("Bước “%(name)s” chưa nói nhiệm vụ nằm trong tay ai.") % {"name": state.name}
    elif leaving and not any({state.holder, "officer"} & {*move.actors} for move in leaving):
        yield _("Ở bước “%(name)s” người giữ nhiệm vụ không có thẩm quyền chuyển bước nào.") % {
            "name": state.name
        }


def _walk(outline: Outline, route: str) -> Iterator[str]:
    """From each state on the way of this route some final state can be reached."""
    finals = {state.code for state in outline.states if state.final}
    for code in sorted(reachable(outline, route, outline.first.code)):
        state = outline.state_by_code.get(code)
        if state is None or state.final:
            continue
        if not outline.transitions_from(code, route):
            yield _("Bước “%(name)s” là ngõ cụt với phương thức “%(route)s”: không có chuyển bước nào.") % {
                "name": state.name, "route": route or "…",
            }  # fmt: skip
        elif not finals & reachable(outline, route, code):
            yield _("Từ bước “%(name)s” không đi được tới bước kết thúc nào.") % {"name": state.name}


def _backwards(outline: Outline) -> Iterator[str]:
    for move in outline.transitions:
        target = outline.state_by_code.get(move.target)
        for code in move.sources:
            source = outline.state_by_code.get(code)
            if source is None or target is None or move.reason:
                continue
            if _place(target) < _place(source):
                yield _("Chuyển bước “%(step)s” đi lùi từ “%(source)s” nên phải đòi lý do.") % {
                    "step": move.label, "source": source.name,
                }  # fmt: skip


def _place(state: State) -> int:
    return ORDER.index(state.phase) if state.phase in ORDER else -1
