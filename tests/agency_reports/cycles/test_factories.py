from tests.factories.indicators import indicator
from tests.factories.plans import TaskFactory
from tests.factories.reports import cycle, report, request_for


def test_factories_write_rows_that_the_constraints_accept(db):
    round_ = cycle(2026)
    asked = request_for(
        cycle_=round_, tasks=[TaskFactory(plan=round_.plan)], indicators=[indicator()], sections=["results"]
    )
    assert [(one.order, one.kind) for one in asked.items.all()] == [
        (0, "task"),
        (1, "indicator"),
        (2, "section"),
    ]
    first = asked.items.first()
    old = report(asked, "returned", answers={first: {"declared": "met", "text": "Xong"}})
    new = report(asked, version=2, replaces=old)
    assert [one.state for one in (old, new)] == ["returned", "draft"]
    assert len(old.seal) == 64
