"""Of several figures or readings for one promise, people settle which holds."""

from datetime import date

import pytest

from khcn.kernel.audit.models import Event
from khcn.plan.measures import govern_target
from khcn.plan.models import Target
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, actor_for, seat
from tests.parallel import at_once

TODAY = date(2026, 6, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return actor_for(seat("coordinator", AgencyFactory()), TODAY)


@pytest.fixture
def pair():
    plan = PlanFactory()
    return [TargetFactory(plan=plan, code="T6", governing=True), TargetFactory(plan=plan, code="T6-PL.3", governing=False)]  # fmt: skip


def test_one_figure_of_a_promise_governs_and_the_event_tells_which_did_before(pair, steward):
    govern_target(target=pair[1], reason=" Phụ lục mới hơn ", by=steward)
    assert list(Target.objects.filter(governing=True).values_list("code", flat=True)) == ["T6-PL.3"]
    event = Event.objects.get(action="target.govern")
    assert (event.before, event.after) == (
        {"codes": ["T6"]}, {"code": "T6-PL.3", "reason": "Phụ lục mới hơn"},
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_leave_one_figure_governing(pair, steward, tmp_path):
    results, governing = at_once(
        tmp_path, *(lambda one=one: govern_target(target=one, reason="vì", by=steward) for one in pair),
        then=lambda: Target.objects.filter(governing=True).count(),
    )  # fmt: skip
    assert ([type(one) for one in results], governing) == ([Target, Target], 1)
