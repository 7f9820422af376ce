"""What must hold for every text, not only for plans."""

import re
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from khcn.lib.intake.extracted import Extracted
from khcn.lib.plan_document import parse_plan
from khcn.lib.plan_document.parties import split_parties
from khcn.lib.plan_document.prose import plain
from tests.lib.plan_document.reading import ROOT

WORDS = [
    "I. MỤC TIÊU",
    "II. TỔ CHỨC THỰC HIỆN",
    "PHẦN I",
    "Điều 1. Chung",
    "1. Mục tiêu cụ thể",
    "1.1. Nội dung",
    "a) Việc",
    "- gạch",
    "KẾ HOẠCH",
    "Số: 12/KH-UBND",
    "Mẫu, ngày 1 tháng 2 năm 2026",
    "Căn cứ Luật",
    "Nơi nhận:",
    "đạt 40%",
    "trên 5-7 doanh nghiệp",
    "trong đó",
    "; ",
    ". ",
    ", ",
    "\n",
    "\n\n",
    "\t",
    "\tSTT",
    "\tNhiệm vụ",
    "\tCơ quan chủ trì",
    "\tThời gian",
    "\t1",
    "\t2",
    "",
    " TT ",
    " Chỉ tiêu ",
    " Năm 2030 ",
    "",
    "",
    " 1 ",
    " Tỷ lệ ",
    " 50 ",
    "",
    "Hằng năm",
    "báo cáo định kỳ hằng năm trước ngày 05 tháng 12",
    "sơ kết vào cuối năm 2025",
    "Sở Tài chính",
    "các sở, ban, ngành",
    "đến năm 2030",
    "Kinh phí thực hiện",
    "Đơn vị chủ trì: Sở Y tế",
    "1. Năm 2020, đạt 5%.",
    "[1]",
    "¹",
    "(",
    ")",
    "từ 30% lên 40%",
    "thành lập Trung tâm",
    "999999999999",
]
DOCUMENT = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join)
LINES = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map("\n".join)
NAMES = [
    "Sở Tài chính",
    "Sở Lao động, Thương binh và Xã hội",
    "Sở Giáo dục và Đào tạo",
    "UBND các huyện, thành phố",
    "Công an tỉnh",
    "các cơ quan, đơn vị liên quan",
    "doanh nghiệp",
    "Hội Nông dân tỉnh",
    "Các Sở, Ban, Ngành",
    "Trường Đại học Mẫu",
    "văn bản",
]
CELL = st.lists(st.sampled_from(NAMES) | st.text(alphabet="aăbĐđ ,;:-.và\n", max_size=8), max_size=6).flatmap(
    lambda parts: st.sampled_from(["; ", ", ", " và ", "\n", ";\n- "]).map(lambda mark: mark.join(parts))
)
SEPARATORS = {"và", "các", "sở", "bộ", "hội", "ban", "ngành"}


def parse(text):
    return parse_plan(Extracted(text, "txt"), today=date(2026, 11, 23))


def spans_of(plan):
    for basis in plan.document.legal_bases:
        yield basis.span
    for name in ("sections", "targets", "tasks", "duties", "reporting", "funding", "unparsed"):
        for item in getattr(plan, name):
            yield item.span
    for target in plan.targets:
        if target.baseline:
            yield target.baseline.span
    for finding in plan.findings:
        yield from finding.spans


@settings(max_examples=150, deadline=None)
@given(DOCUMENT | LINES | st.text(max_size=300))
@example("\tSTT\n\tNhiệm vụ\n\t1")
@example("| TT | Nhiệm vụ | Chủ trì |\n|--|--|--|\n| | | |")
def test_any_text_is_read_and_every_span_lies_in_it(text):
    plan = parse(text)
    for start, end in spans_of(plan):
        assert 0 <= start <= end <= len(text)
    starts = [section.span[0] for section in plan.sections]
    assert starts == sorted(starts)
    for item in (*plan.targets, *plan.tasks):
        assert 0.05 <= item.confidence <= 1
    assert parse(text) == plan
    assert len(plain(text)) == len(text)


@settings(max_examples=100, deadline=None)
@given(CELL)
def test_no_word_of_a_cell_is_lost_when_parties_are_split(cell):
    kept = " ".join(party.name for party in split_parties(cell))
    for word in re.findall(r"[^\W_]+", cell):
        assert word in kept or word.lower() in SEPARATORS


ROW = st.tuples(
    st.sampled_from(["Xây dựng phòng đo", "Đào tạo cán bộ", "Rà soát quy hoạch", ""]),
    st.sampled_from(["Sở Y tế", "Sở Tài chính; Sở Y tế", ""]),
    st.sampled_from(["Hằng năm", "2026-2030", ""]),
).filter(any)


@settings(max_examples=80, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12), st.sampled_from(["tab", "markdown", "cells"]))
def test_every_row_of_a_task_table_is_a_task_or_listed(rows, form):
    heading = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")
    table = [heading, *((str(i), *row) for i, row in enumerate(rows, 1))]
    if form == "markdown":
        text = "\n".join("| " + " | ".join(row) + " |" for row in table)
    elif form == "tab":
        text = "\n".join("\t".join(row) for row in table)
    else:
        text = "\n".join("\t" + cell for row in table for cell in row if cell)
    plan = parse(text)
    if form == "cells":
        complete = [str(i) for i, row in enumerate(rows, 1) if all(row)]
        if len(complete) == len(rows):
            assert [task.no for task in plan.tasks] == complete
        return
    assert len(plan.tasks) + len(plan.unparsed) == len(rows)
    assert [task.text for task in plan.tasks] == [row[0] for row in rows if row[0]]


def test_two_hundred_pages_are_read_in_five_seconds():
    import time

    page = (ROOT / "examples" / "ke-hoach-tinh-mau.txt").read_text(encoding="utf-8")
    text = "\n\n".join([page] * 150)
    assert len(text) > 550_000
    start = time.perf_counter()
    plan = parse(text)
    assert time.perf_counter() - start < 5
    assert len(plan.tasks) == 5 * 150
