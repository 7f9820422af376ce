"""Target T7 is read both ways: applications filed and titles granted."""

from datetime import date

import pytest

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import withdraw_record
from khcn.kernel.registers.measure import measure
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample

pytestmark = pytest.mark.django_db
RIGHTS = registers.get("so-huu-tri-tue")
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
FILED = {"kind": "invention", "filed_on": date(2025, 4, 2), "valid_from": None, "applicant_outside": False}


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


def counted(code):
    return measure(code, period=YEAR).value


def test_application_still_being_examined_counts_as_filed_and_not_as_granted(coordinator):
    sample(RIGHTS, by=coordinator, state=RIGHTS.life.states[0].code, **FILED)
    assert (counted("ip.inventions_filed"), counted("ip.inventions_granted")) == (1, 0)


def test_application_entered_by_mistake_counts_nowhere(coordinator):
    right = sample(RIGHTS, by=coordinator, state=RIGHTS.life.states[0].code, **FILED)
    withdraw_record(RIGHTS, right, by=coordinator, reason="Nhập nhầm")
    assert counted("ip.inventions_filed") == 0
