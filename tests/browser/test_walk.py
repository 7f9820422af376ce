"""The main job, as people do it: a document becomes a plan, an agency reports, the leader sees it."""

from pathlib import Path

import pytest
from django.urls import reverse

from khcn.agency_reports.models import TaskUpdate
from khcn.kernel.audit.queries import faults as chain_faults
from khcn.plan.models import Plan, Task
from tests.factories import AgencyFactory, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXAMPLE = Path(__file__).parents[2] / "examples" / "ke-hoach-tinh-mau.txt"
#: The smallest real PNG: one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def people():
    department = AgencyFactory(name="Sở Khoa học và Công nghệ", short_name="Sở KH&CN")
    finance = AgencyFactory(name="Sở Tài chính")
    return {
        "coordinator": seat("coordinator", department),
        "clerk": seat("reporter", finance),
        "leader": seat("leader", AgencyFactory(name="Ủy ban nhân dân tỉnh Mẫu", kind="ubnd-tinh")),
    }


def import_example(page) -> Plan:
    """Upload, look, correct one item, confirm."""
    page.goto(reverse("import_new"))
    page.set_input_files("input[type=file]", EXAMPLE)
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_role("link", name="Nhiệm vụ").last.click()
    page.get_by_role("link", name="Sửa 2", exact=True).click()
    page.get_by_label("Sản phẩm").fill("Báo cáo rà soát định mức đã được duyệt")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Báo cáo rà soát định mức đã được duyệt").first.wait_for()
    page.get_by_role("link", name="Xác nhận", exact=True).click()
    page.get_by_role("button", name="Đưa vào kế hoạch").click()
    page.wait_for_url("**/ke-hoach/**")
    return Plan.objects.get()


def report(page, task: Task, evidence: Path) -> None:
    page.goto(reverse("task_update_new", kwargs={"plan": task.plan.code, "no": task.no}))
    page.get_by_label("Đạt", exact=True).check()
    page.get_by_label("Kết quả đã làm được").fill("Đã rà soát 12 định mức, trình thông qua 9 định mức.")
    page.get_by_label("Kết quả bằng số").fill("9")
    page.get_by_label("Đơn vị tính").fill("định mức")
    page.set_input_files("input[type=file]", evidence)
    page.get_by_role("button", name="Ghi cập nhật").click()
    page.get_by_text("Đã rà soát 12 định mức").first.wait_for()


def test_from_the_document_to_the_leaders_screen(open_page, people, faults, tmp_path):
    plan = import_example(open_page(people["coordinator"]))
    task = Task.objects.get(plan=plan, short_title__contains="Rà soát định mức")
    assert task.output == "Báo cáo rà soát định mức đã được duyệt"
    assert task.official_text

    evidence = tmp_path / "minh-chung.png"
    evidence.write_bytes(PIXEL)
    report(open_page(people["clerk"], width=360), task, evidence)
    update = TaskUpdate.objects.get()
    assert (update.declared, str(update.agency)) == ("met", "Sở Tài chính")
    assert update.attachments.get().file_name == "minh-chung.png"

    page = open_page(people["leader"])
    page.goto(reverse("today"))
    assert page.get_by_role("heading", name="5 nhiệm vụ theo trạng thái").is_visible()
    assert page.get_by_role("link", name="Rà soát định mức").first.is_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Rà soát định mức").first.click()
    page.get_by_text("Đã rà soát 12 định mức").first.wait_for()
    assert page.get_by_role("link", name="minh-chung.png").is_visible()
    assert faults(page) == []
    assert list(chain_faults()) == []


PAGES = (
    "plan_list", "plan_detail", "target_list", "task_list", "task_timeline", "duty_list", "finding_list",
    "subplan_list", "obstacle_list", "agency_list", "territory_list", "my_work", "import_list", "notice_list",
)  # fmt: skip


@pytest.mark.parametrize("width", [360, 1366])
def test_no_page_has_accessibility_faults_or_scrolls_sideways(open_page, people, faults, width):
    page = open_page(people["coordinator"], width=width)
    plan = import_example(page)
    found = {}
    for name in PAGES:
        kwargs = (
            {"plan": plan.code}
            if name.startswith(("plan_detail", "target", "task", "duty", "finding", "subplan"))
            else {}
        )
        page.goto(reverse(name, kwargs=kwargs))
        told = faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            told.append("scrolls sideways")
        if told:
            found[name] = told
    assert found == {}
