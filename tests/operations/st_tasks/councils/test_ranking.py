"""The table of a call: right, and as cheap for many dossiers as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khcn.operations.st_tasks.councils.concluding import conclude
from khcn.operations.st_tasks.councils.ranking import matrix, ranking
from khcn.operations.st_tasks.models import CouncilItem, Sheet
from tests.factories import st_tasks as make
from tests.operations.st_tasks.councils import rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return rooms.officer()


def test_the_table_says_what_the_council_concluded(by):
    council, _held = rooms.at_the_table((80,) * 7, (90,) * 6 + (40,), (60,) * 7, by=by)
    before = ranking(council.items.first().task)
    conclude(item=council.items.first(), by=by)
    (table,) = ranking(council.items.first().task)
    assert [row.result for row in table.rows] == [row.result for row in before[0].rows]
    assert [(row.place, row.item.order, str(row.result.final)) for row in table.rows] == [
        (1, 1, "90"),
        (2, 0, "80"),
        (None, 2, "60"),
    ]
    assert {row.item.pk: str(row.result.final) for row in table.rows} == {
        item.pk: item.outcome["final"] for item in council.items.all()
    }


def test_means_of_criteria_count_valid_ballots_alone(by):
    council, _held = rooms.at_the_table((90,) * 6 + (40,), by=by)
    (table,) = ranking(council.items.get().task)
    assert {code: str(mean) for code, mean in table.rows[0].means.items()} == rooms.part_of(90)


def test_the_workbook_has_every_ballot_with_the_label_of_its_dossier(by):
    council, _held = rooms.at_the_table((90,) * 6 + (40,), by=by)
    (table,) = ranking(council.items.get().task)
    header, rows = matrix(table, {council.items.get().pk: "Hồ sơ HS-01"})
    assert (len(header), len(rows)) == (13, 7)
    assert rows[6][1:3] == ["Hồ sơ HS-01", "Ủy Viên Mẫu 6"]
    assert rows[6][9:] == ["40", "lệch quá mức", "90", "90"]


def test_a_task_without_a_council_has_no_table(by):
    assert ranking(rooms.task("opening")) == []


def many(by, dossiers: int) -> object:
    call = make.call(rules=rooms.rules())
    of = rooms.task("selection", call=call)
    council = rooms.appointed("selection", rooms.NINE, by=by, dossiers=(rooms.dossier(of, call=call),))
    rows = [rooms.dossier(of, call=call) for _number in range(dossiers - 1)]
    CouncilItem.objects.bulk_create(
        CouncilItem(council=council, task=of, dossier=one, order=number) for number, one in enumerate(rows, 1)
    )
    rooms.meeting(council, by)
    Sheet.objects.bulk_create(
        Sheet(
            item=item, seat=seat, kind="phieu-cham-diem", points=rooms.part_of(60 + (item.pk + seat.pk) % 30),
            handed_in_at=rooms.timezone.now(), seal="x",
        )
        for item in council.items.all() for seat in council.seats.all()
    )  # fmt: skip
    return call


def test_twelve_queries_are_enough_whatever_the_number_of_dossiers(by):
    told = []
    for dossiers in (1, 25):
        call = many(by, dossiers)
        with CaptureQueriesContext(connection) as queries:
            (table,) = ranking(call)
        assert len(table.rows) == dossiers
        told.append(len(queries))
    assert told[0] == told[1] <= 12
