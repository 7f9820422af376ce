"""Callers of the API: a client that speaks JSON, with a token or without."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from khcn.kernel.tokens.domain import create_token
from tests.factories import AgencyFactory, actor_for, seat


class Caller:
    """A program: `caller.get("so-dang-ky/to-chuc")` gives the answer, `.json()` its content."""

    def __init__(self, secret: str = "", client: Client | None = None) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path, data=None, **headers):
        return self.client.get(_full(path), data, headers={**self.headers, **headers})

    def post(self, path, body=None, **headers):
        return self._send("post", path, body, headers)

    def patch(self, path, body=None, **headers):
        return self._send("patch", path, body, headers)

    def _send(self, method, path, body, headers):
        content = body if isinstance(body, bytes) else json.dumps(body or {})
        call = getattr(self.client, method)
        return call(
            _full(path), content, content_type="application/json", headers={**self.headers, **headers}
        )


def _full(path):
    return path if path.startswith("/") else f"/api/v1/{path}"


@pytest.fixture
def caller_for():
    """A program of this person; it writes unless told otherwise."""

    def make(user, *, writes=True):
        day = timezone.localdate() + timedelta(days=30)
        return Caller(create_token(by=actor_for(user), name="Thử", expires_on=day, writes=writes)[1])

    return make


@pytest.fixture
def anybody():
    return Caller()


@pytest.fixture
def agency():
    return AgencyFactory(name="Sở Thử nghiệm A", code="so-a")


@pytest.fixture
def coordinator(agency):
    return seat("coordinator", agency)


@pytest.fixture
def department(caller_for, coordinator):
    return caller_for(coordinator)


@pytest.fixture
def own_agency(caller_for, agency):
    return caller_for(seat("reporter", agency))


@pytest.fixture
def other_agency(caller_for):
    return caller_for(seat("reporter", AgencyFactory(code="so-b")))
