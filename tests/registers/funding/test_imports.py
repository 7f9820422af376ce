"""Money as finance departments send it, and tasks as people write them."""

import unicodedata
from datetime import date

import pytest

from khcn.kernel.register_io.domain import apply_batch, receive_file
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.forms import form_class, initial_of
from khcn.registers.funding.models import FundingLine
from tests.factories import AgencyFactory, PlanFactory, TaskFactory, actor_for, seat
from tests.kernel.register_io.files import workbook

pytestmark = pytest.mark.django_db
KINH_PHI = registers.by_code["kinh-phi"]
HEADER = (
    "Năm",
    "Nguồn vốn",
    "Cấp",
    "Nội dung chi",
    "Nhiệm vụ",
    "Dự toán",
    "Giao",
    "Giải ngân",
    "Quyết toán",
    "Lý do",
)
SCIENCE, OWN = "Ngân sách: sự nghiệp khoa học và công nghệ", "Huy động: doanh nghiệp, hợp tác xã"


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def plan():
    plan = PlanFactory(symbol="57/KH-UBND", issued_on=date(2023, 3, 27))
    TaskFactory(plan=plan, no="3", short_title="Bảo đảm chi ngân sách")
    TaskFactory(plan=plan, no="13", short_title="Vùng nông nghiệp công nghệ cao")
    return plan


def bring(by, *lines, mode="good"):
    batch = receive_file(KINH_PHI, content=workbook(*lines), name="kinh phí.xlsx", by=by)
    return apply_batch(batch, mode=mode, by=by)


def test_ugly_money_file_keeps_every_figure_and_what_is_missing(coordinator, plan):
    header = tuple(unicodedata.normalize("NFD", text) for text in HEADER)
    batch = bring(
        coordinator,
        ("BIỂU TỔNG HỢP KINH PHÍ",),
        (),
        header,
        (2024, SCIENCE, "Tỉnh", "Việc mẫu 1", "3", "1.234.567.000", "1,2 tỷ", 0, None, None),
        ("2024", unicodedata.normalize("NFD", SCIENCE), "tỉnh", "Việc mẫu 2", "57/KH-UBND PL.13", 1234567000.0, "", " ", "", ""),
        (2024.0, OWN, "Ngoài ngân sách", "Việc mẫu 3", None, "500 triệu đồng", None, "600tr", None, "Góp thêm"),
    )  # fmt: skip
    assert batch.counts == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0}
    told = FundingLine.objects.order_by("content").values_list(
        "purpose", "planned", "allocated", "disbursed", "settled"
    )
    assert list(told) == [
        ("NV 3, 57/KH-UBND (2023)", 1_234_567_000, 1_200_000_000, 0, None),
        ("NV 13, 57/KH-UBND (2023)", 1_234_567_000, None, None, None),
        ("", 500_000_000, None, 600_000_000, None),
    ]


def test_bad_rows_are_refused_with_the_reason_at_the_cell(coordinator, plan):
    lines = (
        HEADER,
        (2024, SCIENCE, "Tỉnh", "Việc mẫu 1", "33", 5, None, None, None, None),
        (2024, SCIENCE, "Tỉnh", "Việc mẫu 2", None, "-5", None, None, None, None),
        (2024, SCIENCE, "Tỉnh", "Việc mẫu 3", None, 100, 200, None, None, None),
        (2024, SCIENCE, "Ngoài ngân sách", "Việc mẫu 4", None, 100, None, None, None, None),
        (2024, "Sự nghiệp gì đó", "Tỉnh", "Việc mẫu 5", None, 100, None, None, None, None),
        (2024, SCIENCE, "Tỉnh", "Việc mẫu 6", None, "1,5", None, None, None, None),
    )
    batch = receive_file(KINH_PHI, content=workbook(*lines), name="kinh-phi.xlsx", by=coordinator)
    assert batch.counts["refused"] == 6
    names = [row.errors[0]["field"] for row in batch.rows.all()]
    assert names == ["purpose", "planned", "explanation", "level", "origin", "planned"]
    assert "NV 3, 57/KH-UBND (2023)" in batch.rows.all()[0].errors[0]["message"]


def test_column_in_millions_is_not_read_as_dong(coordinator):
    batch = bring(
        coordinator,
        ("Năm", "Nguồn vốn", "Cấp", "Nội dung chi", "Dự toán (triệu đồng)"),
        (2024, SCIENCE, "Tỉnh", "Việc mẫu", 1500),
    )
    assert FundingLine.objects.get().planned is None
    assert "Dự toán (triệu đồng)" in " ".join(batch.warnings)


def test_second_file_changes_known_lines_and_an_empty_cell_keeps(coordinator, plan):
    row = (2024, SCIENCE, "Tỉnh", "Việc mẫu", "3", 100, 90, None, None, None)
    bring(coordinator, HEADER, row)
    batch = bring(
        coordinator, HEADER, (2024, SCIENCE, "Tỉnh", "Việc mẫu", "NV 3", None, None, 80, 80, None), row
    )
    assert (batch.counts["changed"], batch.counts["new"]) == (1, 0)
    one = FundingLine.objects.get()
    assert (one.planned, one.allocated, one.disbursed, one.settled) == (100, 90, 80, 80)


def test_line_of_a_task_that_left_the_plan_can_still_be_edited(coordinator, plan):
    bring(coordinator, HEADER, (2024, SCIENCE, "Tỉnh", "Việc mẫu", "3", 100, None, None, None, None))
    plan.tasks.filter(no="3").update(withdrawn=True)
    one = FundingLine.objects.get()
    assert form_class(KINH_PHI)(initial_of(KINH_PHI, one)).is_valid()
    assert not form_class(KINH_PHI)({**initial_of(KINH_PHI, one), "purpose": "NV 3"}).is_valid()


def test_form_asks_once_for_the_tasks_and_offers_them(plan, django_assert_num_queries):
    form = form_class(KINH_PHI)({"year": "2024", "purpose": "3"})
    with django_assert_num_queries(3):  # one query for the documents, one for each offer of tasks
        shown = str(form["purpose"])
        form.is_valid()
    assert '<option value="NV 13, 57/KH-UBND (2023)">Vùng nông nghiệp công nghệ cao</option>' in shown
    assert form.cleaned_data["purpose"] == "NV 3, 57/KH-UBND (2023)"
