"""Widths of texts in Times New Roman."""

from khcn.outputs.official_documents.widths import balanced, lines_of, text_width


def test_marks_do_not_widen_a_letter():
    assert text_width("ạ", 14) == text_width("a", 14)
    assert text_width("Ế", 14, bold=True) == text_width("E", 14, bold=True)


def test_national_name_has_its_known_width():
    assert round(text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)) == 88


def test_balanced_lines_are_as_few_and_of_like_length():
    text = "Hội đồng tư vấn đánh giá nhiệm vụ khoa học và công nghệ cấp tỉnh"
    lines, room = balanced(text, 12, 70)
    assert len(lines) == len(lines_of(text, 12, 70))
    assert room <= 70
    assert " ".join(lines) == text


def test_word_longer_than_the_room_stands_alone():
    assert lines_of("a" * 200, 12, 50) == ["a" * 200]
    assert balanced(f"{'a' * 200} b", 12, 50)[0] == ["a" * 200, "b"]
