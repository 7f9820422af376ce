"""Secret addresses of feeds: shown once, hashed, revocable, with the rights of their owner today."""

from datetime import date, timedelta

import pytest

from khcn.kernel.duties.feeds import MOST_KEYS, create_feed, feed_duties, feed_of, revoke_feed
from khcn.kernel.duties.models import FeedKey
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, UserFactory, actor_for, people_of
from tests.factories.duties import duty_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return people_of(agency).clerk


def test_token_is_not_stored(clerk):
    key, token = create_feed(by=actor_for(clerk, TODAY))
    assert feed_of(token) == key
    assert token not in str(FeedKey.objects.values().get())
    assert len(token) >= 40


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1], lambda t: t[:8] + "x" * 35, lambda t: "", lambda t: t + "ư"]
)
def test_other_tokens_lead_nowhere(clerk, spoil):
    _key, token = create_feed(by=actor_for(clerk, TODAY))
    assert feed_of(spoil(token)) is None


def test_revoked_feed_and_feed_of_a_locked_person_are_gone(clerk):
    by = actor_for(clerk, TODAY)
    (first, one), (_second, two) = create_feed(by=by), create_feed(by=by)
    revoke_feed(key=first, by=by)
    assert (feed_of(one), feed_of(two) is not None) == (None, True)
    clerk.is_active = False
    clerk.save()
    assert feed_of(two) is None


def test_feed_is_revoked_by_its_owner_only_and_once(clerk, agency):
    by = actor_for(clerk, TODAY)
    key, _token = create_feed(by=by)
    with pytest.raises(NotAllowed):
        revoke_feed(key=key, by=actor_for(people_of(agency).approver, TODAY))
    revoke_feed(key=key, by=by)
    with pytest.raises(DomainError) as refusal:
        revoke_feed(key=key, by=by)
    assert refusal.value.code == "feed.revoked"


def test_feed_tells_what_its_owner_may_see_today(clerk, agency):
    other = AgencyFactory()
    mine, theirs = (
        Organisation.objects.create(name=f"Công ty Mẫu {one.pk}", kind="enterprise", responsible=one)
        for one in (agency, other)
    )
    open_one, done = duty_of(mine, TODAY), duty_of(mine, TODAY - timedelta(days=90), done_on=TODAY)
    late = duty_of(mine, TODAY - timedelta(days=300))
    duty_of(mine, TODAY - timedelta(days=91), done_on=TODAY)
    duty_of(mine, TODAY, cancelled_on=TODAY)
    duty_of(theirs, TODAY)
    key, _token = create_feed(by=actor_for(clerk, TODAY))
    assert feed_duties(key, TODAY) == [late, done, open_one]
    narrowed, _token = create_feed(by=actor_for(clerk, TODAY), agency=other)
    assert feed_duties(narrowed, TODAY) == []
    clerk.memberships.update(valid_to=TODAY - timedelta(days=1))
    assert feed_duties(key, TODAY) == []


def test_person_without_a_seat_has_no_feed():
    with pytest.raises(NotAllowed):
        create_feed(by=actor_for(UserFactory(), TODAY))


def test_number_of_feeds_is_limited(clerk):
    by = actor_for(clerk, TODAY)
    for _turn in range(MOST_KEYS):
        create_feed(by=by)
    with pytest.raises(DomainError) as refusal:
        create_feed(by=by)
    assert refusal.value.code == "feed.too_many"
