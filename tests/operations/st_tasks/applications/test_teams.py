import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from khcn.kernel.access import NOBODY, may
from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.applications.teams import (
    answer_invitation,
    change_role,
    invitation,
    invite,
    remove_member,
    transfer_ownership,
)
from khcn.operations.st_tasks.models import TeamMember
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for

pytestmark = pytest.mark.django_db
VIEW = "st_tasks.application.view"


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def draft(owner):
    return make.application(owner=owner)


def ask(draft, owner, **over):
    told = {"name": "Đồng Tác Giả", "email": "dong@example.vn", "role": "editor"} | over
    return invite(application=draft, by=actor_for(owner), **told)


def test_an_invitation_goes_by_mail_and_only_its_hash_is_stored(
    draft, owner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        member, secret = ask(draft, owner)
    text = mail.outbox[0].body
    assert mail.outbox[0].to == ["dong@example.vn"]
    assert re.search(r"/loi-moi/([\w-]+)/", text)[1] == secret
    assert secret not in str(TeamMember.objects.filter(pk=member.pk).values().get())


def test_the_link_works_once_and_gives_the_right_of_the_role(draft, owner):
    friend = UserFactory()
    _member, secret = ask(draft, owner)
    assert not may(actor_for(friend), VIEW, draft)
    member = answer_invitation(token=secret, accept=True, by=actor_for(friend))
    assert (member.user, member.accepted, member.token) == (friend, True, "")
    assert may(actor_for(friend), VIEW, draft)
    assert may(actor_for(friend), "st_tasks.application.edit", draft)
    assert not may(actor_for(friend), "st_tasks.application.send", draft)
    with pytest.raises(DomainError) as refused:
        answer_invitation(token=secret, accept=True, by=actor_for(UserFactory()))
    assert refused.value.code == "application.invitation_closed"


def test_accepting_needs_an_account_declining_does_not(draft, owner):
    _member, secret = ask(draft, owner)
    with pytest.raises(NotAllowed):
        answer_invitation(token=secret, accept=True, by=NOBODY)
    member = answer_invitation(token=secret, accept=False, by=NOBODY)
    assert (member.accepted, member.user) == (False, None)


def test_an_old_or_foreign_or_withdrawn_link_opens_nothing(draft, owner):
    member, secret = ask(draft, owner)
    assert invitation(secret) == member
    assert invitation("") is None
    assert invitation("x" * 500) is None
    TeamMember.objects.filter(pk=member.pk).update(invited_at=timezone.now() - timedelta(days=31))
    assert invitation(secret) is None
    TeamMember.objects.filter(pk=member.pk).update(invited_at=timezone.now())
    remove_member(member=member, by=actor_for(owner))
    assert invitation(secret) is None


def test_nobody_takes_two_places_in_one_team(draft, owner):
    _member, secret = ask(draft, owner)
    with pytest.raises(DomainError) as refused:
        answer_invitation(token=secret, accept=True, by=actor_for(owner))
    assert refused.value.code == "application.already_member"


@pytest.mark.parametrize(
    ("over", "code"),
    [({"name": " "}, "team_name"), ({"email": "khong-phai"}, "team_email"), ({"role": "owner"}, "team_role")],
)
def test_a_wrong_invitation_names_its_field(draft, owner, over, code):
    with pytest.raises(DomainError) as refused:
        ask(draft, owner, **over)
    assert refused.value.code == f"application.{code}"


def test_the_same_address_and_a_second_leader_are_refused(draft, owner):
    ask(draft, owner, role="leader")
    with pytest.raises(DomainError) as refused:
        ask(draft, owner, email="DONG@example.vn")
    assert refused.value.code == "application.team_email"
    with pytest.raises(DomainError) as refused:
        ask(draft, owner, email="", role="leader")
    assert refused.value.code == "application.team_role"


def test_people_leave_by_themselves_the_owner_stays(draft, owner):
    friend = UserFactory()
    place = make.team_member(draft, role="viewer", user=friend)
    remove_member(member=place, by=actor_for(friend))
    assert not may(actor_for(friend), VIEW, draft)
    with pytest.raises(DomainError) as refused:
        remove_member(member=draft.team.get(role="owner"), by=actor_for(owner))
    assert refused.value.code == "application.owner_stays"


def test_a_reader_removes_nobody_else(draft):
    reader = UserFactory()
    make.team_member(draft, role="viewer", user=reader)
    other = make.team_member(draft, role="member")
    with pytest.raises(NotAllowed):
        remove_member(member=other, by=actor_for(reader))


def test_the_owner_may_be_the_leader_and_still_sends(draft, owner):
    place = draft.team.get(role="owner")
    assert change_role(member=place, role="leader", by=actor_for(owner)).role == "leader"
    assert may(actor_for(owner), "st_tasks.application.send", draft)
    with pytest.raises(DomainError):
        change_role(member=place, role="viewer", by=actor_for(owner))


def test_the_application_is_handed_over_only_by_its_owner_to_who_accepted(draft, owner):
    friend = UserFactory()
    place = make.team_member(draft, role="editor", user=friend)
    waiting = make.team_member(draft, role="editor")
    with pytest.raises(NotAllowed):
        transfer_ownership(application=draft, member=place, by=actor_for(friend))
    with pytest.raises(DomainError) as refused:
        transfer_ownership(application=draft, member=waiting, by=actor_for(owner))
    assert refused.value.code == "application.heir_not_accepted"
    made = transfer_ownership(application=draft, member=place, by=actor_for(owner))
    assert made.owner == friend
    assert {(one.role, one.user_id) for one in draft.team.all()} == {
        ("owner", friend.pk), ("editor", owner.pk), ("editor", None)
    }  # fmt: skip
