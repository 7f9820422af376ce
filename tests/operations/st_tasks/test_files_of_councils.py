"""Scans of sheets and papers of meetings: for who serves the council and its members, never for applicants."""

import pytest
from django.utils import timezone

from khcn.kernel.access import may
from khcn.operations.st_tasks.models import Conflict, Declaration, Sheet
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory, actor_for

pytestmark = pytest.mark.django_db
SHEET, MEETING = "st_tasks.sheet.view", "st_tasks.meeting.view"


@pytest.fixture
def people():
    return make.players()


@pytest.fixture
def council(people):
    return court(people)


def court(people, **over):
    """Two members, one dossier, a sheet of the first member and a meeting on the dossier."""
    dossier = make.application(
        of=make.task("selection"), purpose="dossier", state="valid", owner=people.applicant
    )
    made = make.council(members=(people.member, UserFactory()), dossiers=(dossier,), **over)
    item = made.items.get()
    Sheet.objects.create(item=item, seat=made.seats.get(order=0), kind="ballot")
    made.meetings.create(at=timezone.now()).items.add(item)
    return made


def sees(user, council):
    sheet, meeting = Sheet.objects.get(item__council=council), council.meetings.get()
    return may(actor_for(user), SHEET, sheet), may(actor_for(user), MEETING, meeting)


def declare(council, conflicted=False):
    for seat in council.seats.all():
        Declaration.objects.create(
            seat=seat, item=council.items.get(), conflicted=conflicted, explanation="x" if conflicted else ""
        )


def test_officer_and_clerk_see_both_leader_and_strangers_neither(council, people):
    council.clerk = people.other
    council.save()
    assert sees(people.officer, council) == (True, True)
    assert sees(people.other, council) == (True, True)
    assert sees(people.leader, council) == (False, False)
    assert sees(people.proposer, council) == (False, False)


def test_members_see_their_own_sheet_and_papers_of_meetings_after_declaring(council, people):
    fellow = council.seats.get(order=1).user
    assert sees(people.member, council) == (True, False)
    declare(council)
    assert sees(people.member, council) == (True, True)
    assert sees(fellow, council) == (False, True)
    council.seats.update(left_on=timezone.localdate())
    assert sees(fellow, council) == (False, False)


def test_whoever_is_barred_from_an_item_reads_no_paper_of_its_meeting_until_it_is_waived(council, people):
    declare(council)
    bar = Conflict.objects.create(
        seat=council.seats.get(order=0), item=council.items.get(), kind="family", reason="Anh em"
    )
    assert sees(people.member, council) == (True, False)
    Conflict.objects.filter(pk=bar.pk).update(waived_at=timezone.now(), waiver_reason="Đã xem xét")
    assert sees(people.member, council) == (True, True)


def test_members_of_a_blind_council_wait_for_the_conclusion(people):
    council = court(people, blind=True)
    declare(council)
    assert sees(people.member, council) == (True, False)
    council.items.update(concluded_at=timezone.now(), result="chosen", outcome={})
    assert sees(people.member, council) == (True, True)


def test_applicants_see_neither_even_as_officers_or_clerk(council, people):
    assert sees(people.applicant, council) == (False, False)
    council.clerk = people.applicant
    council.save()
    assert sees(people.applicant, council) == (False, False)
    make.team_member(council.items.get().dossier, user=people.officer)
    assert sees(people.officer, council) == (False, False)


def test_an_officer_who_sits_in_a_blind_council_sees_their_own_sheet_alone(people):
    council = court(people, blind=True)
    council.seats.filter(order=1).update(user=people.officer)
    assert sees(people.officer, council) == (False, False)


def test_members_see_nothing_of_a_council_that_is_not_appointed(people):
    council = court(people, state="draft")
    declare(council)
    assert sees(people.member, council) == (False, False)
