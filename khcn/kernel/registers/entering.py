"""Which states a person may give a record that is entered for the first time."""

from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.errors import NotAllowed
from khcn.kernel.registers.declaration import Register
from khcn.kernel.registers.life import State
from khcn.kernel.registers.rules import EDITORS


def enterable_states(register: Register, actor: Actor) -> list[State]:
    """What stands elsewhere already is entered as it is; people of agencies only as far as they could move it."""
    states = list(register.life.states)
    if actor.has(*EDITORS):
        return states
    reached, more = {states[0].code}, True
    while more:
        steps = {
            move.target
            for move in register.life.moves
            if actor.has(*move.roles) and reached.intersection(move.sources)
        }
        more = not steps <= reached
        reached |= steps
    return [one for one in states if one.code in reached]


def require_enterable(register: Register, state: str, by: Actor) -> None:
    """Refuse a first state that this person may not give; the form, imports and programs ask the same."""
    allowed = enterable_states(register, by)
    if state in {one.code for one in allowed}:
        return
    told = register.life.by_code.get(state)
    sentence = _(
        "Tài khoản của bạn không ghi thẳng được bản ghi mới ở trạng thái “%(state)s”. Hãy ghi ở trạng thái “%(first)s”, "
        "hoặc nhờ Sở KH&CN."
    ) % {"state": told.staff if told else state[:30], "first": allowed[0].staff}
    raise NotAllowed(sentence, code="record.state_not_allowed", fields={"state": sentence})
