"""Shapes of official documents that provinces really send, in our own words and with a province that is none."""

import time
import unicodedata
from decimal import Decimal

import pytest

from khcn.lib.intake import read_document
from khcn.lib.intake.extracted import Cell, Extracted, Table
from khcn.lib.plan_document import parse_plan
from tests.lib.plan_document.reading import TODAY, kinds, names, parse_text

DECISION = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HOA MẪU\tĐộc lập - Tự do - Hạnh phúc
Số: 214/QĐ-UBND\tHoa Mẫu, ngày 03 tháng 3 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch dùng chung phòng đo lường giai đoạn 2026 - 2030

Căn cứ Nghị định số 10/2026/NĐ-CP ngày 05 tháng 01 năm 2026 của Chính phủ;
Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 31/TTr-SKHCN ngày 20/02/2026.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch dùng chung phòng đo lường giai đoạn 2026 - 2030.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng UBND tỉnh; Thủ trưởng các sở, ban, ngành chịu trách nhiệm thi hành./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

KẾ HOẠCH
Dùng chung phòng đo lường giai đoạn 2026 - 2030
(Ban hành kèm theo Quyết định số 214/QĐ-UBND ngày 03/3/2026 của Ủy ban nhân dân tỉnh)

I. MỤC TIÊU
1. Mục tiêu chung: Không mua trùng thiết bị.
2. Mục tiêu cụ thể
- Đến năm 2030 có ít nhất 6 phòng đo được công nhận.
II. NHIỆM VỤ
1. Kiểm kê thiết bị
Lập sổ thiết bị của mọi phòng đo.
- Chủ trì: Sở Khoa học và Công nghệ.
- Phối hợp: Sở Y tế, Sở Công Thương.
- Thời gian: Quý III/2026.
2. Đào tạo kiểm định viên
Mở lớp theo chuẩn quốc gia.
- Cơ quan chủ trì: Trường Cao đẳng Kỹ thuật Hoa Mẫu.
- Cơ quan phối hợp: Sở Nội vụ.
- Thời gian thực hiện: Hằng năm.
- Kết quả: 20 người có thẻ mỗi năm.
III. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ: Theo dõi, đôn đốc; báo cáo UBND tỉnh trước ngày 15/12 hằng năm.
2. Các sở, ngành liên quan/UBND các xã, phường: Cử người tham gia.
"""


def facts(task):
    return task.no, names(task.lead), names(task.coordinating), task.schedule.raw


class TestDecisionWithAttachedPlan:
    @pytest.fixture(scope="class")
    @classmethod
    def plan(cls):
        return parse_text(DECISION)

    def test_the_decision_gives_number_and_day(self, plan):
        document = plan.document
        assert (document.kind, document.symbol) == ("QUYẾT ĐỊNH", "214/QĐ-UBND")
        assert (document.issuer, document.place) == ("UBND tỉnh Hoa Mẫu", "Hoa Mẫu")
        assert [basis.symbol for basis in document.legal_bases] == ["10/2026/NĐ-CP", "31/TTr-SKHCN"]

    def test_articles_then_the_sections_of_the_plan_with_short_titles(self, plan):
        assert [s.path for s in plan.sections] == [
            *("Điều 1", "Điều 2", "Điều 3", "I", "I.1", "I.2", "II", "II.1", "II.2", "III", "III.1", "III.2"),
        ]
        titles = {s.path: s.title for s in plan.sections}
        assert titles["I.1"] == "Mục tiêu chung"
        assert titles["III.1"] == "Sở Khoa học và Công nghệ"

    def test_tasks_with_labelled_lines_below(self, plan):
        assert [facts(task) for task in plan.tasks] == [
            ("1", ["Sở Khoa học và Công nghệ"], ["Sở Y tế", "Sở Công Thương"], "Quý III/2026"),
            ("2", ["Trường Cao đẳng Kỹ thuật Hoa Mẫu"], ["Sở Nội vụ"], "Hằng năm"),
        ]
        assert plan.tasks[1].output == "20 người có thẻ mỗi năm"

    def test_duties_end_at_the_colon(self, plan):
        assert [(names(d.parties), d.text) for d in plan.duties][1] == (
            ["Các sở, ngành liên quan", "UBND các xã, phường"],
            "Cử người tham gia.",
        )
        assert [(r.party.name, r.frequency, r.due) for r in plan.reporting] == [
            ("Sở Khoa học và Công nghệ", "yearly", "12-15")
        ]
        assert plan.unparsed == ()


def test_decomposed_marks_and_windows_line_ends_change_nothing(tmp_path):
    plain, typed = tmp_path / "a.txt", tmp_path / "b.txt"
    plain.write_bytes(DECISION.encode())
    typed.write_bytes(unicodedata.normalize("NFD", DECISION).replace("\n", "\r\n").encode())
    first, second = (parse_plan(read_document(path), today=TODAY) for path in (plain, typed))
    assert second.to_json() == first.to_json()


FROM_PDF = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HOA MẪU Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND Hoa Mẫu, ngày 12 tháng 02 năm 2026
KẾ HOẠCH
Ứng dụng trí tuệ nhân tạo trong quản lý nước sạch
trên địa bàn tỉnh năm 2026
I. MỤC TIÊU
1. Đến hết năm 2026, có ít nhất 70% trạm cấp nước gửi số
liệu tự động về trung tâm điều hành.
2. Giảm tối thiểu 10% lượng nước thất thoát so với năm
2025.
II. NHIỆM VỤ
1. Lắp cảm biến lưu lượng tại các trạm cấp nước tập
trung của tỉnh.
Chủ trì: Sở Nông nghiệp và Môi trường.
Phối hợp: Sở Khoa học và Công nghệ; UBND các
xã, phường.
Thời gian: trước ngày 30/9/2026.
2. Huấn luyện mô hình dự báo thất thoát nước từ số liệu
đã thu.
Chủ trì: Trường Đại học Hoa Mẫu.
Thời gian: Quý IV/2026.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường: Hướng dẫn các đơn vị
cấp nước; định kỳ 6 tháng (trước ngày 15/6) và năm (trước ngày
10/12) báo cáo UBND tỉnh.
2. Sở Tài chính/Kho bạc Nhà nước khu vực cân đối kinh
phí theo quy định./.
Nơi nhận:
- Lưu: VT. TM. ỦY BAN NHÂN DÂN
"""


def test_a_letterhead_run_together_and_hard_line_breaks_everywhere():
    plan = parse_text(FROM_PDF)
    document = plan.document
    assert (document.symbol, document.issuer, document.place) == (
        "45/KH-UBND",
        "UBND tỉnh Hoa Mẫu",
        "Hoa Mẫu",
    )
    assert document.title.endswith("nước sạch trên địa bàn tỉnh năm 2026")
    assert [(t.low, t.horizon.kind, t.horizon.year) for t in plan.targets] == [
        (70, "by", 2026),
        (10, "increment", 2026),
    ]
    assert plan.targets[1].text.endswith("so với năm 2025.")
    assert [facts(task) for task in plan.tasks] == [
        (
            "1",
            ["Sở Nông nghiệp và Môi trường"],
            ["Sở Khoa học và Công nghệ", "UBND các xã, phường"],
            "trước ngày 30/9/2026",
        ),
        ("2", ["Trường Đại học Hoa Mẫu"], [], "Quý IV/2026"),
    ]
    assert [names(d.parties) for d in plan.duties] == [
        ["Sở Nông nghiệp và Môi trường"],
        ["Sở Tài chính", "Kho bạc Nhà nước khu vực"],
    ]
    assert [(r.frequency, r.due) for r in plan.reporting] == [("half_yearly", "06-15"), ("yearly", "12-10")]
    assert plan.unparsed == ()


def test_the_annex_is_no_part_of_the_last_duty():
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Theo dõi.\n2. Các sở, ban, ngành; UBND các xã, phường: Báo cáo kết quả về "
        "Sở Y tế trước ngày 30 tháng 11 hằng năm.\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT\tNhiệm vụ\tChủ trì\n1\tViệc một\tSở Y tế\n"
    )
    plan = parse_text(text)
    last = plan.duties[-1]
    assert [(p.name, p.kind) for p in last.parties] == [
        ("Các sở, ban, ngành", "class"),
        ("UBND các xã, phường", "class"),
    ]
    assert last.text == "Báo cáo kết quả về Sở Y tế trước ngày 30 tháng 11 hằng năm."
    assert plan.sections[-1].title == "Các sở, ban, ngành; UBND các xã, phường"
    assert [(names(r.parties), r.frequency, r.due, r.to) for r in plan.reporting] == [
        (["Các sở, ban, ngành", "UBND các xã, phường"], "yearly", "11-30", ("Sở Y tế",))
    ]


def test_targets_by_milestone_year_with_signs_and_changes():
    text = (
        "I. CHỈ TIÊU\nTT\tTên chỉ tiêu\tĐơn vị tính\tHiện trạng 2024\tNăm 2025\tNăm 2030\n"
        "1\tHồ sơ trực tuyến\t%\t41\t≥ 60\t≥90\n2\tSai lệch phép đo\t%\t3,5\t≤ 3\t≤ 1,5\n"
        "3\tThời gian trả kết quả\tgiờ\t-\t\tGiảm 20%\n4\tPhòng đo được công nhận\tphòng\t2\t3 - 4\t6\n"
        "5\tSáng chế\tsáng chế\t12\t15\tgấp 2 lần\n6\tNền tảng dùng chung\t\t\tx\t\n"
    )
    plan = parse_text(text)
    found = [(t.operator, t.low, t.high, t.unit, t.horizon.kind, t.horizon.year) for t in plan.targets]
    assert found == [
        ("ge", 60, None, "%", "by", 2025),
        ("ge", 90, None, "%", "by", 2030),
        ("le", None, 3, "%", "by", 2025),
        ("le", None, Decimal("1.5"), "%", "by", 2030),
        ("eq", 20, None, "%", "increment", 2030),
        ("between", 3, 4, "phòng", "by", 2025),
        ("eq", 6, None, "phòng", "by", 2030),
        ("eq", 15, None, "sáng chế", "by", 2025),
        ("eq", 2, None, "lần", "by", 2030),
    ]
    assert plan.targets[4].text == "Thời gian trả kết quả: Giảm 20%"
    assert [text[slice(*u.span)] for u in plan.unparsed] == ["x"]


def test_headings_on_each_page_and_a_row_that_goes_on():
    head = "TT\tNội dung\tChủ trì\tPhối hợp\tThời hạn\tSản phẩm\n(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n"
    text = (
        f"{head}1\tRà soát danh mục thiết bị đo\tSở Y tế\tSở Tài chính và các\t2026\tDanh mục\n"
        f"{head}\tdùng chung\t\tsở có liên quan\t\tđược duyệt\n2\tLắp đặt\tSở Xây dựng\t\t30/9/2027\t\n"
    )
    plan = parse_text(text)
    assert [task.text for task in plan.tasks] == ["Rà soát danh mục thiết bị đo dùng chung", "Lắp đặt"]
    assert names(plan.tasks[0].coordinating) == ["Sở Tài chính", "các sở có liên quan"]
    assert plan.tasks[0].output == "Danh mục được duyệt"
    assert plan.unparsed == ()


@pytest.mark.parametrize(
    "text",
    [
        "1\tViệc một\tSở Y tế\t2026\n2\tViệc hai\tSở Nội vụ\t2027\n",
        "| 1 | Việc một | Sở Y tế | 2026 |\n| 2 | Việc hai | Sở Nội vụ | 2027 |\n",
        "\t1\n\tViệc một\n\tSở Y tế\n\t2026\n\t2\n\tViệc hai\n\tSở Nội vụ\n\t2027\n",
    ],
)
def test_an_annex_without_headings_is_listed_and_not_guessed(text):
    plan = parse_text("PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n" + text)
    assert plan.tasks == ()
    assert len(plan.unparsed) == 1
    start, end = plan.unparsed[0].span
    assert "Việc hai" in ("PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n" + text)[start:end]
    assert plan.document.issuer is None


def test_an_annex_with_headings_only_is_told():
    words = ("TT", "Nhiệm vụ", "Chủ trì")
    text = "PHỤ LỤC II\n" + "\n".join(words)
    places = [text.index(word, 10) for word in words]
    row = tuple(Cell(word, (i, i + len(word))) for word, i in zip(words, places, strict=True))
    table = Table((row,), (places[0], len(text)))
    plan = parse_plan(Extracted(text, "docx", (table,)), today=TODAY)
    assert plan.tasks == ()
    assert [text[slice(*u.span)] for u in plan.unparsed] == ["TT\nNhiệm vụ\nChủ trì"]


def test_titles_of_annexes_without_anything_below_are_nothing():
    plan = parse_text("PHỤ LỤC I\nDANH MỤC\n\nPHỤ LỤC II\n")
    assert (plan.tasks, plan.unparsed, plan.document.issuer) == ((), (), None)


def test_five_hundred_rows_are_all_read_in_two_seconds():
    rows = "".join(
        f"{i}\tDựng trạm đo thứ {i}\tSở Y tế\tSở Nội vụ, các sở, ngành liên quan\tQuý II/2027\tTrạm {i}\n"
        for i in range(1, 501)
    )
    start = time.perf_counter()
    plan = parse_text("TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\n" + rows)
    assert time.perf_counter() - start < 2
    assert [task.no for task in plan.tasks] == [str(i) for i in range(1, 501)]
    assert (plan.unparsed, kinds(plan)) == ((), {})
