"""Parts of a task, and one number for each task whatever the annex does with its numbering."""

from tests.lib.plan_document.reading import kinds, names, parse_text

HEAD = "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\n"


def numbers(rows):
    return [task.no for task in parse_text(HEAD + rows).tasks]


def test_a_heading_row_with_lettered_parts_is_no_task():
    plan = parse_text(
        HEAD + "II\tHạ tầng số\t\t\t\t\n3\tPhủ sóng:\t\t\t\t\na)\tTại phường\tSở Y tế\t\t2026\tSổ\n"
        "b)\tTại xã\tSở Nội vụ\t\t2027\t\n4\tGiám sát\tCông an tỉnh\t\tThường xuyên\t\n"
    )
    assert [(t.no, t.group) for t in plan.tasks] == [
        ("3a", "3. Phủ sóng"),
        ("3b", "3. Phủ sóng"),
        ("4", "II. Hạ tầng số"),
    ]
    assert (plan.tasks[2].schedule.kind, plan.tasks[2].schedule.raw) == ("yearly", "Thường xuyên")
    assert not {"owner_missing", "schedule_missing"} & set(kinds(plan))
    assert plan.unparsed == ()


def test_a_row_with_a_lead_stays_a_task_and_its_parts_take_over_empty_columns():
    plan = parse_text(
        HEAD
        + "1\tĐào tạo\tSở Nội vụ\tSở Y tế\t2027\tBáo cáo\na)\tCấp tỉnh\t\t\t\t\nb)\tCấp xã\tSở Tài chính\t\t\tSổ tay\n"
    )
    assert [(t.no, names(t.lead), names(t.coordinating), t.schedule.raw, t.output) for t in plan.tasks] == [
        ("1", ["Sở Nội vụ"], ["Sở Y tế"], "2027", "Báo cáo"),
        ("1a", ["Sở Nội vụ"], ["Sở Y tế"], "2027", None),
        ("1b", ["Sở Tài chính"], [], "2027", "Sổ tay"),
    ]
    assert "columns_inherited" in {reason.code for reason in plan.tasks[1].reasons}


def test_columns_of_a_heading_row_go_to_its_parts_or_keep_it_a_task():
    shared = parse_text(HEAD + "1\tNền tảng\t\tSở Nội vụ\t\tBản vẽ\n\ta) Khảo sát\tSở Y tế\t\t2027\t\n")
    assert [(t.no, t.text, names(t.coordinating), t.output) for t in shared.tasks] == [
        ("1a", "Khảo sát", ["Sở Nội vụ"], "Bản vẽ")
    ]
    own = parse_text(HEAD + "1\tNền tảng\t\t\t\tBản vẽ\na)\tKhảo sát\tSở Y tế\t\t2027\tSổ\n")
    assert [(t.no, t.output) for t in own.tasks] == [("1", "Bản vẽ"), ("1a", "Sổ")]


def test_a_row_behind_dotted_parts_belongs_to_the_group_above_again():
    plan = parse_text(
        HEAD
        + "I\tNhóm một\t\t\t\t\n1\tHạ tầng\t\t\t\t\n1.1\tMua máy\tSở Y tế\t\t2027\t\n2\tĐào tạo\tSở Y tế\t\t2027\t\n"
    )
    assert [(t.no, t.group) for t in plan.tasks] == [("1.1", "1. Hạ tầng"), ("2", "I. Nhóm một")]


def test_numbers_that_restart_take_the_number_of_their_group():
    rows = "I\tNhóm A\t\t\t\t\n{one}{two}II\tNhóm B\t\t\t\t\n{one}{two}{three}"
    one, two, three = (f"{i}\tViệc {i}\tSở Y tế\t\t2027\t\n" for i in (1, 2, 3))
    assert numbers(rows.format(one=one, two=two, three=three)) == ["I.1", "I.2", "II.1", "II.2", "3"]


def test_parts_whose_rows_repeat_and_rows_without_any_group():
    part = "1\tHạ tầng\t\t\t\t\na)\tMua\tSở Y tế\t\t2027\t\n"
    assert numbers(f"I\tNhóm A\t\t\t\t\n{part}II\tNhóm B\t\t\t\t\n{part}") == ["I.1a", "II.1a"]
    row = "1\tViệc\tSở Y tế\t\t2027\t\n"
    assert numbers(row * 3) == ["1", "1-2", "1-3"]


def test_numbers_that_do_not_repeat_stay_as_they_are():
    assert numbers("I\tNhóm\t\t\t\t\n1\tMột\tSở Y tế\t\t2027\t\n2.\tHai\tSở Y tế\t\t2027\t\n") == ["1", "2"]


def test_lettered_parts_in_a_table_of_one_cell_a_line():
    text = "\tTT\n\tNhiệm vụ\n\tChủ trì\n\tThời gian\n\t1\n\tPhủ sóng\n\ta)\n\tTại phường\n\tSở Y tế\n\t2026\n\tb)\n\tTại xã\n\tSở Nội vụ\n\t2027\n"
    assert [(t.no, t.text) for t in parse_text(text).tasks] == [("1a", "Tại phường"), ("1b", "Tại xã")]
