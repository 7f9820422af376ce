"""After a figure or a definition changed, a worker counts anew what stands on it."""

import pytest
from django_tasks_db.models import DBTaskResult

from khcn.indicators.cards import draft_card, put_in_force
from khcn.indicators.counting import recount
from khcn.indicators.entering import confirm_value
from khcn.indicators.models import Count
from khcn.indicators.recounting import catch_up
from khcn.registers.directory.models import Organisation
from tests.factories.indicators import indicator, observation
from tests.indicators.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def waiting():
    return DBTaskResult.objects.ready().filter(task_path=catch_up.module_path).count()


def test_confirmed_figure_moves_the_formulas_that_use_it(hands, django_capture_on_commit_callbacks):
    base = indicator("goc", unit="", owner=hands.owner)
    top = indicator("ngon", unit="", expression="[goc] * 2")
    rows = [observation(base, year, 5, "draft") for year in (2023, 2024)]
    with django_capture_on_commit_callbacks(execute=True):
        for row in rows:
            confirm_value(observation=row, by=hands.approver)
    assert waiting() == 1
    catch_up.func()
    assert list(Count.objects.filter(indicator=top).order_by("last_day").values_list("value", flat=True)) == [
        10,
        10,
    ]


def test_new_definition_is_counted_without_waiting_for_the_next_day(
    hands, django_capture_on_commit_callbacks
):
    Organisation.objects.create(name="Trung tâm Mẫu số 1", kind="science", state="active")
    one = indicator("dem", unit="tổ chức", kind="count")
    draft = draft_card(
        indicator=one, by=hands.coordinator, reason="Nay đếm từ sổ",
        values={"source": "fact", "fact": "organisations.science", "accumulation": "latest"},
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        put_in_force(card=draft, by=hands.coordinator)
    assert (waiting(), Count.objects.count()) == (1, 0)
    catch_up.func()
    assert set(Count.objects.filter(indicator=one).values_list("value", flat=True)) == {1}


def test_counting_itself_asks_for_no_further_count(django_capture_on_commit_callbacks):
    observation(indicator("goc", unit=""), 2024, 5)
    indicator("ngon", unit="", expression="[goc] * 2")
    with django_capture_on_commit_callbacks(execute=True):
        recount(today=TODAY)
    assert waiting() == 0
