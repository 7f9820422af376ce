"""In which state a new record may be entered, by whom."""

import pytest

from khcn.kernel.errors import NotAllowed
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.entering import enterable_states, require_enterable
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db
SANG_KIEN = registers.get("sang-kien")


def person(role):
    return actor_for(seat(role, AgencyFactory()))


def codes(actor):
    return [one.code for one in enterable_states(SANG_KIEN, actor)]


def test_agency_enters_as_far_as_it_could_move_the_record_itself():
    assert codes(person("reporter")) == ["filed", "judging"]


def test_department_enters_what_stands_elsewhere_already():
    assert codes(person("coordinator")) == [one.code for one in SANG_KIEN.life.states]


def test_act_holds_to_it_whatever_a_form_or_program_sends():
    clerk, coordinator = person("reporter"), person("coordinator")
    with pytest.raises(NotAllowed) as refusal:
        sample(registers.get("to-chuc"), by=clerk, state="ended")
    assert (refusal.value.code, set(refusal.value.fields)) == ("record.state_not_allowed", {"state"})
    assert Organisation.objects.count() == 0
    assert sample(registers.get("to-chuc"), by=coordinator, state="ended").state == "ended"


@pytest.mark.parametrize("state", ["withdrawn", "khong-co"])
def test_nobody_enters_a_withdrawn_or_unknown_state(state):
    with pytest.raises(NotAllowed):
        require_enterable(SANG_KIEN, state, person("coordinator"))
