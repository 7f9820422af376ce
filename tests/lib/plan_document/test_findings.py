"""Faults on small plans of our own; as many that must stay silent."""

from datetime import date

from tests.lib.plan_document.reading import kinds, parse_text

HEAD = "I. MỤC TIÊU ĐẾN NĂM 2030\n"


def test_two_figures_for_one_quantity():
    text = (
        HEAD
        + "Tỷ lệ chi ngân sách tỉnh cho nghiên cứu khoa học đạt 2%.\nII. GIẢI PHÁP\nBảo đảm tỷ lệ chi ngân sách tỉnh cho nghiên cứu khoa học đạt 3%."
    )
    plan = parse_text(text)
    (finding,) = [f for f in plan.findings if f.kind == "contradictory_figures"]
    assert [text[slice(*span)][-3:] for span in finding.spans] == ["2%.", "3%."]


def test_figures_of_two_years_agree():
    text = "I. MỤC TIÊU\n- Đến năm 2027, tỷ lệ hồ sơ khoa học nộp trực tuyến đạt 50%.\n- Đến năm 2030, tỷ lệ hồ sơ khoa học nộp trực tuyến đạt 80%."
    assert "contradictory_figures" not in kinds(parse_text(text))


def test_a_part_does_not_contradict_its_whole():
    text = (
        HEAD
        + "Tỷ trọng công nghiệp chế biến chế tạo trong GRDP đạt 35%, trong đó tỷ trọng công nghiệp chế biến chế tạo trong GRDP vùng cao đạt 10%."
    )
    plan = parse_text(text)
    assert plan.targets[1].parent == 0
    assert "contradictory_figures" not in kinds(plan)


def test_shares_with_subjects_of_their_own_need_not_add_up():
    text = HEAD + "Tỷ lệ hộ có điện đạt 90%; tỷ lệ hộ có nước sạch đạt 80%; tỷ lệ hộ có mạng đạt 70%."
    assert "shares_do_not_add_up" not in kinds(parse_text(text))


def test_shares_that_make_a_whole_are_silent():
    text = HEAD + "Cơ cấu vốn: 60% cho nông nghiệp; 30% cho công nghiệp; 10% cho dịch vụ."
    assert "shares_do_not_add_up" not in kinds(parse_text(text))


def test_a_growth_in_percent_is_no_fault():
    assert "growth_measured_as_count" not in kinds(parse_text(HEAD + "Tốc độ tăng năng suất đạt 8%/năm."))


def test_schedules_are_judged_by_the_given_day():
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian\tKết quả\n1\tViệc một\tSở Y tế\tQuý II/2026\tBáo cáo"
    assert "schedule_expired" not in kinds(parse_text(text, date(2026, 6, 30)))
    assert kinds(parse_text(text, date(2026, 7, 1))) == {"schedule_expired": 1}


def test_a_complete_row_has_no_fault():
    text = "TT\tNhiệm vụ\tChủ trì\tThời gian\tKết quả\n1\tViệc một\tSở Y tế\t2026-2030\tBáo cáo"
    assert kinds(parse_text(text)) == {}


def test_a_sentence_with_a_figure_nobody_understands_is_listed():
    text = HEAD + "Phấn đấu 12/13 xong."
    plan = parse_text(text)
    assert plan.targets == ()
    assert [text[slice(*u.span)] for u in plan.unparsed] == ["Phấn đấu 12/13 xong."]
