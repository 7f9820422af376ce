from khcn.lib.plan_document.sections import parse_sections, roman


def paths(text):
    return [section.path for section in parse_sections(text, [], [])]


def test_usual_numbering():
    text = "I. MỤC ĐÍCH\n1. Mục đích\n2. Yêu cầu\nII. NHIỆM VỤ\n1. Chính sách\n1.1. Sửa đổi\n1.2. Ban hành\na) Việc một\nb) Việc hai\n2. Dữ liệu"
    assert paths(text) == [
        "I",
        "I.1",
        "I.2",
        "II",
        "II.1",
        "II.1.1",
        "II.1.2",
        "II.1.2.a",
        "II.1.2.b",
        "II.2",
    ]


def test_parts_chapters_and_articles():
    text = "PHẦN THỨ NHẤT\nTÌNH HÌNH\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Văn bản này\nĐiều 2. Đối tượng\nPHẦN THỨ HAI\nGIẢI PHÁP"
    found = parse_sections(text, [], [])
    assert [s.path for s in found] == [
        "Phần thứ nhất",
        "Phần thứ nhất.Chương I",
        "Phần thứ nhất.Chương I.Điều 1",
        "Phần thứ nhất.Chương I.Điều 1.1",
        "Phần thứ nhất.Chương I.Điều 2",
        "Phần thứ hai",
    ]
    assert found[0].title == "TÌNH HÌNH"


def test_a_line_that_only_begins_with_a_figure_is_no_heading():
    text = "I. MỤC TIÊU\nĐến năm\n2030. Phát triển\n35. Không phải đề mục\n05 sáng chế được cấp\n1.500 doanh nghiệp"
    assert paths(text) == ["I"]


def test_a_skipped_number_is_accepted_and_a_repeated_document_gets_its_own_paths():
    assert paths("1. Một\n3. Ba\n4. Bốn") == ["1", "3", "4"]
    assert paths("I. MỘT\nII. HAI\nI. MỘT\nII. HAI") == ["I", "II", "PL1.I", "PL1.II"]


def test_a_heading_in_capitals_goes_on_after_a_line_break():
    found = parse_sections("I. MỤC TIÊU PHÁT TRIỂN\nKHOA HỌC VÀ CÔNG NGHỆ\nNội dung ở đây.", [], [])
    assert found[0].title == "MỤC TIÊU PHÁT TRIỂN KHOA HỌC VÀ CÔNG NGHỆ"


def test_a_section_reaches_to_the_next_of_its_level():
    text = "I. MỘT\n1. Con\nnội dung\nII. HAI\nhết"
    first, child, second = parse_sections(text, [], [])
    assert text[slice(*first.span)] == "I. MỘT\n1. Con\nnội dung"
    assert text[slice(*child.span)] == "1. Con\nnội dung"
    assert text[slice(*second.span)] == "II. HAI\nhết"
    assert text[slice(*first.own)].strip() == "MỘT"


def test_roman_numbers():
    assert [roman(x) for x in ("I", "IV", "IX", "XIV", "XL")] == [1, 4, 9, 14, 40]
