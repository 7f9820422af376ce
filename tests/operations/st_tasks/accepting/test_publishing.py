"""The acceptance dossier is made public within five working days after it was found valid; secret ones never."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.accepting.publishing import publication_due, publish_dossier
from khcn.operations.st_tasks.models import StTask
from khcn.operations.st_tasks.procedures.keeping import outline_of
from khcn.operations.st_tasks.running.due import due_until
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.operations.st_tasks.packs import bare

pytestmark = pytest.mark.django_db
VALID = timezone.make_aware(datetime(2026, 4, 28, 9))  # 30/4 and 1/5 are days off


@pytest.fixture
def by():
    return actor_for(make.players().officer)


def due(task):
    return publication_due(task, outline_of(task.procedure))


def test_five_working_days_from_the_day_of_validity_until_it_is_published(by):
    task = make.task("acceptance", rules=bare(), step_since=VALID, dossier_on=date(2026, 4, 20))
    assert due(task) == date(2026, 5, 7)
    told = due_until(StTask.objects.filter(pk=task.pk), date(2026, 5, 7))
    assert [one.day for one in told if one.kind == "publish"] == [date(2026, 5, 7)]
    task = publish_dossier(task=task, on=date(2026, 5, 4), by=by)
    assert due(task) is None


@pytest.mark.parametrize(
    ("step", "over", "code"),
    [
        ("acceptance", {"confidential": True}, "acceptance.confidential"),
        ("checking", {}, "acceptance.not_valid"),
        ("acceptance", {"dossier_on": date(2026, 5, 20)}, "acceptance.published_on"),
    ],
)
def test_what_is_secret_not_valid_or_not_handed_in_is_not_published(by, step, over, code):
    task = make.task(step, rules=bare(), step_since=VALID, **over)
    with pytest.raises(DomainError) as refused:
        publish_dossier(task=task, on=date(2026, 5, 4), by=by)
    assert refused.value.code == code
