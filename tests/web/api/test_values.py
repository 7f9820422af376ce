"""Every register: what the API tells, the form takes back as the very same values."""

import json
from decimal import Decimal

import pytest
from ninja.responses import NinjaJSONEncoder

from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.forms import initial_of
from khcn.kernel.registers.values import data_of
from khcn.web.api.values import checked
from tests.factories import actor_for
from tests.factories.records import sample

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("register", list(registers), ids=lambda one: one.code)
def test_values_come_back_unchanged(register, coordinator):
    actor = actor_for(coordinator)
    made = sample(register, by=actor, full=True)
    made.refresh_from_db()
    told = json.dumps(data_of(register, made, register.fields), cls=NinjaJSONEncoder)
    held = initial_of(register, made)
    back = checked(
        register, json.loads(told, parse_float=Decimal), by=actor, names=register.fields, initial=held
    )
    assert back == held
