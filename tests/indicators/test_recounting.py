"""What makes a worker count anew."""

import pytest
from django_tasks_db.models import DBTaskResult

from khcn.indicators.models import Card, Count, Observation, StoredForecast
from khcn.indicators.recounting import catch_up
from khcn.indicators.signals import figures_changed
from khcn.kernel.packs.reader import Pack

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sender", "waiting"), [(Observation, 1), (Card, 1), (Pack, 1), (Count, 0), (StoredForecast, 0)]
)
def test_new_figures_and_definitions_wake_a_worker_once(sender, waiting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            figures_changed.send(sender=sender, indicators=[], by=None)
    assert DBTaskResult.objects.filter(task_path=catch_up.module_path).count() == waiting
