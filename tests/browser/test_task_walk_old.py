"""One task through the whole old regime on the real pages: from the proposal to the end of its follow-up."""

from datetime import date

import pytest

from khcn.kernel.audit.queries import faults
from tests.browser.task_walk import carrying_out, ending, finding
from tests.browser.task_walk.desk import Desk
from tests.operations.st_tasks.packs import OLD, shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POINTS = {
    "overview": "11",
    "content": "22",
    "products": "15",
    "applicability": "14,5",
    "feasibility": "14",
    "capacity": "15",
}


@pytest.fixture
def desk(open_page, live_server, tmp_path):
    shipped(OLD)
    made = Desk(open_page, live_server, tmp_path)
    yield made
    made.leave()


def test_from_proposal_to_closed_follow_up(desk):
    desk.day("2024-01-15")
    finding.propose(desk)
    finding.identify(desk, "2024-01-25")
    finding.order(desk, "tuyen-chon")
    found = finding.call(desk, "2024-03-15")
    desk.day("2024-03-01")
    dossier = finding.apply_in(desk, found)
    desk.day("2024-03-18")
    finding.open_call(desk, found, dossier)
    finding.select(desk, "2024-04-03", POINTS)
    finding.appraise(desk, dossier, "2024-04-15")
    desk.day("2024-06-03")
    carrying_out.approve(desk, date(2024, 7, 1), date(2025, 6, 30))
    desk.day("2024-06-12")
    carrying_out.contract(desk, desk.today)
    desk.day("2024-07-05")
    carrying_out.first_half(desk)
    carrying_out.inspect(desk)
    desk.day("2025-07-10")
    ending.hand_in(desk)
    ending.accept(desk, "2025-08-05")
    desk.day("2025-08-25")
    ending.register(desk)
    desk.day("2025-09-20")
    ending.settle(desk)
    ending.follow_up(desk)
    assert desk.task.state == "closed"
    assert list(faults()) == []
