"""Ways of writing that other provinces use, each in a few lines of our own."""

from decimal import Decimal

import pytest

from khcn.lib.plan_document.schedule import parse_schedule
from tests.lib.plan_document.reading import names, parse_text


def targets(text):
    return [
        (t.clause, t.operator, t.low, t.high, t.unit, t.horizon.kind, t.horizon.year)
        for t in parse_text(text).targets
    ]


def test_years_as_small_headings():
    text = (
        "II. MỤC TIÊU\n1. Mục tiêu chung\nPhát triển đều.\n2. Mục tiêu cụ thể\na) Đến năm 2027\n- 100% cơ quan dùng nền tảng chung.\n"
        "- Phấn đấu 50% hộ có mạng cáp quang; trên 60% người lớn có tài khoản số.\n"
        "b) Đến năm 2030\n- Kinh tế số chiếm tối thiểu 20% GRDP.\n- Bố trí ít nhất 3% tổng chi hằng năm cho nghiên cứu.\n"
    )
    assert targets(text) == [
        ("II.2.a", "eq", 100, None, "%", "by", 2027),
        ("II.2.a", "eq", 50, None, "%", "by", 2027),
        ("II.2.a", "gt", 60, None, "%", "by", 2027),
        ("II.2.b", "ge", 20, None, "%", "by", 2030),
        ("II.2.b", "ge", 3, None, "%", "each_year", None),
    ]


def test_an_index_a_rank_a_multiple_and_a_density():
    text = (
        "I. CHỈ TIÊU ĐẾN NĂM 2030\n- Chỉ số phát triển con người duy trì trên 0,72.\n"
        "- Chỉ số đổi mới cấp tỉnh nằm trong nhóm 20 tỉnh đứng đầu.\n"
        "- Số giao dịch công nghệ tăng gấp 2,5 lần so với năm 2025.\n"
        "- Nhân lực nghiên cứu đạt 12 người/vạn dân.\n"
    )
    assert [row[1:5] for row in targets(text)] == [
        ("gt", Decimal("0.72"), None, None),
        ("le", None, 20, "tỉnh"),
        ("eq", Decimal("2.5"), None, "lần"),
        ("eq", 12, None, "người/vạn dân"),
    ]


def test_two_years_in_one_clause_are_two_targets():
    text = "I. MỤC TIÊU\nTỷ lệ hồ sơ trực tuyến đạt 60% vào năm 2027 và 80% vào năm 2030."
    assert [(row[2], row[6]) for row in targets(text)] == [(60, 2027), (80, 2030)]


def test_national_target_programmes_are_no_target_section():
    assert targets("III. CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\nHỗ trợ 30 xã làm đường.") == []


@pytest.mark.parametrize(
    ("raw", "start", "end", "dates"),
    [
        ("Năm 2026 và các năm tiếp theo", 2026, None, ()),
        ("2026 - 2027 và những năm sau", 2026, None, ()),
        ("Quý I, II/2026", 2026, 2026, ("2026-03-31", "2026-06-30")),
        ("Quý III - IV/2027", 2027, 2027, ("2027-09-30", "2027-12-31")),
    ],
)
def test_open_ends_and_several_quarters(raw, start, end, dates):
    found = parse_schedule(raw)
    assert (found.start, found.end, found.dates) == (start, end, dates)


def test_ticks_under_years_are_the_schedule():
    text = "TT\tNhiệm vụ\tChủ trì\tNăm 2026\tNăm 2027\tNăm 2028\n1\tViệc một\tSở Y tế\tx\tx\t\n2\tViệc hai\tSở Y tế\t\t\tX"
    assert [(t.schedule.kind, t.schedule.start, t.schedule.end) for t in parse_text(text).tasks] == [
        ("range", 2026, 2027),
        ("range", 2028, 2028),
    ]


def test_begin_and_end_in_two_columns():
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian bắt đầu\tThời gian hoàn thành\n1\tViệc một\tSở Y tế\t2026\t2028"
    schedule = parse_text(text).tasks[0].schedule
    assert (schedule.kind, schedule.start, schedule.end) == ("range", 2026, 2028)


def test_offices_with_two_bodies_in_their_name_are_one_party():
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Đoàn ĐBQH và HĐND tỉnh\nGiám sát.\n2. Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh: Phản biện.\n"
        "3. Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường chịu trách nhiệm thi hành.\n"
    )
    duties = parse_text(text).duties
    assert [names(d.parties) for d in duties] == [
        ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"],
        ["Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh"],
        ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã, phường"],
    ]
    assert [p.kind for p in duties[2].parties] == ["class", "class"]


def test_duties_as_bullets_without_numbers():
    text = "V. TỔ CHỨC THỰC HIỆN\n- Sở Tài chính: Bố trí kinh phí.\n- Giao Sở Nội vụ theo dõi, đôn đốc.\n- Nội dung khác nêu sau.\n"
    plan = parse_text(text)
    assert [(d.party.name, d.text) for d in plan.duties] == [
        ("Sở Tài chính", "Bố trí kinh phí."),
        ("Sở Nội vụ", "theo dõi, đôn đốc."),
    ]
    assert [text[slice(*u.span)] for u in plan.unparsed] == ["- Nội dung khác nêu sau."]


def test_a_text_broken_at_a_fixed_width_reads_like_the_whole():
    import textwrap

    whole = (
        "I. MỤC TIÊU PHÁT TRIỂN\n1. Mục tiêu cụ thể\nPhấn đấu đến năm 2030, tỷ lệ nhiệm vụ khoa học và công nghệ được ứng dụng vào sản xuất đạt trên 60%.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Lao động, Thương binh và Xã hội, Trường Cao đẳng nghề tỉnh, Sở Khoa học và Công nghệ\n"
        "Mỗi đơn vị lập bảng số liệu của mình và gửi báo cáo hằng năm trước ngày 20 tháng 11 cho Hội đồng nhân dân tỉnh, Bộ Khoa học và Công nghệ.\n"
    )
    whole = whole.replace("\n", "\n\n") + "\n\n".join(
        ["Câu đệm dài để văn bản có đủ dòng cho việc đoán độ rộng trang in."] * 30
    )
    first = parse_text(whole)
    for width in (50, 60, 72, 90):
        wrapped = "\n".join("\n".join(textwrap.wrap(line, width)) for line in whole.split("\n"))
        again = parse_text(wrapped)
        assert [(t.text, t.low, t.horizon) for t in again.targets] == [
            (t.text, t.low, t.horizon) for t in first.targets
        ]
        assert [d.parties for d in again.duties] == [d.parties for d in first.duties]
        assert [(r.due, r.to) for r in again.reporting] == [(r.due, r.to) for r in first.reporting]
        assert [(s.path, s.title) for s in again.sections] == [(s.path, s.title) for s in first.sections]


PARTY_PROGRAMME = """TỈNH ỦY HOA MẪU                    ĐẢNG CỘNG SẢN VIỆT NAM
      *                            Hoa Mẫu, ngày 20 tháng 01 năm 2026
Số 18-CTr/TU

CHƯƠNG TRÌNH HÀNH ĐỘNG
về chuyển đổi số

I- MỤC TIÊU
1- Đến năm 2030
- Giảm 30% thời gian trả hồ sơ so với năm 2025.
- Hoàn thành kho dữ liệu chung trước năm 2028.
II- NHIỆM VỤ
1- Nhận thức
1.1- Soạn sổ tay. Chủ trì: Ban Tuyên giáo và Dân vận Tỉnh ủy. Phối hợp: các cấp ủy, tổ chức đảng. Thời gian thực hiện: Quý II/2027.
III- TỔ CHỨC THỰC HIỆN
1- Các cấp ủy, tổ chức đảng, Mặt trận Tổ quốc Việt Nam tỉnh tổ chức quán triệt.
2- Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo xây dựng kế hoạch; 6 tháng, hằng năm báo cáo Ban Thường vụ Tỉnh ủy.
Chương trình này phổ biến đến chi bộ.
"""


def test_a_party_programme_with_dashes_behind_its_numbers():
    plan = parse_text(PARTY_PROGRAMME)
    assert (plan.document.symbol, plan.document.issuer) == ("18-CTr/TU", "Tỉnh ủy Hoa Mẫu")
    assert [s.path for s in plan.sections] == ["I", "I.1", "II", "II.1", "II.1.1", "III", "III.1", "III.2"]
    assert [(t.low, t.horizon.kind, t.horizon.year) for t in plan.targets] == [
        (30, "increment", 2030),
        (1, "milestone", 2027),
    ]
    assert [(t.no, names(t.lead), names(t.coordinating)) for t in plan.tasks] == [
        ("1.1", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"], ["các cấp ủy, tổ chức đảng"])
    ]
    assert [names(d.parties) for d in plan.duties] == [
        ["Các cấp ủy, tổ chức đảng", "Mặt trận Tổ quốc Việt Nam tỉnh"],
        ["Đảng ủy Ủy ban nhân dân tỉnh"],
    ]
    assert [(r.frequency, r.to) for r in plan.reporting] == [
        ("half_yearly", ("Ban Thường vụ Tỉnh ủy",)),
        ("yearly", ("Ban Thường vụ Tỉnh ủy",)),
    ]


def test_a_plan_laid_down_inside_an_article():
    text = (
        "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Đề án:\nI. MỤC TIÊU\n1. Mục tiêu cụ thể\nII. KINH PHÍ\n- Ngân sách tỉnh.\n"
        "Điều 2. Tổ chức thực hiện\n1. Sở Y tế\na) Theo dõi;\nb) Báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12 hằng năm.\n"
    )
    plan = parse_text(text)
    assert [s.path for s in plan.sections] == [
        "Điều 1",
        "Điều 1.I",
        "Điều 1.I.1",
        "Điều 1.II",
        "Điều 2",
        "Điều 2.1",
        "Điều 2.1.a",
        "Điều 2.1.b",
    ]
    assert [d.party.name for d in plan.duties] == ["Sở Y tế"]
    assert [(r.party.name, r.due) for r in plan.reporting] == [("Sở Y tế", "12-10")]


def test_a_row_and_a_footnote_at_the_foot_of_a_page():
    text = (
        "I. MỤC TIÊU ĐẾN NĂM 2030\n- Tỷ lệ cơ quan dùng chữ ký số đạt 100%.\n\n"
        "\tTT\n\tChỉ tiêu\n\tĐVT\n\tKết quả 2024\n\tNăm 2030\n\n\t1\n\tHồ sơ được giải\n\t%\n\t38,5\n\t80\n\n"
        "1Năm 2025, tỷ lệ cơ quan dùng chữ ký số đạt 52%.\n\nII. KHÁC\n"
    )
    plan = parse_text(text)
    assert [(t.text, t.baseline and (t.baseline.value, t.baseline.period)) for t in plan.targets] == [
        ("Tỷ lệ cơ quan dùng chữ ký số đạt 100%.", (52, "2025")),
        ("Hồ sơ được giải", (Decimal("38.5"), "2024")),
    ]


def test_a_name_cut_by_a_page_break_goes_on():
    text = "I. MỤC TIÊU\nTT\tChỉ tiêu\tĐVT\tNăm 2030\n1\tHồ sơ được giải\t%\t80\n\tquyết trực tuyến\t\t\n2\tSố phòng đo\tphòng\t4"
    assert [(t.text, t.low) for t in parse_text(text).targets] == [
        ("Hồ sơ được giải quyết trực tuyến", 80),
        ("Số phòng đo", 4),
    ]


def test_names_on_lines_of_their_own_and_parts_of_a_task():
    text = (
        "| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|--|--|--|--|\n| 1 | Việc chính | Sở Y tế<br>Sở Nội vụ | 2026 |\n"
        "| | - Bước một | Văn phòng<br>UBND tỉnh | Quý I/2026 |\n| II | Nhóm trống | | |"
    )
    plan = parse_text(text)
    assert [(t.no, t.group, t.text, names(t.lead)) for t in plan.tasks] == [
        ("1", None, "Việc chính", ["Sở Y tế", "Sở Nội vụ"]),
        ("", "1. Việc chính", "Bước một", ["Văn phòng UBND tỉnh"]),
    ]
    assert [text[slice(*u.span)] for u in plan.unparsed] == ["II | Nhóm trống"]
