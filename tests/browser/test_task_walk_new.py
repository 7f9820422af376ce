"""A task under the draft of the new regime on the real pages: from the rule set put in force to the signed contract."""

from datetime import date

import pytest

from khcn.operations.st_tasks.models import Procedure
from tests.browser.task_walk import carrying_out, finding
from tests.browser.task_walk.desk import Desk
from tests.operations.st_tasks.packs import NEW, shipped

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
    made = Desk(open_page, live_server, tmp_path)
    yield made
    made.leave()


def test_from_the_draft_put_in_force_to_the_signed_contract(desk):
    rules = shipped(NEW)
    desk.day("2026-01-12")
    desk.post("officer", "procedure_put_in_force", where={"pk": rules.pk}, aware=True)
    assert Procedure.objects.get(pk=rules.pk).state == "in_force"
    finding.propose(desk)
    assert desk.task.procedure == rules
    page = desk.visit("officer", "st_task_detail", pk=desk.task.pk)
    page.get_by_text("Bộ quy tắc chưa được Sở xác nhận").wait_for()
    finding.identify(desk, "2026-01-26")
    finding.order(desk, "dat-hang")
    desk.day("2026-02-02")
    dossier = finding.assign(desk)
    finding.select(desk, "2026-02-24", POINTS)
    finding.appraise(desk, dossier, "2026-03-05")
    desk.day("2026-03-16")
    carrying_out.approve(desk, date(2026, 4, 1), date(2027, 3, 31))
    carrying_out.contract(desk, desk.today)
    assert desk.task.state == "running"
