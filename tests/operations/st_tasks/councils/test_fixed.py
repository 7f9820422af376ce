"""What the database itself refuses, asked past all acts; runs on SQLite and on PostgreSQL alike."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from khcn.operations.st_tasks.models import CouncilItem, Seat, SentVersion, Sheet, TeamMember
from tests.factories import st_tasks as make
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values) -> str:
    with pytest.raises(IntegrityError) as error:
        run(sql, *values)
    return str(error.value).splitlines()[0]


@pytest.fixture
def user(db):
    return UserFactory()


@pytest.fixture
def item(user):
    """A dossier before a council in which this user sits."""
    of = make.task("selection")
    dossier = make.application(of=of, purpose="dossier", state="valid")
    council = make.council(members=(user,), dossiers=(dossier,))
    return council.items.get()


def seat_of(item: CouncilItem) -> Seat:
    return item.council.seats.get()


def sheet(item: CouncilItem, **over) -> Sheet:
    return Sheet.objects.create(item=item, seat=seat_of(item), kind="ballot", **over)


def handed_in(item: CouncilItem) -> Sheet:
    return sheet(item, handed_in_at=timezone.now(), seal="x", points={"a": "1"})


INSERT = """INSERT INTO st_tasks_sheet
    (item_id, seat_id, kind, points, answers, vote, comment, revision, blank, seal, saved_at)
    SELECT %s, %s, 'raw', '{}', '{}', '', '', 0, false, '', CURRENT_TIMESTAMP"""


def test_a_stranger_may_judge(item):
    run(INSERT, item.pk, seat_of(item).pk)
    assert Sheet.objects.count() == 1


def test_no_author_judges_as_account_as_person_as_owner_or_as_leader(item, user):
    seat, person = seat_of(item), make.person("Ông Mẫu Ba")
    Seat.objects.filter(pk=seat.pk).update(person=person)
    member = make.team_member(item.dossier, user=user)
    assert refused(INSERT, item.pk, seat.pk) == "no author judges"
    TeamMember.objects.filter(pk=member.pk).update(user=None, person=person)
    assert refused(INSERT, item.pk, seat.pk) == "no author judges"
    member.delete()
    run("UPDATE st_tasks_application SET owner_id = %s WHERE id = %s", user.pk, item.dossier_id)
    assert refused(INSERT, item.pk, seat.pk) == "no author judges"
    run("UPDATE st_tasks_application SET owner_id = %s WHERE id = %s", UserFactory().pk, item.dossier_id)
    run("UPDATE st_tasks_sttask SET leader_id = %s WHERE id = %s", person.pk, item.task_id)
    assert refused(INSERT, item.pk, seat.pk) == "no author judges"


@pytest.mark.parametrize(
    ("purpose", "state"), [("dossier", "valid"), ("proposal", "sent"), ("dossier", "invalid")]
)
def test_an_author_of_any_other_application_for_the_task_does_not_judge(item, user, purpose, state):
    other = make.application(of=item.task, purpose=purpose, state=state)
    make.team_member(other, user=user)
    assert refused(INSERT, item.pk, seat_of(item).pk) == "no author judges"


def test_a_sheet_does_not_move_to_a_seat_of_an_author(item, user):
    there = sheet(item)
    make.team_member(item.dossier, user=user)
    assert refused("UPDATE st_tasks_sheet SET comment = 'x' WHERE id = %s", there.pk) == "no author judges"


def test_who_left_before_the_dossier_was_sent_may_judge_and_who_left_later_may_not(item, user):
    member = make.team_member(item.dossier, user=user)
    for hours, allowed in ((-1, True), (1, False)):
        TeamMember.objects.filter(pk=member.pk).update(
            removed_at=item.dossier.sent_at + timedelta(hours=hours)
        )
        if allowed:
            run(INSERT, item.pk, seat_of(item).pk)
            Sheet.objects.all().delete()
        else:
            assert refused(INSERT, item.pk, seat_of(item).pk) == "no author judges"


def test_who_handed_in_a_sheet_joins_no_team_for_that_task(item, user):
    sheet(item)
    make.team_member(item.dossier, name="Chưa nộp phiếu thì vẫn thêm được", user=UserFactory())
    Sheet.objects.update(handed_in_at=timezone.now(), seal="x")
    rival = make.application(of=item.task, purpose="dossier", state="valid")
    for application in (item.dossier, rival):
        with pytest.raises(IntegrityError, match="no author judges"), transaction.atomic():
            make.team_member(application, user=user)
    waiting = make.team_member(rival)
    told = refused("UPDATE st_tasks_teammember SET user_id = %s WHERE id = %s", user.pk, waiting.pk)
    assert told == "no author judges"


def test_a_member_of_the_identification_council_may_bid_once_it_has_concluded(user):
    of = make.task("calling")
    council = make.council(kind="identification", members=(user,), tasks=(of,))
    item = council.items.get()
    handed_in(item)
    early = make.application(of=of, purpose="dossier", state="draft")
    with pytest.raises(IntegrityError, match="no author judges"), transaction.atomic():
        make.team_member(early, user=user)
    item.concluded_at, item.result, item.outcome = timezone.now(), "recommended", {}
    item.save()
    later = make.application(of=of, purpose="dossier", state="draft")
    assert make.team_member(later, user=user).pk


@pytest.mark.parametrize(
    "change",
    ["points = '{}'", "comment = 'x'", "handed_in_at = NULL", "seal = 'y'", "vote = 'do'", "blank = true"],
)
def test_a_sheet_handed_in_never_changes(item, change):
    there = handed_in(item)
    assert refused(f"UPDATE st_tasks_sheet SET {change} WHERE id = %s", there.pk) == (
        "a sheet handed in never changes"
    )


def test_a_sheet_handed_in_is_never_deleted_a_draft_may_be(item):
    there = handed_in(item)
    assert refused("DELETE FROM st_tasks_sheet WHERE id = %s", there.pk) == "a sheet handed in never changes"
    run("UPDATE st_tasks_council SET artificial = true")
    run("DELETE FROM st_tasks_sheet WHERE id = %s", there.pk)
    draft = sheet(item)
    run("UPDATE st_tasks_council SET artificial = false")
    run("DELETE FROM st_tasks_sheet WHERE id = %s", draft.pk)
    assert Sheet.objects.count() == 0


def test_a_version_sent_neither_changes_nor_goes(item):
    version = SentVersion.objects.create(
        application=item.dossier, number=1, content={"a": 1}, seal="x", sent_at=timezone.now()
    )
    for sql in ("UPDATE st_tasks_sentversion SET content = '{}'", "DELETE FROM st_tasks_sentversion"):
        assert refused(f"{sql} WHERE id = %s", version.pk) == "a version sent never changes"
    run("UPDATE st_tasks_sentversion SET sent_by_id = NULL")
    run("UPDATE st_tasks_application SET artificial = true")
    run("DELETE FROM st_tasks_sentversion")
    assert SentVersion.objects.count() == 0
