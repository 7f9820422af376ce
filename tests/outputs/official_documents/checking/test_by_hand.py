"""Documents as people type them: tabs, text boxes, styles, tracked changes, decomposed letters, other languages."""

import unicodedata

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from khcn.outputs.official_documents.checking import check_document
from tests.outputs.official_documents.checking.samples import BODY, Sample, set_text


def checked(sample, tmp_path):
    return check_document(sample.save(tmp_path))


def codes(report):
    return sorted(one.code for one in report.deviations)


def open_codes(report):
    return sorted(one.code for one in report.undetermined)


def test_a_letterhead_of_tabs_is_read_and_its_centring_left_open(tmp_path):
    sample = Sample()
    table = sample.file.tables[0]
    lines = (
        "UBND TỈNH MẪU\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ MẪU\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 5/BC-SM\tTuyên Quang, ngày 15 tháng 12 năm 2026",
    )
    for line in lines:
        table._tbl.addprevious(sample.file.add_paragraph(line)._p)
    table._tbl.getparent().remove(table._tbl)
    report = checked(sample, tmp_path)
    assert report.parts["number"] == "Số: 5/BC-SM"
    assert report.parts["national_name"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "number_zero" in codes(report)
    assert "head_alignment" in open_codes(report)
    assert [code for code in codes(report) if code.endswith("_missing") and "rule" not in code] == []


def test_styles_defaults_and_direct_formatting_are_resolved(tmp_path):
    sample = Sample()
    base = sample.file.styles.add_style("Chữ nhỏ", WD_STYLE_TYPE.PARAGRAPH)
    base.font.size, base.font.name = Pt(11), "Times New Roman"
    derived = sample.file.styles.add_style("Chữ nhỏ đậm", WD_STYLE_TYPE.PARAGRAPH)
    derived.base_style, derived.font.bold = base, True
    sample["last"].runs[0].font.size = None
    sample["last"].style = derived
    report = checked(sample, tmp_path)
    assert [(one.code, one.found) for one in report.errors] == [("body_size", "11")]


def test_bold_of_paragraph_and_character_style_turn_each_other_over(tmp_path):
    sample = Sample()
    strong = sample.file.styles.add_style("Mạnh", WD_STYLE_TYPE.CHARACTER)
    strong.font.bold = True
    heading = sample.file.styles.add_style("Mục", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style, heading.font.bold = sample.file.styles["Normal"], True
    sample["roman"].style = heading
    run = sample["roman"].runs[0]
    run.font.bold, run.style = None, strong
    assert codes(checked(sample, tmp_path)) == ["heading_roman_bold"]


def test_fonts_of_the_theme_are_named(tmp_path):
    sample = Sample()
    fonts = sample["body"].runs[0]._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    fonts.set(qn("w:hAnsiTheme"), "minorHAnsi")
    report = checked(sample, tmp_path)
    assert [(one.code, one.found) for one in report.deviations] == [("font", "Cambria")]


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path):
    sample = Sample()
    run = sample["kind"].runs[0]._r
    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>KẾ HOẠCH</w:delText></w:r></w:del>'
    )
    inserted = OxmlElement("w:ins")
    run.addprevious(deleted)
    run.addprevious(inserted)
    inserted.append(run)
    report = checked(sample, tmp_path)
    assert codes(report) == []
    assert any("dấu vết sửa đổi" in note for note in report.notes)


def test_decomposed_letters_are_advice_and_parts_are_still_found(tmp_path):
    sample = Sample()
    for paragraph in [*sample.parts.values()]:
        for run in paragraph.runs:
            if run.text:
                run.text = unicodedata.normalize("NFD", run.text)
    report = checked(sample, tmp_path)
    assert [(one.severity, one.code) for one in report.deviations] == [("advice", "unicode_decomposed")]


def test_a_text_in_another_language_is_not_accused_of_missing_parts(tmp_path):
    file = Document()
    file.add_paragraph("The quick brown fox jumps over the lazy dog. " * 5)
    file.save(tmp_path / "en.docx")
    report = check_document(tmp_path / "en.docx")
    assert open_codes(report) == ["document"]
    assert {one.code for one in report.deviations} <= {
        "paper_size",
        "margin_top",
        "margin_bottom",
        "margin_right",
        "font",
    }


def test_an_unknown_document_with_right_pages_is_undetermined(tmp_path):
    sample = Sample()
    body = sample.file.element.body
    for item in list(body)[:-1]:
        body.remove(item)
    sample.body("body", BODY)
    assert checked(sample, tmp_path).verdict == "undetermined"


def test_a_document_of_the_party_is_left_open(tmp_path):
    sample = Sample()
    set_text(sample["national_name"], "ĐẢNG CỘNG SẢN VIỆT NAM")
    report = checked(sample, tmp_path)
    assert "party" in open_codes(report)
    assert [code for code in codes(report) if code.startswith(("motto", "national"))] == []


def test_a_symbol_of_a_legal_document_is_left_open(tmp_path):
    sample = Sample()
    set_text(sample["number"], "Số: 12/2026/QĐ-UBND")
    report = checked(sample, tmp_path)
    assert (codes(report), open_codes(report)) == ([], ["legal_document"])


@pytest.mark.parametrize(
    "text", ["Số:        /BC-SKHCN", "Số: ….../BC-SKHCN", "Số:\u00a0\u00a0\u00a0/BC-SKHCN"]
)
def test_an_open_number_is_no_slip(tmp_path, text):
    sample = Sample()
    set_text(sample["number"], text)
    set_text(sample["place_date"], "Tuyên Quang, ngày      tháng 12 năm 2026")
    assert codes(checked(sample, tmp_path)) == []


def test_names_over_several_lines_and_without_superior_pass(tmp_path):
    sample = Sample()
    set_text(sample["superior"], "ỦY BAN NHÂN DÂN")
    sample["superior"].runs[0].font.bold = True
    set_text(sample["issuer"], "TỈNH TUYÊN QUANG")
    sample["issuer_rule"].paragraph_format.left_indent = sample[
        "issuer_rule"
    ].paragraph_format.right_indent = Pt(75)
    report = checked(sample, tmp_path)
    assert codes(report) == []
    assert report.parts["issuer"] == "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG"


def test_a_superior_in_bold_is_known_by_the_word_the_next_name_begins_with(tmp_path):
    sample = Sample()
    sample["superior"].runs[0].font.bold = True
    assert codes(checked(sample, tmp_path)) == ["superior_bold"]


def test_lines_between_line_breaks_are_read_one_by_one(tmp_path):
    sample = Sample()
    run = sample["recipient"].runs[0]
    run.add_break(WD_BREAK.LINE)
    run.add_text("- Các sở, ngành;")
    assert codes(checked(sample, tmp_path)) == []


def test_a_line_of_underscores_is_a_rule(tmp_path):
    sample = Sample()
    paragraph = sample["motto_rule"]
    sample.rule(paragraph, 0)
    borders = paragraph._p.pPr.findall(qn("w:pBdr"))
    for one in borders:
        paragraph._p.pPr.remove(one)
    paragraph.add_run("_" * 27).font.size = Pt(12)
    paragraph.alignment = ALIGN.CENTER
    assert codes(checked(sample, tmp_path)) == []


def drawing(width):
    """A straight line as Word draws it; width in mm."""
    names = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return parse_xml(
        f'<w:r {nsdecls("w")} {names}><w:drawing><wp:anchor><wp:extent cx="{width * 36000}" cy="0"/><a:graphic><a:graphicData>'
        '<wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


@pytest.mark.parametrize(("width", "found"), [(57, []), (30, ["motto_rule_length"])])
def test_a_drawn_line_is_measured(tmp_path, width, found):
    sample = Sample()
    sample["motto_rule"]._p.getparent().remove(sample["motto_rule"]._p)
    sample["motto"]._p.append(drawing(width))
    assert codes(checked(sample, tmp_path)) == found


def test_underlining_instead_of_a_line_is_advice(tmp_path):
    sample = Sample()
    sample["motto_rule"]._p.getparent().remove(sample["motto_rule"]._p)
    sample["motto"].runs[0].font.underline = True
    report = checked(sample, tmp_path)
    assert [(one.severity, one.code) for one in report.deviations] == [("advice", "motto_rule_underline")]


def test_first_lines_set_in_by_a_tab_are_measured(tmp_path):
    sample = Sample()
    sample["body"].paragraph_format.first_line_indent = None
    set_text(sample["body"], "\t" + BODY)
    assert codes(checked(sample, tmp_path)) == []


def test_first_lines_set_in_by_blanks_are_left_open(tmp_path):
    sample = Sample()
    sample["body"].paragraph_format.first_line_indent = None
    set_text(sample["body"], "      " + BODY)
    report = checked(sample, tmp_path)
    assert (codes(report), open_codes(report)) == ([], ["first_line_blanks"])


def test_a_blue_link_is_advice_and_a_red_stamp_is_right(tmp_path):
    sample = Sample(letter=True)
    sample["body"].add_run("https://example.org").font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    stamp = sample.file.tables[0].rows[1].cells[0].add_paragraph("HỎA TỐC")
    stamp.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
    report = checked(sample, tmp_path)
    assert [(one.severity, one.code) for one in report.deviations] == [("advice", "colour")]


def test_equal_deviations_are_told_once_with_their_places(tmp_path):
    sample = Sample()
    for name in ("body", "body_2", "bullet"):
        sample[name].runs[0].font.size = Pt(12)
    (one,) = checked(sample, tmp_path).deviations
    assert (one.code, one.count, len(one.places)) == ("body_size", 3, 3)
    assert one.article == "điểm e khoản 6 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP"
    assert one.places[0].text.startswith("Thực hiện Kế hoạch của Ủy ban")


def test_a_document_of_one_page_needs_no_page_number(tmp_path):
    sample = Sample()
    sample["page_number"].runs[0]._r.getparent().remove(sample["page_number"].runs[0]._r)
    assert codes(checked(sample, tmp_path)) == []


def test_a_long_document_without_page_numbers_is_told(tmp_path):
    sample = Sample()
    sample["page_number"].runs[0]._r.getparent().remove(sample["page_number"].runs[0]._r)
    set_text(sample["body"], BODY * 50)
    assert codes(checked(sample, tmp_path)) == ["page_number_missing"]


def test_parts_that_are_not_there_are_missing(tmp_path):
    sample = Sample()
    head, closing = sample.file.tables[0]._tbl, sample.file.tables[-1]._tbl
    head.getparent().remove(head)
    closing.getparent().remove(closing)
    sample["body"].insert_paragraph_before("Kính gửi: Sở Mẫu")
    sample["body"].insert_paragraph_before("Nơi nhận:")
    report = checked(sample, tmp_path)
    assert {"national_name_missing", "number_missing"} <= set(codes(report)) or "document" in open_codes(
        report
    )


def test_a_table_of_contents_is_left_alone(tmp_path):
    sample = Sample()
    contents = sample.file.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    contents.base_style, contents.font.size = sample.file.styles["Normal"], Pt(12)
    line = sample["roman"].insert_paragraph_before("I. KẾT QUẢ THỰC HIỆN 2")
    line.style = contents
    assert codes(checked(sample, tmp_path)) == []


def test_a_name_with_a_slash_is_no_number(tmp_path):
    sample = Sample()
    set_text(sample["issuer"], "SỞ THỬ NGHIỆM A/B")
    sample["issuer_rule"].paragraph_format.left_indent = sample[
        "issuer_rule"
    ].paragraph_format.right_indent = Pt(70)
    report = checked(sample, tmp_path)
    assert (codes(report), report.parts["issuer"]) == ([], "SỞ THỬ NGHIỆM A/B")
