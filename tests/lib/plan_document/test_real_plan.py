"""The real plan of Tuyên Quang, in figures and names; it lies beside the project and may be absent."""

import time
from datetime import date
from decimal import Decimal

import pytest

from tests.lib.plan_document.reading import kinds, names, parse_shared_plan, parse_text

KHCN = "Sở Khoa học và Công nghệ"
KHDT = "Sở Kế hoạch và Đầu tư"
NN = "Sở Nông nghiệp và PTNT"
HUYEN = "Ủy ban nhân dân các huyện, thành phố"
UBND = "UBND các huyện, thành phố"
USUAL = ["Các sở, ngành liên quan", UBND]
ROW_3_AND_4 = ["Sở Tài chính", KHCN, HUYEN, "các cơ quan đơn vị liên quan"]
YEARLY = ("yearly", None, None)
TO_2030 = ("range", 2022, 2030)
TO_2025 = ("range", 2022, 2025)

TASKS = {
    1: ([KHCN], ["Sở Tư pháp", "Sở Tài chính", KHDT, "các cơ quan, đơn vị liên quan"], YEARLY),
    2: (["Các sở, ngành", UBND], ["Các đơn vị liên quan"], YEARLY),
    3: ([KHDT], ROW_3_AND_4, YEARLY),
    4: ([KHDT], ROW_3_AND_4, ("until", None, 2030)),
    5: ([KHCN], ["Các sở, ban, ngành", UBND, "các tổ chức, cá nhân có liên quan"], YEARLY),
    6: ([KHCN], USUAL, TO_2030),
    7: ([KHCN], USUAL, TO_2025),
    8: ([KHCN], USUAL, TO_2025),
    9: ([KHCN], USUAL, TO_2030),
    10: ([KHCN], USUAL, TO_2025),
    11: (["Sở Thông tin và Truyền thông"], USUAL, TO_2030),
    12: ([NN], USUAL, TO_2030),
    13: ([NN], USUAL, TO_2030),
    14: ([NN], USUAL, TO_2030),
    15: (
        ["Sở Nội vụ"],
        [
            KHCN,
            "Sở Giáo dục và Đào tạo",
            "Sở Lao động, Thương binh và Xã hội",
            "Các trường chuyên nghiệp",
            HUYEN,
        ],
        YEARLY,
    ),
    16: (["Sở Giáo dục và Đào tạo"], USUAL, YEARLY),
    17: (["Sở Công Thương"], USUAL, YEARLY),
    18: (
        ["Hiệp hội Doanh nghiệp tỉnh"],
        [*USUAL, "doanh nghiệp", "các tổ chức cá nhân có liên quan"],
        YEARLY,
    ),
}

TARGETS = [  # operator, low, high, unit, horizon, year, parent
    ("eq", "40", None, "%", "by", 2030, None),
    ("gt", "35", None, "%", "by", 2030, None),
    ("approx", "30", None, "%", "by", 2030, 1),
    ("gt", "60", None, "%", "each_year", None, None),
    ("approx", "10", None, "%", "each_year", None, None),
    ("gt", "20", None, "%", "each_year", None, None),
    ("gt", "60", None, "%", "by", 2030, None),
    ("eq", "2", None, "%", "at", 2030, None),
    ("approx", "1.5", None, "%", "each_year", 2030, None),
    ("between", "5", "7", "sáng chế/giải pháp hữu ích", "by", 2030, None),
    ("eq", "30", None, "%", "by", 2030, None),
    ("approx", "8", None, "%/năm", "average", 2030, None),
    ("between", "5", "7", "doanh nghiệp, hợp tác xã", "by", 2030, None),
    ("ge", "2", "3", "doanh nghiệp khoa học và công nghệ", "by", 2030, None),
    ("between", "30", "50", "doanh nghiệp, tổ chức, cá nhân", "by", 2030, None),
    ("eq", "30", None, "doanh nghiệp", "increment", 2030, None),
    ("eq", "1", None, None, "milestone", 2030, None),
    ("ge", None, None, None, "milestone", 2030, None),
]

DUTIES = [
    [KHCN],
    [KHDT],
    ["Sở Tài chính"],
    ["Sở Nông nghiệp và Phát triển nông thôn"],
    ["Sở Giáo dục và Đào tạo"],
    ["Sở Công Thương"],
    ["Sở Nội vụ"],
    ["Sở Thông tin và Truyền thông"],
    ["Sở Lao động, Thương binh và Xã hội"],
    ["Trường Đại học Tân Trào", "Trường Cao đẳng nghề Kỹ thuật - Công nghệ"],
    ["Hiệp hội Doanh nghiệp tỉnh"],
    ["Các sở, ngành", HUYEN],
    None,
    ["Báo Tuyên Quang", "Đài Phát thanh và Truyền hình tỉnh"],
]


@pytest.fixture(scope="module")
def real():
    return parse_shared_plan()


@pytest.fixture(scope="module")
def plan(real):
    return real[1]


def test_identity_comes_from_the_annex_where_the_letterhead_is_missing(plan):
    document = plan.document
    assert (document.kind, document.number, document.symbol) == ("KẾ HOẠCH", 57, "57/KH-UBND")
    assert (document.issuer, document.place) == ("UBND tỉnh Tuyên Quang", "Tuyên Quang")
    assert document.issued_on == date(2023, 3, 27)


def test_the_plan_rests_on_one_decision(plan):
    assert [(b.symbol, b.issued_on) for b in plan.document.legal_bases] == [("569/QĐ-TTg", date(2022, 5, 11))]


def test_section_tree_keeps_official_numbers(plan):
    counts = {"I": 2, "II": 2, "III": 4, "IV": 9, "V": 0, "VI": 14, "VII": 2}
    paths = {section.path for section in plan.sections}
    for chapter, children in counts.items():
        found = [s.path for s in plan.sections if s.ancestors == (chapter,)]
        assert found == [f"{chapter}.{n}" for n in range(1, children + 1)]
    deep = {"III.1": 4, "III.2": 3, "III.3": 7, "III.4": 3}
    for parent, children in deep.items():
        assert {f"{parent}.{n}" for n in range(1, children + 1)} <= paths
    assert len(plan.sections) == 7 + 33 + 17


def test_every_target_of_the_plan(plan):
    found = [
        (t.operator, t.low, t.high, t.unit, t.horizon.kind, t.horizon.year, t.parent) for t in plan.targets
    ]
    expected = [(op, low and Decimal(low), high and Decimal(high), *rest) for op, low, high, *rest in TARGETS]
    assert found == expected
    assert {t.clause for t in plan.targets} == {"II.2"}


def test_footnotes_are_the_baselines_of_their_targets(plan):
    found = {i: (t.baseline.value, t.baseline.period) for i, t in enumerate(plan.targets) if t.baseline}
    assert found == {
        0: (Decimal("33.9"), "2020"),
        1: (Decimal("18.9"), "2016-2020"),
        8: (Decimal("0.2"), "2021"),
    }


@pytest.mark.parametrize("number", TASKS)
def test_annex_row(plan, number):
    task = plan.tasks[number - 1]
    lead, support, schedule = TASKS[number]
    assert task.no == str(number)
    assert names(task.lead) == lead
    assert names(task.coordinating) == support
    assert (task.schedule.kind, task.schedule.start, task.schedule.end) == schedule
    assert task.confidence == 1


def test_annex_has_eighteen_rows_and_nothing_is_left_over(plan):
    assert len(plan.tasks) == 18
    assert plan.unparsed == ()


def test_classes_of_parties_are_told_from_agencies(plan):
    agencies = {p.name for task in plan.tasks for p in (*task.lead, *task.coordinating) if p.kind == "agency"}
    classes = {p.name for task in plan.tasks for p in (*task.lead, *task.coordinating) if p.kind == "class"}
    assert all(name.startswith(("Sở ", "Hiệp hội ")) for name in agencies)
    assert {UBND, HUYEN, "Các sở, ngành", "Các trường chuyên nghiệp", "doanh nghiệp"} <= classes


def test_fourteen_groups_have_duties(plan):
    assert [duty.clause for duty in plan.duties] == [f"VI.{n}" for n in range(1, 15)]
    for duty, expected in zip(plan.duties, DUTIES, strict=True):
        if expected:
            assert names(duty.parties) == expected
        assert duty.text
    open_group = plan.duties[12]
    assert open_group.party.kind == "class"
    assert open_group.party.name.startswith("Các Tổ chức")
    assert open_group.text.startswith("Theo chức năng")


def test_reporting_duties(plan):
    found = [(r.clause, r.party.name, r.frequency, r.due, r.year) for r in plan.reporting]
    assert found == [
        ("VI.1", KHCN, "once", "12-31", 2025),
        ("VI.1", KHCN, "once", "12-31", 2030),
        ("VII.1", KHCN, "yearly", "12-05", None),
        ("VII.2", "Các sở, ban, ngành; UBND huyện, thành phố", "yearly", None, None),
    ]
    assert plan.reporting[2].to == ("Ủy ban nhân dân tỉnh", "Bộ Khoa học và Công nghệ")
    assert "Ủy ban nhân dân tỉnh" in plan.reporting[3].to


def test_four_sources_of_money(plan):
    assert [source.clause for source in plan.funding] == ["V"] * 4


def test_findings_by_kind(plan):
    assert kinds(plan) == {
        "contradictory_figures": 1,
        "shares_do_not_add_up": 1,
        "baseline_not_comparable": 1,
        "growth_measured_as_count": 1,
        "baseline_missing": 2,
        "target_unquantified": 1,
        "owner_collective": 1,
        "owner_not_state": 1,
        "schedule_expired": 3,
        "schedule_before_issue": 9,
        "output_missing": 1,
        "review_due_passed": 1,
        "report_date_missing": 1,
    }


def test_findings_point_at_the_right_places(real):
    text, plan = real
    by_kind = {finding.kind: finding for finding in plan.findings}
    one, other = by_kind["contradictory_figures"].spans
    assert "1,5%" in text[slice(*one)] and " 1% " in text[slice(*other)]
    assert "= 90 %" in by_kind["shares_do_not_add_up"].message
    task_spans = {task.span: task.no for task in plan.tasks}
    expired = [task_spans[f.spans[0]] for f in plan.findings if f.kind == "schedule_expired"]
    assert expired == ["7", "8", "10"]
    assert task_spans[by_kind["owner_not_state"].spans[0]] == "18"
    assert task_spans[by_kind["owner_collective"].spans[0]] == "2"
    assert by_kind["growth_measured_as_count"].spans[0] == plan.targets[12].span


def test_nothing_has_expired_on_the_day_of_issue(real):
    before = parse_text(real[0], today=date(2023, 3, 27))
    assert not {"schedule_expired", "review_due_passed"} & set(kinds(before))


def test_real_plan_is_read_in_half_a_second(real):
    start = time.perf_counter()
    parse_text(real[0])
    assert time.perf_counter() - start < 0.5
