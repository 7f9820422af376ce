"""Two people at the same moment: one wins, the other is told."""

import pytest

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.councils.concluding import conclude
from khcn.operations.st_tasks.councils.meetings import close_meeting
from khcn.operations.st_tasks.councils.sheets import hand_in_sheet, save_sheet
from khcn.operations.st_tasks.models import CouncilItem, Meeting, Sheet
from tests.factories.people import actor_for
from tests.operations.st_tasks.councils import rooms
from tests.parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by():
    return rooms.officer()


def codes(told) -> list[str]:
    return sorted(one.code if isinstance(one, DomainError) else type(one).__name__ for one in told)


def test_of_two_secretaries_who_conclude_at_once_one_is_told(tmp_path, by):
    council, _held = rooms.at_the_table((80,) * 7, by=by)
    item, other = council.items.get(), rooms.officer()
    told, left = at_once(
        tmp_path,
        lambda: conclude(item=item, by=by),
        lambda: conclude(item=item, by=other),
        then=lambda: CouncilItem.objects.values_list("result", flat=True).get(pk=item.pk),
    )
    assert (codes(told), left) == (["item.concluded", "list"], "winner")


def test_a_sheet_handed_in_while_the_council_concludes_counts_or_is_refused(tmp_path, by):
    council = rooms.appointed(by=by, dossiers=(rooms.dossier(rooms.task("selection")),))
    rooms.all_declare(council)
    rooms.meeting(council, by)
    item = council.items.get()
    *others, last = council.seats.order_by("order")
    for seat in others:
        rooms.hand_in(seat, item, points=rooms.part_of(80))
    me = actor_for(last.user)
    sheet = save_sheet(seat=last, item=item, by=me, seen_revision=0, points=rooms.part_of(80))
    told, (counted, handed_in) = at_once(
        tmp_path,
        lambda: hand_in_sheet(sheet=sheet, seen_revision=sheet.revision, by=me),
        lambda: conclude(item=item, by=by, missing_ok=True),
        then=lambda: (
            len(CouncilItem.objects.get(pk=item.pk).outcome["ballots"]),
            Sheet.objects.filter(handed_in_at__isnull=False).count(),
        ),
    )
    assert counted == handed_in
    assert codes(told) in (["Sheet", "list"], ["item.concluded", "list"])


def test_minutes_are_written_once(tmp_path, by):
    council, held = rooms.at_the_table((80,) * 7, by=by)
    conclude(item=council.items.get(), by=by)
    told, left = at_once(
        tmp_path,
        lambda: close_meeting(meeting=held, minutes_symbol="1/BB", by=by),
        lambda: close_meeting(meeting=held, minutes_symbol="2/BB", by=by),
        then=lambda: Meeting.objects.values_list("state", "minutes_symbol").get(pk=held.pk),
    )
    assert codes(told) == ["Meeting", "meeting.closed"]
    winner = next(one for one in told if isinstance(one, Meeting))
    assert left == ("closed", winner.minutes_symbol)
