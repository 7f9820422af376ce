from datetime import date
from types import SimpleNamespace

import pytest

from tests.factories import AgencyFactory, UserFactory, actor_for, seat
from tests.factories.st_tasks import application, organisation, task


@pytest.fixture
def scene(db, client):
    """An accepted task of a host; `sign_in(name)` gives the client of that person."""
    people = {
        "host": UserFactory(),
        "officer": seat("coordinator", AgencyFactory()),
        "stranger": UserFactory(),
    }
    one = task(
        "follow_up", accepted_on=date(2023, 7, 1), starts_on=date(2021, 7, 1), ends_on=date(2023, 6, 1),
        valid_from=date(2021, 6, 1), host=organisation("Viện Mẫu số 1"), name="Nghiên cứu giống cây mẫu",
    )  # fmt: skip
    application(owner=people["host"], purpose="dossier", state="chosen", of=one)

    def sign_in(name):
        client.logout()
        if name:
            client.force_login(people[name])
        return client

    return SimpleNamespace(
        task=one, sign_in=sign_in, actor=lambda name: actor_for(people[name]), people=people,
        url=f"/nhiem-vu-khcn/{one.pk}/",
    )  # fmt: skip
