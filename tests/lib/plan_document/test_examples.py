"""The plans of artificial provinces in examples/, in full."""

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from tests.lib.plan_document.reading import ROOT, kinds, names, parse_example


def values(target):
    return target.operator, target.low, target.high, target.unit, target.horizon.kind, target.horizon.year


def expect(*rows):
    return [(op, low and Decimal(low), high and Decimal(high), *rest) for op, low, high, *rest in rows]


class TestMarkdownPlan:
    @pytest.fixture(scope="class")
    @classmethod
    def plan(cls):
        return parse_example("ke-hoach-tinh-mau.txt")[1]

    def test_letterhead_with_columns_run_together(self, plan):
        document = plan.document
        assert (document.kind, document.symbol, document.number) == ("KẾ HOẠCH", "112/KH-UBND", 112)
        assert (document.issuer, document.place) == ("UBND tỉnh Mẫu", "Mẫu")
        assert document.issued_on == date(2026, 4, 15)
        assert document.title.endswith("giai đoạn 2026 - 2030")

    def test_legal_bases_with_and_without_a_number(self, plan):
        assert [(b.symbol, b.issued_on) for b in plan.document.legal_bases] == [
            ("Luật Tổ chức chính quyền địa phương", date(2025, 6, 16)),
            ("18/NQ-HĐND", date(2025, 12, 10)),
            ("45/2026/QĐ-UBND", date(2026, 1, 5)),
        ]

    def test_parts_hold_chapters_with_the_same_numbers(self, plan):
        assert [s.path for s in plan.sections][:6] == [
            "Phần I",
            "Phần I.I",
            "Phần I.II",
            "Phần I.II.1",
            "Phần I.II.2",
            "Phần II",
        ]
        assert plan.sections[0].title == "QUAN ĐIỂM VÀ MỤC TIÊU"

    def test_targets(self, plan):
        assert [values(t) for t in plan.targets] == expect(
            ("ge", "12", None, "doanh nghiệp", "by", 2028),
            ("ge", "70", None, "%", "by", 2028),
            ("le", None, "20", "ngày làm việc", "by", 2028),
            ("approx", "2", None, "%", "by", 2030),
            ("gt", "0.8", None, "%", "by", 2030),
            ("between", "15", "20", "đơn đăng ký sáng chế", "each_year", None),
            ("eq", "12", None, "%/năm", "average", 2030),
            ("ge", "1500", None, "tỷ đồng", "by", 2030),
            ("eq", "40", None, "sản phẩm", "increment", 2030),
            ("eq", "1", None, None, "milestone", 2030),
            ("ge", None, None, None, "milestone", 2030),
            ("eq", "50", None, "%", "by", 2030),
            ("eq", "30", None, "%", "by", 2030),
            ("eq", "15", None, "%", "by", 2030),
        )
        assert plan.targets[4].parent == 3
        base = plan.targets[0].baseline
        assert (base.value, base.unit, base.period) == (4, "doanh nghiệp", "2025")

    def test_tasks_under_headings_in_two_rows(self, plan):
        rows = [
            (t.no, names(t.lead), names(t.coordinating), t.schedule.raw, t.output, t.note) for t in plan.tasks
        ]
        khcn, tai_chinh = "Sở Khoa học và Công nghệ", "Sở Tài chính"
        assert rows == [
            (
                "1",
                [khcn],
                ["Sở Tư pháp", tai_chinh],
                "Quý III/2026",
                "Quyết định của UBND tỉnh",
                "Kinh phí (triệu đồng): 150",
            ),
            ("2", [tai_chinh], [khcn, "các đơn vị liên quan"], "Hằng năm", "Báo cáo rà soát", None),
            (
                "3",
                ["Trung tâm Thông tin Khoa học tỉnh Mẫu"],
                [
                    "Sở Công Thương",
                    "Sở Văn hóa, Thể thao và Du lịch",
                    "Sở Nội vụ",
                    "Liên minh Hợp tác xã tỉnh",
                ],
                "2026 - 2028",
                "Sàn vận hành chính thức",
                "Kinh phí (triệu đồng): 4.200",
            ),
            (
                "4",
                [],
                ["UBND các xã, phường"],
                "Trước ngày 30/6/2027",
                "Bộ dữ liệu mở",
                "Kinh phí (triệu đồng): 300",
            ),
            (
                "5",
                ["Hội Doanh nhân trẻ tỉnh Mẫu"],
                ["Tỉnh đoàn", "Sở Giáo dục và Đào tạo"],
                "Tháng 9 hằng năm",
                "01 sự kiện",
                None,
            ),
        ]
        assert [t.group for t in plan.tasks] == ["I. Hoàn thiện chính sách"] * 2 + [
            "II. Hạ tầng và dữ liệu"
        ] * 3

    def test_duties_with_text_on_the_line_of_the_heading(self, plan):
        assert [(d.clause[-1], names(d.parties)) for d in plan.duties] == [
            ("1", ["Sở Khoa học và Công nghệ"]),
            ("2", ["Sở Tài chính"]),
            ("3", ["Các sở, ban, ngành", "UBND các xã, phường"]),
            ("4", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
            ("5", ["Sở Khoa học và Công nghệ"]),
        ]
        assert plan.duties[1].text.startswith("Tham mưu")

    def test_reporting(self, plan):
        assert [(r.clause[-1], r.frequency, r.due, r.year, r.to) for r in plan.reporting] == [
            ("1", "yearly", "11-30", None, ("Ủy ban nhân dân tỉnh",)),
            ("3", "half_yearly", "06-15", None, ("Sở Khoa học và Công nghệ",)),
            ("3", "half_yearly", "11-15", None, ("Sở Khoa học và Công nghệ",)),
            ("5", "once", "12-31", 2028, ()),
            ("5", "once", "12-31", 2030, ()),
        ]

    def test_money_comes_from_two_sources(self, plan):
        assert [f.clause for f in plan.funding] == ["Phần II.II.1", "Phần II.II.2"]

    def test_findings_and_nothing_left_over(self, plan):
        assert kinds(plan) == {
            "contradictory_figures": 1,
            "shares_do_not_add_up": 1,
            "baseline_missing": 1,
            "target_unquantified": 1,
            "schedule_expired": 1,
            "owner_missing": 1,
            "owner_not_state": 1,
        }
        assert plan.unparsed == ()


class TestWordPlan:
    @pytest.fixture(scope="class")
    @classmethod
    def read(cls):
        return parse_example("ke-hoach-chuyen-doi-so.docx")

    @pytest.fixture(scope="class")
    @classmethod
    def plan(cls, read):
        return read[1]

    def test_blank_number_and_day_stay_blank(self, plan):
        document = plan.document
        assert (document.number, document.symbol, document.issued_on) == (None, None, None)
        assert (document.kind, document.issuer, document.place) == (
            "KẾ HOẠCH",
            "UBND tỉnh Thử Nghiệm",
            "Thử Nghiệm",
        )
        assert [b.symbol for b in document.legal_bases] == ["312/QĐ-TTg", "07-CTr/TU"]

    def test_targets_by_milestone_year(self, plan):
        assert [values(t) for t in plan.targets] == expect(
            ("eq", "100", None, "%", "by", 2030),
            ("approx", "20", None, "%", "by", 2030),
            ("ge", "60", None, "%", "by", 2028),
            ("eq", "80", None, "%", "by", 2030),
            ("between", "35", "40", "%", "by", 2028),
            ("gt", "55", None, "%", "by", 2030),
            ("eq", "20", None, "%", "by", 2028),
            ("eq", "30", None, "%", "by", 2030),
            ("le", None, "24", "giờ", "by", 2030),
            ("eq", "20", None, "bộ dữ liệu", "by", 2028),
        )
        assert [t.parent for t in plan.targets] == [None] * 6 + [4, 5, None, None]

    def test_baselines_from_footnotes_and_columns(self, plan):
        found = [t.baseline and (t.baseline.value, t.baseline.period) for t in plan.targets]
        assert found == [
            (52, "2025"),
            (Decimal("9.5"), "2021-2025"),
            (Decimal("38.5"), "2025"),
            (Decimal("38.5"), "2025"),
            (21, "2025"),
            (21, "2025"),
            None,
            None,
            (72, "2025"),
            (6, "2025"),
        ]

    def test_lead_and_coordinators_of_one_cell(self, plan):
        assert [(t.no, names(t.lead), names(t.coordinating)) for t in plan.tasks] == [
            ("1", ["Sở Khoa học và Công nghệ"], ["Công an tỉnh", "các sở, ban, ngành"]),
            ("2", ["Văn phòng UBND tỉnh"], ["Sở Nội vụ", "UBND các xã, phường"]),
            ("3", ["Sở Nội vụ"], ["Trường Chính trị tỉnh", "các cơ quan liên quan"]),
            ("4", ["Liên minh Hợp tác xã tỉnh"], []),
        ]

    def test_schedules_inherited_and_several_in_one_cell(self, plan):
        first, second, third, fourth = (t.schedule for t in plan.tasks)
        assert (first.kind, first.start, first.end) == ("range", 2026, 2027)
        assert second.dates == ("2026-06-30", "2027-03-31")
        assert (third.kind, third.raw) == ("yearly", "Thường xuyên")
        assert (fourth.kind, fourth.end) == ("until", 2029)

    def test_doubts_lower_confidence_and_have_names(self, plan):
        first = plan.tasks[0]
        assert {reason.code for reason in first.reasons} == {"roles_in_one_cell", "schedule_inherited"}
        assert first.confidence == 0.8

    def test_what_is_not_understood_is_listed(self, read):
        text, plan = read
        assert [text[slice(*u.span)] for u in plan.unparsed] == ["đang rà soát", "Tổng cộng: 4 nhiệm vụ"]

    def test_duties_and_reports(self, plan):
        assert [names(d.parties) for d in plan.duties] == [
            ["Sở Khoa học và Công nghệ"],
            ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"],
            ["Các cơ quan báo chí của tỉnh"],
            ["Sở Tài chính", "Sở Nội vụ", "UBND các xã, phường"],
        ]
        assert [(r.clause, r.frequency, r.due, r.to) for r in plan.reporting] == [
            ("D.1", "quarterly", None, ("Ủy ban nhân dân tỉnh",)),
            ("D.4", "yearly", "11-20", ("Sở Khoa học và Công nghệ",)),
        ]

    def test_the_file_is_what_the_script_writes(self, tmp_path):
        path = ROOT / "examples" / "ke-hoach-chuyen-doi-so.docx"
        before = path.read_bytes()
        copy = tmp_path / "make_examples.py"
        copy.write_text(
            (ROOT / "examples" / "make_examples.py").read_text(encoding="utf-8"), encoding="utf-8"
        )
        subprocess.run([sys.executable, str(copy)], check=True, cwd=tmp_path)
        assert len((tmp_path / path.name).read_bytes()) == pytest.approx(len(before), rel=0.02)


class TestResolution:
    @pytest.fixture(scope="class")
    @classmethod
    def plan(cls):
        return parse_example("nghi-quyet.txt")[1]

    def test_identity(self, plan):
        document = plan.document
        assert (document.kind, document.symbol) == ("NGHỊ QUYẾT", "27/NQ-HĐND")
        assert (document.issuer, document.place) == ("HĐND tỉnh Thử Nghiệm", "Thử Nghiệm")
        assert document.issued_on == date(2026, 7, 9)
        assert document.title.endswith("đến năm 2029")
        assert [b.symbol for b in document.legal_bases] == ["93/2025/QH15", "88/TTr-UBND"]

    def test_articles_are_the_tree(self, plan):
        assert [s.path for s in plan.sections if s.level == 1] == ["Điều 1", "Điều 2", "Điều 3"]
        assert [s.path for s in plan.sections if s.level == 3] == ["Điều 2.1.a", "Điều 2.1.b"]

    def test_targets_take_their_year_from_the_article(self, plan):
        assert [(t.clause, *values(t)) for t in plan.targets] == [
            ("Điều 1.1", "gt", Decimal(45), None, "%", "by", 2029),
            ("Điều 1.2", "eq", Decimal(25), None, "cơ sở chế biến", "by", 2029),
            ("Điều 1.3", "eq", Decimal(60), None, "hợp tác xã", "by", 2029),
        ]
        assert plan.targets[2].baseline.value == 18

    def test_tasks_in_prose(self, plan):
        assert [(t.no, names(t.lead), names(t.coordinating)) for t in plan.tasks] == [
            (
                "a",
                ["Sở Nông nghiệp và Môi trường"],
                ["Sở Khoa học và Công nghệ", "UBND các xã có vùng trồng"],
            ),
            ("b", ["Trường Cao đẳng Nông nghiệp Thử Nghiệm"], ["Hội Nông dân tỉnh"]),
            ("2", ["Sở Công Thương"], []),
        ]
        assert [t.schedule.dates for t in plan.tasks] == [("2027-12-31",), (), ("2028-03-31",)]
        assert (plan.tasks[1].schedule.start, plan.tasks[1].schedule.end) == (2026, 2029)
        assert plan.tasks[2].output == "Ba mô hình có số liệu đối chứng"
        assert plan.tasks[2].note == "6 tỷ đồng từ ngân sách tỉnh"

    def test_duties_and_findings(self, plan):
        assert [names(d.parties) for d in plan.duties] == [
            ["Ủy ban nhân dân tỉnh"],
            ["Thường trực Hội đồng nhân dân", "các Ban của Hội đồng nhân dân"],
        ]
        assert kinds(plan) == {"growth_measured_as_count": 1, "output_missing": 1, "report_date_missing": 1}


@pytest.mark.parametrize("name", ["ke-hoach-tinh-mau.txt", "ke-hoach-chuyen-doi-so.docx", "nghi-quyet.txt"])
def test_spans_hold_the_wording(name):
    text, plan = parse_example(name)
    items = [*plan.targets, *plan.tasks, *plan.duties, *plan.funding]
    assert items
    for item in items:
        held = " ".join(text[slice(*item.span)].split())
        assert all(line in held for line in item.text.split("\n"))
    for section in plan.sections:
        assert section.title in re.sub(r"\s+", " ", text[slice(*section.span)])
