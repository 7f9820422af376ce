"""Who judged a task comes into no team for it, and is told so in a sentence."""

import pytest
from django.utils import timezone

from khcn.kernel.errors import DomainError, NotAllowed
from khcn.operations.st_tasks.applications.independence import person_of
from khcn.operations.st_tasks.applications.starting import start_dossier
from khcn.operations.st_tasks.applications.teams import answer_invitation, invite, link_person
from khcn.operations.st_tasks.models import Application, Sheet, TeamMember
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge():
    return UserFactory()


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def expert():
    return make.person("Bà Mẫu Chấm")


@pytest.fixture
def judged(judge, expert):
    """A task that was judged by somebody with an account and a place in the directory, and is called out again."""
    of = make.task("calling", call=make.call())
    council = make.council(
        members=(judge,), dossiers=(make.application(of=of, purpose="dossier", state="invalid"),)
    )
    council.seats.update(person=expert)
    Sheet.objects.create(
        item=council.items.get(), seat=council.seats.get(), kind="ballot", handed_in_at=timezone.now(), seal="x"
    )  # fmt: skip
    return of


@pytest.fixture
def draft(judged, owner):
    return make.application(of=judged, purpose="dossier", owner=owner, call=judged.call)


def refused(act, **given) -> DomainError:
    with pytest.raises(DomainError) as error:
        act(**given)
    assert error.value.code == "application.judge"
    return error.value


def test_naming_a_judge_is_refused_without_telling_who_judges(draft, owner, expert):
    error = refused(
        invite, application=draft, name=expert.name, role="member", person=expert, by=actor_for(owner)
    )
    assert "hội đồng" not in error.message
    assert draft.team.count() == 1


def test_a_judge_does_not_accept_an_invitation_and_learns_why(draft, owner, judge):
    member, secret = invite(
        application=draft, name="Bà Mẫu", email="ba@example.vn", role="editor", by=actor_for(owner)
    )
    assert "Bạn đã chấm" in refused(answer_invitation, token=secret, accept=True, by=actor_for(judge)).message
    member.refresh_from_db()
    assert (member.user, member.accepted) == (None, None)


def test_a_member_is_not_tied_to_a_judge_of_the_directory(draft, owner, expert):
    member = make.team_member(draft, name="Bà Mẫu")
    refused(link_person, member=member, person=expert, by=actor_for(owner))
    member.refresh_from_db()
    assert member.person is None


def test_a_judge_begins_no_dossier(judged, judge):
    before = Application.objects.count()
    refused(start_dossier, task=judged, organisation=None, by=actor_for(judge))
    assert Application.objects.count() == before


def test_two_leaders_are_still_refused_as_before(draft, owner):
    make.team_member(draft, role="leader", name="Một")
    with pytest.raises(DomainError) as error:
        invite(application=draft, name="Hai", role="leader", by=actor_for(owner))
    assert error.value.code == "application.team_role"


def test_an_account_seated_as_an_expert_is_that_expert(judged, judge, expert):
    assert person_of(judge.pk) == expert
    assert person_of(None) is None
    make.council(members=(judge,)).seats.update(person=make.person("Người Khác"))
    assert person_of(judge.pk) is None


def test_accepting_ties_the_known_expert(owner, judge, judged, expert):
    other = make.application(owner=owner)
    _member, secret = invite(
        application=other, name="Bà Mẫu", email="ba@example.vn", role="editor", by=actor_for(owner)
    )
    answer_invitation(token=secret, accept=True, by=actor_for(judge))
    assert TeamMember.objects.get(application=other, user=judge).person == expert


def test_the_department_ties_the_leader_of_an_opened_dossier_strangers_do_not():
    people, now = make.players(), timezone.now()
    call = make.call(opened_on=now.date(), opening_at=now, closes_at=now, opening_minutes="1")
    dossier = make.application(of=make.task("opening", call=call), purpose="dossier", state="sent", call=call)
    leader, expert = make.team_member(dossier, role="leader", name="Người Mẫu Một"), make.person()
    for name in ("other", "leader"):
        with pytest.raises(NotAllowed):
            link_person(member=leader, person=expert, by=people.actor(name))
    with pytest.raises(NotAllowed):
        link_person(member=leader, person=expert, by=actor_for(dossier.owner))
    assert link_person(member=leader, person=expert, by=people.actor("officer")).person == expert
