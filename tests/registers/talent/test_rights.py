"""Policy cases are read by few."""

import pytest

from khcn.kernel.access import NOBODY, may
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.rules import Level, level_of, view_name
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db
CASES = registers.get("chinh-sach-nhan-luc")


def test_leader_stranger_and_public_read_no_policy_case():
    coordinator = actor_for(seat("coordinator", AgencyFactory()))
    record = sample(CASES, by=coordinator, full=True, visibility="public", responsible=None)
    others = [actor_for(seat(role, AgencyFactory())) for role in ("reporter", "leader")]
    assert may(coordinator, view_name(CASES), record)
    assert [may(one, view_name(CASES), record) for one in (*others, NOBODY)] == [False, False, False]
    assert level_of(NOBODY, CASES) == Level.NOTHING


def test_case_is_called_after_its_policy_not_its_person():
    coordinator = actor_for(seat("coordinator", AgencyFactory()))
    record = sample(CASES, by=coordinator, full=True)
    assert str(record) == record.policy
    assert record.person.name not in record.policy
