"""The result of a selection is cancelled seven days after the host was told, not sooner."""

from datetime import timedelta

import pytest

from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.advance import advance
from tests.factories import st_tasks as make
from tests.factories.people import actor_for
from tests.operations.st_tasks.packs import shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "code"), [(None, "task.field_missing"), (6, "task.guard"), (7, "")])
@pytest.mark.parametrize("step", ["completing", "deciding"])
def test_seven_days_lie_between_notice_and_cancellation(step, days, code):
    by = actor_for(make.players().leader)
    task = make.task(step, rules=shipped())
    values = {} if days is None else {"cancel_notice_on": by.on - timedelta(days=days)}
    act = {
        "task": task,
        "transition": "cancel_result",
        "by": by,
        "values": values,
        "note": "Kê khai không trung thực",
    }
    if not code:
        assert advance(**act).step == "cancelled"
        return
    with pytest.raises(DomainError) as refused:
        advance(**act)
    assert refused.value.code == code
