from khcn.lib.intake.extracted import Cell, Extracted, Table
from khcn.lib.plan_document.annex import parse_annex
from khcn.lib.plan_document.columns import task_role
from khcn.lib.plan_document.tables import find_grids
from tests.lib.plan_document.reading import names


def read(text, tables=()):
    grids = find_grids(Extracted(text, "txt", tables))
    return (grids, *parse_annex(grids))


def build(*rows):
    """A text and the table in it, as reading a Word file gives them: (text, columns, rows) a cell."""
    text, made = "", []
    for row in rows:
        cells = []
        for cell in row:
            words, columns, depth = cell if isinstance(cell, tuple) else (cell, 1, 1)
            cells.append(Cell(words, (len(text) + 1, len(text) + 1 + len(words)), columns, depth))
            text += f"\t{words}\n"
        made.append(tuple(cells))
    return text, (Table(tuple(made), (0, len(text))),)


def test_columns_are_known_by_meaning():
    expected = {
        "Số TT": "number",
        "Nội dung công việc": "task",
        "Cơ quan, đơn vị chủ trì": "lead",
        "Đơn vị phối hợp": "coordinating",
        "Cơ quan chủ trì, phối hợp": "both",
        "Phân công thực hiện": "both",
        "Thời hạn hoàn thành": "schedule",
        "Thời gian có kết quả": "schedule",
        "Sản phẩm hoàn thành": "output",
        "Nguồn kinh phí": "funding",
        "Ghi chú": "note",
        "Địa bàn": None,
    }
    assert {heading: task_role(heading) for heading in expected} == expected


def test_columns_in_another_order_and_an_unknown_one():
    text = "TT\tThời hạn\tĐịa bàn\tNhiệm vụ\tCơ quan chủ trì\n1\tNăm 2026\tToàn tỉnh\tLàm đường\tSở Xây dựng\n2\t2027\tXã A\tLàm cầu\tSở Tài chính"
    _, tasks, unparsed = read(text)
    assert [(t.no, t.text, names(t.lead), t.schedule.raw, t.note) for t in tasks] == [
        ("1", "Làm đường", ["Sở Xây dựng"], "Năm 2026", "Địa bàn: Toàn tỉnh"),
        ("2", "Làm cầu", ["Sở Tài chính"], "2027", "Địa bàn: Xã A"),
    ]
    assert unparsed == ()


def test_repeated_headings_numbered_columns_and_rows_cut_by_a_page():
    text, tables = build(
        ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Rà soát quy hoạch phòng", "Sở Xây dựng", "Sở Tài chính và các", "2026"],
        ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
        ["", "thí nghiệm", "", "cơ quan liên quan", ""],
        ["2", "Đào tạo", "Sở Nội vụ", "", "Hằng năm"],
    )
    _, tasks, unparsed = read(text, tables)
    assert [t.text for t in tasks] == ["Rà soát quy hoạch phòng thí nghiệm", "Đào tạo"]
    assert names(tasks[0].coordinating) == ["Sở Tài chính", "các cơ quan liên quan"]
    assert "rows_joined" in {reason.code for reason in tasks[0].reasons}
    assert unparsed == ()


def test_a_table_goes_on_after_a_page_break_without_headings():
    first, (one,) = build(["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Việc một", "Sở Nội vụ"])
    second, (other,) = build(["2", "Việc hai", "Sở Y tế"])
    shift = len(first)
    moved = tuple(
        tuple(Cell(c.text, (c.span[0] + shift, c.span[1] + shift)) for c in row) for row in other.rows
    )
    grids, tasks, _ = read(first + second, (one, Table(moved, (shift, shift + len(second)))))
    assert len(grids) == 1
    assert [(t.no, names(t.lead)) for t in tasks] == [("1", ["Sở Nội vụ"]), ("2", ["Sở Y tế"])]


def test_a_lead_merged_over_two_rows_leads_both():
    text, tables = build(
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Việc một", ("Sở Y tế", 1, 2), "2026"],
        ["2", "Việc hai", "2027"],
    )
    _, tasks, _ = read(text, tables)
    assert [(t.no, names(t.lead), t.schedule.raw) for t in tasks] == [
        ("1", ["Sở Y tế"], "2026"),
        ("2", ["Sở Y tế"], "2027"),
    ]


def test_numbered_groups_hold_their_sub_rows():
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian\nI\tNhóm một\t\tNăm 2027\n1\tHạ tầng\t\t\n1.1\tMua máy\tSở Y tế\t\n1.2\tLắp đặt\tSở Y tế\t2028"
    _, tasks, _ = read(text)
    assert [(t.no, t.group, t.schedule.raw) for t in tasks] == [
        ("1.1", "1. Hạ tầng", ""),
        ("1.2", "1. Hạ tầng", "2028"),
    ]


def test_a_row_without_a_task_is_listed():
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian\n1\tViệc một\tSở Y tế\t2026\n2\t\tSở Nội vụ\t2027"
    _, tasks, unparsed = read(text)
    assert [t.no for t in tasks] == ["1"]
    assert [text[slice(*u.span)].split("\t")[0] for u in unparsed] == ["2"]


def test_one_cell_a_line():
    text = "\tSTT\n\tNhiệm vụ\n\tCơ quan chủ trì\n\tThời gian\n\nthực hiện\n\n\t1\n\tViệc một\n\n\tSở Lao động,\nThương binh và Xã hội\n\t2026\n\n\t2\n\tViệc hai gồm\n\t3 phần\n\tSở Y tế\n\n\n1. Năm 2020, tỷ lệ đạt 5%."
    grids, tasks, _ = read(text)
    assert grids[0].headings == ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian thực hiện")
    assert names(tasks[0].lead) == ["Sở Lao động, Thương binh và Xã hội"]
    assert "Năm 2020" not in text[slice(*grids[0].span)]


def test_letterheads_and_signatures_are_no_task_tables():
    text, tables = build(
        ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1/KH-UBND", "Mẫu, ngày 1"]
    )
    grids, tasks, _ = read(text, tables)
    assert [grid.kind for grid in grids] == ["other"]
    assert tasks == ()
