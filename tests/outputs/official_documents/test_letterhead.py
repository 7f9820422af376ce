"""Names, number, place and day, kind, subject, addressees, bases."""

from dataclasses import replace
from datetime import date

from khcn.outputs.official_documents.model import Letterhead
from khcn.outputs.official_documents.widths import text_width, twips

from .samples import HEAD, W, body, paragraphs, report, style_of, texts, value


def test_names_stand_in_capitals_left_and_the_nation_right():
    root = body(report())
    first_row = root.find(f".//{W}tbl/{W}tr")
    left, right = first_row.findall(f"{W}tc")
    assert texts(left) == ["ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert texts(right) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_number_has_a_leading_zero_and_stands_on_the_line_of_the_day():
    root = body(report())
    _first, second = root.findall(f".//{W}tbl")[0].findall(f"{W}tr")
    assert texts(second) == ["Số: 05/BC-SKHCN", "Nơi Mẫu, ngày 05 tháng 02 năm 2027"]


def test_two_figures_need_no_zero_and_march_has_none():
    head = replace(HEAD, symbol_number=123, date=date(2026, 3, 10))
    root = body(report(letterhead=head))
    assert texts(root, "Number") == ["Số: 123/BC-SKHCN"]
    assert texts(root, "PlaceDate") == ["Nơi Mẫu, ngày 10 tháng 3 năm 2026"]


def test_open_number_and_day_leave_room():
    root = body(report(letterhead=replace(HEAD, symbol_number=None, date=None, year=2026)))
    gap = "\u00a0" * 6
    assert texts(root, "Number") == [f"Số: {gap}/BC-SKHCN"]
    assert texts(root, "PlaceDate") == [f"Nơi Mẫu, ngày{gap}tháng{gap}năm 2026"]


def test_without_superior_the_issuer_stands_alone():
    root = body(report(letterhead=replace(HEAD, superior=None)))
    assert texts(root, "Superior") == []
    assert texts(root, "Issuer") == ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"]


def rule_after(root, style):
    one = paragraphs(root, style)[0]
    rule = one.getnext()
    assert style_of(rule) == "Rule"
    assert value(rule, "pPr/pBdr/top") == "single"
    return rule


def test_line_under_the_motto_is_as_long_as_its_text():
    root = body(report())
    rule = rule_after(root, "Motto")
    room = twips(165 * 0.58)
    length = room - int(value(rule, "pPr/ind", "left")) - int(value(rule, "pPr/ind", "right"))
    assert abs(length - twips(text_width("Độc lập - Tự do - Hạnh phúc", 13, bold=True))) <= 2


def test_line_under_the_issuer_is_two_fifths_of_its_text():
    root = body(report())
    rule = rule_after(root, "Issuer")
    room = twips(165 * 0.42)
    length = room - int(value(rule, "pPr/ind", "left")) - int(value(rule, "pPr/ind", "right"))
    assert abs(length - twips(0.4 * text_width("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12, bold=True))) <= 2


def test_long_name_breaks_into_lines_of_like_length():
    name = "Hội đồng tư vấn đánh giá, nghiệm thu nhiệm vụ khoa học và công nghệ cấp tỉnh"
    root = body(report(letterhead=replace(HEAD, agency=name)))
    one = paragraphs(root, "Issuer")[0]
    assert texts(root, "Issuer") == [name.upper()]
    left, right = (int(value(one, "pPr/ind", side)) for side in ("left", "right"))
    assert left == right
    assert 0 <= left < twips(15)


def test_kind_and_subject_stand_centred_with_a_line_below():
    root = body(report())
    assert texts(root, "Kind") == ["BÁO CÁO"]
    assert texts(root, "Subject") == ["Kết quả thực hiện Kế hoạch mẫu năm 2026"]
    rule_after(root, "Subject")


def test_letter_has_its_subject_under_the_number_and_no_kind():
    head = replace(HEAD, symbol_number=12, symbol="SKHCN-KH")
    root = body(report(kind="CV", letterhead=head, title="Đôn đốc báo cáo"))
    assert texts(root, "Kind") == []
    assert texts(root, "LetterSubject") == ["V/v đôn đốc báo cáo"]
    assert style_of(paragraphs(root, "LetterSubject")[0].getprevious()) == "Number"


def test_abbreviation_at_the_beginning_of_a_letter_subject_keeps_its_capitals():
    root = body(report(kind="CV", title="KH&CN năm 2026"))
    assert texts(root, "LetterSubject") == ["V/v KH&CN năm 2026"]


def test_one_addressee_stands_beside_the_label():
    assert texts(body(report()), "Addressees") == ["Kính gửi: Ủy ban nhân dân tỉnh Mẫu."]


def test_several_addressees_stand_each_on_a_line():
    root = body(report(addressees=("Cơ quan Mẫu số 1;", "- Cơ quan Mẫu số 2")))
    assert texts(root, "Addressees") == ["Kính gửi:", "- Cơ quan Mẫu số 1;", "- Cơ quan Mẫu số 2."]


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    root = body(
        report(legal_bases=("Căn cứ Luật mẫu", "Căn cứ Nghị định mẫu;", "Theo đề nghị của Phòng mẫu,"))
    )
    assert texts(root, "LegalBasis") == [
        "Căn cứ Luật mẫu;",
        "Căn cứ Nghị định mẫu;",
        "Theo đề nghị của Phòng mẫu.",
    ]


def test_decision_names_its_authority_and_decides():
    root = body(
        report(kind="QD", decided_by="Giám đốc Sở mẫu", addressees=(), legal_bases=("Căn cứ Luật mẫu",))
    )
    assert texts(root, "Kind") == ["QUYẾT ĐỊNH"]
    assert texts(root, "Decider") == ["GIÁM ĐỐC SỞ MẪU"]
    assert texts(root, "Decides") == ["QUYẾT ĐỊNH:"]


def test_slip_bears_its_own_name():
    assert texts(body(report(kind="PHIEU", kind_name="Phiếu trình")), "Kind") == ["PHIẾU TRÌNH"]


def test_stamp_of_urgency_has_the_size_laid_down():
    root = body(report(letterhead=replace(HEAD, urgency="Hỏa tốc")))
    stamp = paragraphs(root, "Urgency")[0]
    assert texts(root, "Urgency") == ["HỎA TỐC"]
    room = twips(165 * 0.42)
    width = room - int(value(stamp, "pPr/ind", "left")) - int(value(stamp, "pPr/ind", "right"))
    assert abs(width - twips(30)) <= 2
    assert abs(int(value(stamp, "pPr/spacing", "line")) - twips(8)) <= 1


def test_decomposed_letters_are_composed_and_control_characters_vanish():
    head = Letterhead(None, "So\u031b\u0309 mâ\u0303u\x07\u202e", 1, "BC-SM", "Nơi Mẫu", date(2026, 5, 5))
    assert texts(body(report(letterhead=head)), "Issuer") == ["SỞ MẪU"]
