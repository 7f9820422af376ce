from datetime import date
from types import SimpleNamespace

import pytest

from tests.factories import AgencyFactory, UserFactory, actor_for, seat
from tests.factories.st_tasks import application, organisation, task


@pytest.fixture
def people(db):
    """An accepted task of a host, with the host's owner, an officer, a leader and a stranger."""
    owner = UserFactory()
    one = task(
        "follow_up",
        accepted_on=date(2023, 7, 1),
        starts_on=date(2021, 7, 1),
        ends_on=date(2023, 6, 1),
        valid_from=date(2021, 6, 1),
        host=organisation(),
    )
    application(owner=owner, purpose="dossier", state="chosen", of=one)
    return SimpleNamespace(
        task=one, host=actor_for(owner), owner=owner, officer=actor_for(seat("coordinator", AgencyFactory())),
        leader=actor_for(seat("leader", AgencyFactory())), stranger=actor_for(UserFactory()),
    )  # fmt: skip
