"""The register of tasks: lists as departments keep them come in; what cannot be true is refused with its reason."""

from datetime import date

import pytest

from khcn.kernel.register_io.domain import apply_batch, receive_file
from khcn.kernel.registers.declaration import registers
from khcn.operations.st_tasks.models import StTask
from khcn.registers.directory.models import Organisation
from tests.factories import AgencyFactory, actor_for, seat
from tests.factories.records import sample
from tests.kernel.register_io.files import workbook

pytestmark = pytest.mark.django_db
HEADERS = (
    "STT", "Tên đề tài,\ndự án", "MÃ SỐ", "Loại hình", "Nhóm lĩnh vực", "Cơ quan chủ trì", "Chủ nhiệm ĐT/DA", "Số QĐ",
    "Ngày QĐ", "Bắt đầu", "Kết thúc", "Tổng KP", "KP NSNN", "Ngày nghiệm thu", "Số biên bản", "Kết quả nghiệm thu",
    "Tình trạng", "Nơi ứng dụng", "Ứng dụng từ",
)  # fmt: skip


@pytest.fixture
def coordinator():
    return actor_for(seat("coordinator", AgencyFactory()))


@pytest.fixture
def host(coordinator):
    return sample(registers.of(Organisation), by=coordinator, name="Viện Mẫu số 1")


def running(host):
    return (
        "1", "  Nghiên cứu giống cây mẫu số 1 ", "ĐT.01/2024", "Đề tài khoa học và công nghệ",
        "Nông, lâm nghiệp, thủy sản và sản phẩm chủ lực", host.name, "Nguyễn Văn Mẫu", "12/QĐ-UBND", "15/3/2024", "1/4/2024",
        "31/03/2026", "1,2 tỷ", "850 triệu", "", "", "", "Đang thực hiện", "", "",
    )  # fmt: skip


def accepted(host):
    return (
        "2", "Mô hình sản xuất mẫu số 2", "DA.07/2021", "dự án sản xuất thử nghiệm", "Lĩnh vực khác", host.name, "Trần Thị Mẫu",
        "99/QĐ-UBND", date(2021, 5, 10), "01/06/2021", "31/05/2023", "2.000.000.000", "1500000000", "20/07/2023", "05/BB-HĐNT",
        "Đạt", "đã nghiệm thu", "Hợp tác xã Mẫu số 3", "01/09/2024",
    )  # fmt: skip


def taken(coordinator, *rows):
    title = ("DANH MỤC NHIỆM VỤ KHOA HỌC VÀ CÔNG NGHỆ CẤP TỈNH",)
    content = workbook(title, (), HEADERS, *rows)
    return receive_file(registers.of(StTask), content=content, name="danh muc.xlsx", by=coordinator)


def faults(batch):
    return [(row.number, row.errors) for row in batch.rows.filter(verdict="refused")]


def test_list_with_a_title_short_headers_and_mixed_dates_comes_in_whole(coordinator, host):
    batch = taken(coordinator, running(host), accepted(host))
    assert faults(batch) == []
    apply_batch(batch, mode="all", by=coordinator)
    first, second = StTask.objects.order_by("code")
    assert (first.code, first.state, first.share_group, first.kind) == (
        "DA.07/2021",
        "accepted",
        "khac",
        "du-an-sxtn",
    )
    assert (first.budget, first.state_budget, first.grade) == (2_000_000_000, 1_500_000_000, "pass")
    assert (first.matured_on, first.first_applied_on) == (date(2024, 7, 20), date(2024, 9, 1))
    assert (second.name, second.state, second.host) == ("Nghiên cứu giống cây mẫu số 1", "running", host)
    assert (second.valid_from, second.ends_on) == (date(2024, 3, 15), date(2026, 3, 31))
    assert (second.budget, second.state_budget, second.leader_name) == (
        1_200_000_000,
        850_000_000,
        "Nguyễn Văn Mẫu",
    )


def test_the_same_list_again_changes_nothing(coordinator, host):
    apply_batch(taken(coordinator, running(host), accepted(host)), mode="all", by=coordinator)
    again = taken(coordinator, running(host), accepted(host))
    assert {row.verdict for row in again.rows.all()} == {"unchanged"}


def test_accepted_task_without_minutes_and_budget_above_the_total_are_refused_by_row(coordinator, host):
    bare = [*accepted(host)]
    bare[14] = ""
    rich = [*running(host)]
    rich[12] = "9 tỷ"
    batch = taken(coordinator, bare, rich)
    sentences = [" ".join(one["message"] for one in errors) for _number, errors in faults(batch)]
    assert sentences == [
        "Nhiệm vụ đã nghiệm thu phải có ngày, xếp loại và số biên bản.",
        "Phần ngân sách nhà nước không được lớn hơn tổng kinh phí.",
    ]


def test_state_in_other_words_is_refused_with_the_words_to_use(coordinator, host):
    row = [*running(host)]
    row[16] = "xong rồi"
    ((_number, errors),) = faults(taken(coordinator, row))
    assert errors[0]["message"].startswith(
        "Không có trạng thái “xong rồi”. Hãy chọn một trong: Đề xuất, xác định;"
    )
