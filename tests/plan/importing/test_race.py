"""Two people press the button at the same moment."""

import threading

import pytest
from django.db import connection

from khcn.kernel.errors import DomainError
from khcn.plan.importing.domain import confirm_import
from khcn.plan.importing.reading import take_in
from khcn.plan.importing.understanding import understand
from khcn.plan.models import Plan, PlanImport, PlanText
from tests.factories import AgencyFactory, actor_for, seat
from tests.plan.importing.texts import plan_text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by():
    return actor_for(seat("coordinator", AgencyFactory()))


def ready(tmp_path, by) -> PlanImport:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(plan_text(), encoding="utf-8")
    return take_in(
        PlanImport.objects.create(file_name="ke-hoach.txt", started_by_id=by.user_id), understand(path)
    )


def at_once(by, *rows: PlanImport) -> list[str]:
    told, start = [], threading.Barrier(len(rows))

    def press(row: PlanImport) -> None:
        start.wait()
        try:
            told.append(confirm_import(plan_import=row, by=by).code)
        except DomainError as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(told)


def test_one_import_confirmed_twice_at_once_gives_one_text(tmp_path, by):
    row = ready(tmp_path, by)
    assert at_once(by, row, row) == ["18-kh-ubnd-2024", "18-kh-ubnd-2024"]
    assert (Plan.objects.count(), PlanText.objects.count()) == (1, 1)


def test_two_imports_of_one_unknown_plan_at_once_give_one_plan(tmp_path, by):
    told = at_once(by, ready(tmp_path, by), ready(tmp_path, by))
    assert told == ["18-kh-ubnd-2024", "same_text"]
    assert (Plan.objects.count(), PlanText.objects.count()) == (1, 1)
