"""The careful clerk's document passes; each single change is found, and nothing but it."""

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Mm, Pt

from khcn.outputs.official_documents.checking import check_document
from tests.outputs.official_documents.checking.samples import BODY, RED, Sample, set_text


def codes(tmp_path, change=None, **kinds):
    sample = Sample(**kinds)
    if change:
        change(sample)
    report = check_document(sample.save(tmp_path))
    return sorted(one.code for one in report.deviations)


@pytest.mark.parametrize(
    "kinds", [{}, {"letter": True}, {"annexes": 1}, {"annexes": 3}, {"letter": True, "annexes": 2}]
)
def test_a_careful_document_has_no_deviation_and_nothing_open(tmp_path, kinds):
    report = check_document(Sample(**kinds).save(tmp_path))
    assert (report.verdict, report.deviations, report.undetermined) == ("conforms", [], [])


def section(sample):
    return sample.file.sections[0]


def text(name, words):
    return lambda sample: set_text(sample[name], words)


def font(name, /, **changes):
    def change(sample):
        for run in sample[name].runs:
            for aspect, value in changes.items():
                setattr(run.font, aspect, value)

    return change


def paragraph(name, /, **changes):
    def change(sample):
        for aspect, value in changes.items():
            setattr(sample[name].paragraph_format, aspect, value)

    return change


def on_section(**changes):
    def change(sample):
        for aspect, value in changes.items():
            setattr(section(sample), aspect, value)

    return change


def turn(sample):
    section(sample).orientation = WD_ORIENT.LANDSCAPE
    section(sample).page_width, section(sample).page_height = Mm(297), Mm(210)
    drawn = sample["subject_rule"].paragraph_format
    drawn.left_indent = drawn.right_indent = Mm(105)


def drop(name):
    return lambda sample: sample[name]._p.getparent().remove(sample[name]._p)


def number_in_footer(sample):
    header, footer = section(sample).header, section(sample).footer
    footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, header.paragraphs[0]._p)


CHANGES = {
    "paper": (on_section(page_width=Mm(216), page_height=Mm(279)), "paper_size"),
    "top margin": (on_section(top_margin=Mm(15)), "margin_top"),
    "bottom margin": (on_section(bottom_margin=Mm(26)), "margin_bottom"),
    "left margin": (on_section(left_margin=Mm(25)), "margin_left"),
    "right margin": (on_section(right_margin=Mm(25)), "margin_right"),
    "gutter": (on_section(gutter=Mm(10)), "margin_left"),
    "number shown on page one": (on_section(different_first_page_header_footer=False), "page_number_first"),
    "number to the right": (lambda one: setattr(one["page_number"], "alignment", ALIGN.RIGHT), "page_number_alignment"),
    "small page number": (font("page_number", size=Pt(10)), "page_number_size"),
    "slanted page number": (font("page_number", italic=True), "page_number_italic"),
    "national name too large": (font("national_name", size=Pt(14)), "national_name_size"),
    "national name light": (font("national_name", bold=False), "national_name_bold"),
    "national name in small letters": (
        text("national_name", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        "national_name_case",
    ),
    "national name misspelt": (text("national_name", "CỘNG HÒA XÃ HỘI CHỦ NGHỈA VIỆT NAM"), "national_name_wording"),
    "motto without blanks": (text("motto", "Độc lập-Tự do-Hạnh phúc"), "motto_wording"),
    "motto with dashes": (text("motto", "Độc lập – Tự do – Hạnh phúc"), "motto_wording"),
    "motto small": (font("motto", size=Pt(12)), "motto_size"),
    "motto slanted": (font("motto", italic=True), "motto_italic"),
    "motto to the left": (lambda one: setattr(one["motto"], "alignment", ALIGN.LEFT), "motto_alignment"),
    "motto without line": (drop("motto_rule"), "motto_rule_missing"),
    "short line under motto": (
        paragraph("motto_rule", left_indent=Mm(35), right_indent=Mm(35)),
        "motto_rule_length",
    ),
    "issuer without line": (drop("issuer_rule"), "issuer_rule_missing"),
    "long line under issuer": (paragraph("issuer_rule", left_indent=Mm(5), right_indent=Mm(5)), "issuer_rule_length"),
    "bold superior": (font("superior", bold=True), "superior_bold"),
    "light issuer": (font("issuer", bold=False), "issuer_bold"),
    "issuer size": (font("issuer", size=Pt(14)), "issuer_size"),
    "number without zero": (text("number", "Số: 5/BC-SKHCN"), "number_zero"),
    "number with blanks": (text("number", "Số: 05 / BC-SKHCN"), "number_spaces"),
    "symbol with blanks": (text("number", "Số: 05/BC - SKHCN"), "number_spaces"),
    "symbol with a dash": (text("number", "Số: 05/BC–SKHCN"), "symbol_dash"),
    "no colon": (text("number", "Số 05/BC-SKHCN"), "number_colon"),
    "other kind": (text("number", "Số: 05/KH-SKHCN"), "symbol_kind_mismatch"),
    "unknown kind": (text("number", "Số: 05/BCAO-SKHCN"), "symbol_kind_unknown"),
    "kind in small letters": (text("number", "Số: 05/Bc-SKHCN"), "symbol_kind_case"),
    "number in bold": (font("number", bold=True), "number_bold"),
    "number too large": (font("number", size=Pt(14)), "number_size"),
    "day without zero": (text("place_date", "Tuyên Quang, ngày 5 tháng 12 năm 2026"), "date_day_zero"),
    "month without zero": (text("place_date", "Tuyên Quang, ngày 15 tháng 2 năm 2026"), "date_month_zero"),
    "month with needless zero": (text("place_date", "Tuyên Quang, ngày 15 tháng 03 năm 2026"), "date_month_zero"),
    "day that is none": (text("place_date", "Tuyên Quang, ngày 31 tháng 02 năm 2026"), "date_impossible"),
    "no comma": (text("place_date", "Tuyên Quang ngày 15 tháng 12 năm 2026"), "place_date_comma"),
    "small place": (text("place_date", "tuyên Quang, ngày 15 tháng 12 năm 2026"), "place_date_capital"),
    "no place": (text("place_date", "ngày 15 tháng 12 năm 2026"), "place_missing"),
    "upright date": (font("place_date", italic=False), "place_date_italic"),
    "small kind": (font("kind", size=Pt(12)), "kind_size"),
    "light kind": (font("kind", bold=False), "kind_bold"),
    "kind in small letters, whole": (text("kind", "Báo cáo"), "kind_case"),
    "light subject": (font("subject", bold=False), "subject_bold"),
    "subject in capitals": (text("subject", "KẾT QUẢ CÔNG TÁC KHOA HỌC VÀ CÔNG NGHỆ NĂM 2026"), "subject_case"),
    "upright legal basis": (font("basis_1", italic=False), "legal_basis_italic"),
    "legal basis with comma": (text("basis_1", "Căn cứ Luật Mẫu số 1,"), "legal_basis_end"),
    "last legal basis with semicolon": (text("basis_2", "Căn cứ Kế hoạch Mẫu số 2;"), "legal_basis_end"),
    "small text": (font("body", size=Pt(12)), "body_size"),
    "text to the left": (lambda one: setattr(one["body"], "alignment", ALIGN.LEFT), "body_alignment"),
    "text in the middle": (lambda one: setattr(one["body"], "alignment", ALIGN.CENTER), "body_alignment"),
    "no first-line indent": (paragraph("body", first_line_indent=Cm(0)), "body_first_line"),
    "wide first-line indent": (paragraph("body", first_line_indent=Cm(2)), "body_first_line"),
    "narrow space": (paragraph("body_2", space_before=Pt(3)), "body_space"),
    "double lines": (paragraph("body", line_spacing=2.0), "body_line_spacing"),
    "tight lines": (paragraph("body", line_spacing=Pt(12)), "body_line_spacing"),
    "slanted text": (font("body", italic=True), "body_italic"),
    "light heading": (font("roman", bold=False), "heading_roman_bold"),
    "heading in small letters": (text("roman", "I. Kết quả thực hiện"), "heading_roman_case"),
    "light title of a clause": (font("clause_title", bold=False), "clause_heading_bold"),
    "bold point": (font("point", bold=True), "point_bold"),
    "point with a dot": (text("point", "a. " + BODY), "point_mark"),
    "no end mark": (text("last", "Trên đây là báo cáo của Sở."), "end_mark_missing"),
    "authority with a slash": (text("authority", "K/T. GIÁM ĐỐC"), "authority_form"),
    "authority in small letters": (text("authority", "KT. Giám đốc"), "authority_case"),
    "title in small letters": (text("title", "Phó Giám đốc"), "signer_title_case"),
    "light title": (font("title", bold=False), "signer_title_bold"),
    "name in capitals": (text("name", "NGUYỄN VĂN MẪU"), "signer_name_case"),
    "name with a degree": (text("name", "TS. Nguyễn Văn Mẫu"), "signer_academic"),
    "light name": (font("name", bold=False), "signer_name_bold"),
    "recipients label upright": (font("recipients_label", italic=False), "recipients_label_italic"),
    "recipients label large": (font("recipients_label", size=Pt(14)), "recipients_label_size"),
    "recipients without colon": (text("recipients_label", "Nơi nhận"), "recipients_colon"),
    "large list of recipients": (font("recipient", size=Pt(12)), "recipients_list_size"),
    "recipient without semicolon": (text("recipient", "- UBND tỉnh,"), "recipients_end"),
    "kept without full stop": (text("kept", "- Lưu: VT, KHTC"), "recipients_last_end"),
    "nothing kept": (drop("kept"), "recipients_kept"),
    "other font": (font("body", name="Arial"), "font"),
    "old font": (font("body", name=".VnTime"), "font_encoding"),
    "red text": (lambda one: setattr(one["body"].runs[0].font.color, "rgb", RED), "colour"),
    "page number at the foot": (number_in_footer, "page_number_footer"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_one_change_gives_exactly_one_deviation(tmp_path, name):
    change, code = CHANGES[name]
    assert codes(tmp_path, change) == [code]


OF_LETTERS = {
    "subject too large": (font("letter_subject", size=Pt(14)), "letter_subject_size"),
    "subject in bold": (font("letter_subject", bold=True), "letter_subject_bold"),
    "subject near the number": (paragraph("letter_subject", space_before=Pt(0)), "letter_subject_space"),
    "kind letters of a letter": (text("number", "Số: 123/CV-SKHCN"), "symbol_letter_kind"),
    "bold addressee": (font("addressee_1", bold=True), "addressees_bold"),
    "addressee without semicolon": (text("addressee_1", "- Sở Mẫu số 1."), "addressees_end"),
    "last addressee with semicolon": (text("addressee_2", "- Sở Mẫu số 2;"), "addressees_end"),
    "not as above": (text("recipient", "- UBND tỉnh;"), "recipients_as_above"),
}


@pytest.mark.parametrize("name", OF_LETTERS)
def test_one_change_of_a_letter_gives_exactly_one_deviation(tmp_path, name):
    change, code = OF_LETTERS[name]
    assert codes(tmp_path, change, letter=True) == [code]


OF_ANNEXES = {
    "word in capitals": (text("annex_1", "PHỤ LỤC I"), "annex_label_case"),
    "small word": (font("annex_1", size=Pt(13)), "annex_label_size"),
    "Arabic number": (text("annex_2", "Phụ lục 2"), "annex_number"),
    "title in small letters": (text("annex_title_1", "Danh mục nhiệm vụ"), "annex_title_case"),
    "upright note": (font("annex_note_1", italic=False), "annex_note_italic"),
    "not mentioned": (text("body_2", BODY), "annex_unmentioned"),
    "pages counted on": (
        lambda one: one.file.sections[1]._sectPr.remove(one.file.sections[1]._sectPr.xpath("w:pgNumType")[0]),
        "annex_page_number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_ANNEXES)
def test_one_change_of_an_annex_gives_exactly_one_deviation(tmp_path, name):
    change, code = OF_ANNEXES[name]
    assert codes(tmp_path, change, annexes=2) == [code]


def test_landscape_pages_may_have_their_margins_turned_with_them(tmp_path):
    def change(sample):
        turn(sample)
        one = section(sample)
        one.top_margin, one.left_margin, one.bottom_margin, one.right_margin = Mm(30), Mm(20), Mm(15), Mm(20)

    assert codes(tmp_path, change) == []


def test_landscape_pages_with_other_margins_are_told_once(tmp_path):
    def change(sample):
        turn(sample)
        section(sample).top_margin = Mm(10)

    assert codes(tmp_path, change) == ["margin_landscape"]
