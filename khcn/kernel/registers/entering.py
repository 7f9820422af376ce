"""Which states a person may give a record that is entered for the first time."""

from khcn.kernel.access import Actor
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.life import State
from khcn.kernel.registers.rules import EDITORS


def enterable_states(register: Register, actor: Actor) -> list[State]:
    """What stands elsewhere already is entered as it is; people of agencies only as far as they could move it."""
    states = list(register.life.states)
    if actor.has(*EDITORS):
        return states
    reached = {move.target for move in register.life.moves if actor.has(*move.roles)}
    return [one for position, one in enumerate(states) if position == 0 or one.code in reached]
