"""API tokens: told once, kept as a hash, ended by date, by hand and with the account."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from khcn.kernel.accounts.domain import deactivate_user, reactivate_user
from khcn.kernel.audit.models import Event
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.kernel.tokens.domain import MOST_TOKENS, create_token, mark_used, revoke_token, token_of
from khcn.kernel.tokens.models import ApiToken
from tests.factories import AgencyFactory, actor_for, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def clerk():
    return seat("reporter", AgencyFactory())


@pytest.fixture
def made(clerk, today):
    return create_token(by=actor_for(clerk), name=" Máy chủ thử ", expires_on=today + timedelta(days=30))


def test_secret_is_found_again_and_not_stored(made, clerk, today):
    token, secret = made
    assert token_of(secret, today) == token
    assert (token.name, token.user, token.writes) == ("Máy chủ thử", clerk, False)
    stored = " ".join(str(value) for value in ApiToken.objects.values_list().get())
    assert secret.removeprefix("khcn_")[8:] not in stored
    assert secret not in str(Event.objects.get(action="token.create").after)


@pytest.mark.parametrize("text", ["", "khcn_", "khcn_sai", "x" * 10_000, "khcn_\x00", "khcn_ắ"])
def test_other_texts_are_no_token(made, today, text):
    assert token_of(text, today) is None


def test_last_day_counts_and_the_next_does_not(made, today):
    token, secret = made
    assert token_of(secret, token.expires_on) == token
    assert token_of(secret, token.expires_on + timedelta(days=1)) is None


def test_revoked_token_is_gone_and_is_revoked_once(made, clerk, today):
    token, secret = made
    revoke_token(token=token, by=actor_for(clerk))
    assert token_of(secret, today) is None
    with pytest.raises(DomainError) as refused:
        revoke_token(token=token, by=actor_for(clerk))
    assert refused.value.code == "token.revoked"


def test_nobody_else_revokes_it(made):
    with pytest.raises(NotAllowed) as refused:
        revoke_token(token=made[0], by=actor_for(seat("admin")))
    assert refused.value.code == "token.not_own"


def test_locked_account_loses_its_tokens_for_good(made, clerk, today):
    admin = actor_for(seat("admin"))
    deactivate_user(by=admin, user=clerk, reason="Nghỉ việc")
    reactivate_user(by=admin, user=clerk)
    assert token_of(made[1], today) is None


def test_expiry_lies_within_a_year(clerk, today):
    for day in (today - timedelta(days=1), today + timedelta(days=367)):
        with pytest.raises(DomainError) as refused:
            create_token(by=actor_for(clerk), name="x", expires_on=day)
        assert (refused.value.code, set(refused.value.fields)) == ("token.expiry", {"expires_on"})


def test_expired_and_revoked_tokens_do_not_fill_the_number(made, clerk, today):
    by = actor_for(clerk)
    for _turn in range(MOST_TOKENS - 1):
        create_token(by=by, name="x", expires_on=today)
    with pytest.raises(DomainError) as refused:
        create_token(by=by, name="x", expires_on=today)
    assert refused.value.code == "token.too_many"
    ApiToken.objects.filter(name="x").update(expires_on=date(2020, 1, 2), created_on=date(2020, 1, 1))
    create_token(by=by, name="x", expires_on=today)


def test_use_is_noted_once_an_hour(made, django_assert_num_queries):
    token, _secret = made
    noon = timezone.make_aware(datetime(2026, 5, 4, 12))
    mark_used(token, noon)
    token.refresh_from_db()
    with django_assert_num_queries(0):
        mark_used(token, noon + timedelta(minutes=59))
    mark_used(token, noon + timedelta(hours=1))
    token.refresh_from_db()
    assert token.used_at == noon + timedelta(hours=1)


def test_person_without_a_seat_gets_none(today):
    from tests.factories.people import UserFactory

    with pytest.raises(NotAllowed):
        create_token(by=actor_for(UserFactory()), name="x", expires_on=today)
