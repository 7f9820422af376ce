"""Who calls: tokens, sessions, anybody; how often; and how refusals look."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from khcn.kernel.tokens.models import ApiToken
from tests.factories import AgencyFactory, seat
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db
LIST = "so-dang-ky/to-chuc"
NEW = {"values": {"name": "Công ty Mẫu số 1", "kind": "enterprise"}}


@pytest.fixture(autouse=True)
def nobody_called_yet():
    cache.clear()


def told(answer):
    return answer.status_code, answer.json().get("code")


def test_token_that_ended_is_refused_and_not_passed_over(department):
    assert department.get(LIST).status_code == 200
    today = timezone.localdate()
    ApiToken.objects.update(created_on=today - timedelta(days=9), expires_on=today - timedelta(days=1))
    assert told(department.get(LIST)) == (401, "auth.token")
    ApiToken.objects.update(expires_on=today, revoked_at=timezone.now())
    assert told(department.get(LIST)) == (401, "auth.token")


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic eDp4", "khcn_x", "Bearer khcn_ắ"])
def test_header_that_is_no_token_is_refused_even_with_a_session(client, coordinator, header):
    client.force_login(coordinator)
    answer = client.get(f"/api/v1/{LIST}", headers={"Authorization": header})
    assert told(answer) == (401, "auth.token")


def test_seat_that_ended_takes_the_rights_of_the_token_along(department, coordinator):
    today = timezone.localdate()
    coordinator.memberships.update(valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1))
    assert told(department.post(LIST, NEW)) == (403, "not_allowed:directory.organisation.edit")


def test_use_of_a_token_is_noted(department):
    department.get(LIST)
    noted = ApiToken.objects.get().used_at
    assert timezone.now() - noted < timedelta(minutes=1)
    department.get(LIST)
    assert ApiToken.objects.get().used_at == noted


def test_session_reads_and_writes_only_with_the_csrf_token(coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    caller = Caller(client=client)
    assert caller.get(LIST).status_code == 200
    assert told(caller.post(LIST, NEW)) == (403, "auth.csrf")
    client.get("/ho-so/")
    token = client.cookies["csrftoken"].value
    assert caller.post(LIST, NEW, **{"X-CSRFToken": token}).status_code == 201


def test_token_needs_no_csrf(caller_for, coordinator):
    caller = caller_for(coordinator)
    caller.client = Client(enforce_csrf_checks=True)
    assert caller.post(LIST, NEW).status_code == 201


def test_anybody_and_programs_are_counted_apart_and_people_are_not(
    settings, anybody, department, coordinator
):
    settings.KHCN_API_ANONYMOUS_RATE, settings.KHCN_API_TOKEN_RATE = "2/m", "3/m"
    assert [anybody.get("so-dang-ky").status_code for _turn in range(3)] == [200, 200, 429]
    answer = anybody.get("so-dang-ky")
    assert told(answer) == (429, "throttled")
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert [department.get("so-dang-ky").status_code for _turn in range(4)] == [200, 200, 200, 429]
    client = Client()
    client.force_login(coordinator)
    assert {client.get("/api/v1/so-dang-ky").status_code for _turn in range(5)} == {200}


def test_answers_are_kept_by_nobody(anybody):
    for path in ("so-dang-ky", "khong-co", LIST):
        assert anybody.get(path).headers["Cache-Control"] == "private, no-store"


def test_refusals_are_json_in_vietnamese(anybody, department):
    for answer, status, code in (
        (anybody.get("khong-co"), 404, "not_found"),
        (anybody.get(f"{LIST}/x"), 404, "not_found"),
        (anybody.get(f"{LIST}/{'9' * 30}"), 404, "not_found"),
        (anybody.get("so-dang-ky/khong-co"), 404, "not_found"),
        (department.post("so-lieu", {}), 405, "method"),
        (department.client.delete(f"/api/v1/{LIST}/1", headers=department.headers), 405, "method"),
    ):
        assert told(answer) == (status, code)
        assert answer.headers["Content-Type"] == "application/json"
        assert any(letter in answer.json()["message"] for letter in "àáạảãăâđêôơư")


def test_trailing_slash_does_no_harm(anybody):
    assert anybody.get(f"{LIST}/").status_code == 200


def test_fault_of_ours_is_told_without_its_details(anybody, monkeypatch, caplog):
    from khcn.web.api import reading

    def fail(*_args):
        raise RuntimeError("bí mật")

    monkeypatch.setattr(reading, "register_of", fail)
    answer = anybody.get(LIST)
    assert told(answer) == (500, "server")
    assert "bí mật" not in json.dumps(answer.json(), ensure_ascii=False)
    assert "API request failed" in caplog.text


# --- The page of one's keys -----------------------------------------------------------------------


def test_key_is_made_on_the_profile_and_shown_once(sign_in):
    client = sign_in(seat("reporter", AgencyFactory()))
    day = timezone.localdate() + timedelta(days=20)
    answer = client.post(
        "/ho-so/khoa-api/", {"name": "Máy chủ thử", "expires_on": day.isoformat(), "writes": "on"}
    )
    secret = answer.context["secret"]
    assert (answer.headers["Cache-Control"], secret in answer.content.decode()) == ("no-store", True)
    assert Caller(secret).get(LIST).status_code == 200
    page = client.get("/ho-so/khoa-api/").content.decode()
    assert ("Máy chủ thử" in page, secret in page) == (True, False)
    token = ApiToken.objects.get()
    assert (token.writes, token.expires_on) == (True, day)
    assert client.post(f"/ho-so/khoa-api/{token.pk}/thu-hoi/").status_code == 302
    assert told(Caller(secret).get(LIST)) == (401, "auth.token")


def test_wrong_expiry_is_told_at_its_field(sign_in):
    client = sign_in(seat("reporter", AgencyFactory()))
    answer = client.post("/ho-so/khoa-api/", {"name": "x", "expires_on": "01/01/2099"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"expires_on", "__all__"})
    assert ApiToken.objects.count() == 0


def test_keys_of_others_are_not_there(sign_in, caller_for, coordinator):
    caller_for(coordinator)
    client = sign_in(seat("admin"))
    assert list(client.get("/ho-so/khoa-api/").context["tokens"]) == []
    assert client.post(f"/ho-so/khoa-api/{ApiToken.objects.get().pk}/thu-hoi/").status_code == 404
    assert client.get("/ho-so/khoa-api/").headers["Cache-Control"] == "no-store"
