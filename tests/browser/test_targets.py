"""Targets as a leader reads them: from the first page to the record, and settling which reading holds."""

import re
from datetime import date

import pytest
from django.urls import reverse

from khcn.indicators.counting import recount
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, move_record
from khcn.kernel.registers.recounting import recount_changed
from khcn.plan.models import TargetMeasure
from khcn.status.targets.following import note_changes
from tests.factories import AgencyFactory, PlanFactory, TargetFactory, TaskFactory, actor_for, seat
from tests.factories.indicators import indicator, province, series

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RIGHTS = registers.get("so-huu-tri-tue")


@pytest.fixture
def people():
    department = AgencyFactory(name="Sở Khoa học và Công nghệ", short_name="Sở KH&CN")
    return {
        "coordinator": seat("coordinator", department),
        "leader": seat("leader", AgencyFactory(name="Ủy ban nhân dân tỉnh Mẫu", kind="ubnd-tinh")),
    }


@pytest.fixture
def plan():
    """T7 counted from the register in both readings, another target with a forecastable series."""
    province()
    made = PlanFactory(code="ke-hoach-mau")
    TaskFactory(plan=made)
    t7 = TargetFactory(
        plan=made, code="T7", short_title="Sáng chế, giải pháp hữu ích đăng ký bảo hộ", kind="count",
        operator="between", low=5, high=7, unit="văn bằng", year=2030,
    )  # fmt: skip
    for fact, label in (("ip.inventions_filed", "Đơn đã nộp"), ("ip.inventions_granted", "Văn bằng đã cấp")):
        counted = indicator(
            name=label, fact=fact, kind="count", unit="văn bằng", decimals=0, accumulation="cumulative",
            counted_from=date(2023, 3, 27), lower=0,
        )  # fmt: skip
        TargetMeasure.objects.create(target=t7, indicator=counted, label=label)
    share = TargetFactory(
        plan=made, code="T2", short_title="Tỷ trọng công nghiệp trong GRDP", low=35, unit="% GRDP"
    )
    told = indicator(name="Tỷ trọng công nghiệp", unit="% GRDP", visibility="public")
    series(told, {2020: "18.9", 2023: "21.4", 2025: "23.9"})
    TargetMeasure.objects.create(target=share, indicator=told, label="Mẫu số là GRDP")
    return made


def filed(by, number):
    values = {
        "kind": "invention", "name": f"Thiết bị mẫu số {number}", "application_no": f"1-2024-0000{number}",
        "filed_on": date(2024, 5, 4), "applicant_text": "Hợp tác xã Mẫu số 1",
    }  # fmt: skip
    return add_record(RIGHTS, by=by, values=values)


def catch_up():
    recount_changed()
    recount()
    note_changes()


def test_granted_patents_reach_the_leader_and_two_clicks_lead_to_the_record(open_page, people, plan, faults):
    by = actor_for(people["coordinator"])
    rights = [filed(by, number) for number in range(1, 4)]
    catch_up()
    page = open_page(people["leader"])
    page.goto(reverse("today"))
    assert page.get_by_text("Chưa thống nhất cách tính").first.is_visible()

    for number, right in enumerate(rights, start=1):
        told = {"number": f"4000{number}", "valid_from": date(2026, 9, 1)}
        move_record(RIGHTS, right, "grant", by=by, on=date(2026, 9, 1), values=told)
    catch_up()
    page.goto(reverse("today"))
    told = re.compile(r"\(Văn bằng đã cấp\): .+ → Đúng tiến độ, do: số liệu mới")
    assert page.get_by_text(told).is_visible()
    assert faults(page) == []

    page.get_by_role("link", name="T7").first.click()
    page.get_by_role("link", name="Thiết bị mẫu số 2").first.click()
    page.get_by_role("heading", name="Thiết bị mẫu số 2").first.wait_for()


def test_leader_settles_which_reading_holds(open_page, people, plan, faults):
    by = actor_for(people["coordinator"])
    filed(by, 1)
    catch_up()
    page = open_page(people["leader"], width=360)
    page.goto(reverse("target_detail", kwargs={"plan": plan.code, "code": "T7"}))
    page.get_by_role("link", name="Chọn cách tính").click()
    page.get_by_label("Văn bằng đã cấp").check()
    page.get_by_label("Lý do").fill("Chỉ văn bằng mới chứng tỏ đã được bảo hộ.")
    assert faults(page) == []
    page.get_by_role("button", name="Chọn cách tính này").click()
    page.get_by_text("đang áp dụng").first.wait_for()
    assert page.get_by_text("Chỉ văn bằng mới chứng tỏ đã được bảo hộ.").is_visible()
    assert TargetMeasure.objects.get(governing=True).label == "Văn bằng đã cấp"


PAGES = (
    ("target_list", {}), ("target_heat", {}), ("target_detail", {"code": "T7"}), ("target_detail", {"code": "T2"}),
    ("target_measure_choose", {"code": "T7"}), ("target_measure_add", {"code": "T7"}), ("target_step", {"code": "T2"}),
)  # fmt: skip


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_of_targets_have_no_accessibility_faults_and_do_not_scroll_sideways(
    open_page, people, plan, faults, width
):
    filed(actor_for(people["coordinator"]), 1)
    catch_up()
    page = open_page(people["leader"], width=width)
    found = {}
    for name, more in PAGES:
        page.goto(reverse(name, kwargs={"plan": plan.code, **more}))
        told = faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            told.append("scrolls sideways")
        if told:
            found[name, more.get("code")] = told
    assert found == {}
