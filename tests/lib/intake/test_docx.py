import time
import unicodedata

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khcn.lib.intake import IntakeError, read_document
from tests.lib.intake.builders import (
    ROWS,
    add_notes,
    define_list,
    fill,
    number,
    plan_document,
    repack,
    save,
    xml,
)


@pytest.fixture
def read(tmp_path):
    def read(document):
        return read_document(save(document, tmp_path / "ke-hoach.docx"))

    return read


def paragraphs(document, *texts):
    return [document.add_paragraph(text) for text in texts]


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def run(text, properties=""):
    return xml(f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')


def test_paragraphs_and_table_look_like_the_plain_text_of_official_sites(read):
    extracted = read(plan_document())
    assert extracted.text == (
        "KẾ HOẠCH\n\nI. MỤC TIÊU\n\n- Đến năm 2030 có 12 phòng thí nghiệm được công nhận.\n\n"
        "\tSTT\n\tNhiệm vụ\n\tChủ trì\n\tThời gian\n\n"
        "\t1\n\tLập danh mục phòng thí nghiệm\n\tSở Khoa học và Công nghệ\n\tHằng năm\n\n"
        "\t2\n\tMở sàn giao dịch công nghệ\n\tTrung tâm Ứng dụng\n\t2026-2027\n\n"
        "Nơi nhận: các sở, ban, ngành.\n"
    )
    assert (extracted.kind, extracted.notes) == ("docx", ())
    assert [tuple(row) for row in texts(extracted.tables[0])] == ROWS


def test_spans_lead_to_the_cells_and_the_table(read):
    extracted = read(plan_document())
    (table,) = extracted.tables
    assert extracted.text[slice(*table.span)].startswith("\tSTT\n")
    assert extracted.text[slice(*table.span)].endswith("\t2026-2027\n")
    for cell in (cell for row in table.rows for cell in row):
        assert extracted.text[slice(*cell.span)] == cell.text


CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("ằệ\u0323\u0302\n\t đĐ"), max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4), CELL)
def test_every_span_holds_whatever_the_cells_contain(tmp_path, rows, before):
    document = Document()
    document.add_paragraph(before + " kế hoạch")
    fill(document.add_table(rows=len(rows), cols=2), rows)
    extracted = read_document(save(document, tmp_path / "o.docx"))
    assert extracted.text == unicodedata.normalize("NFC", extracted.text)
    for cell in (cell for table in extracted.tables for row in table.rows for cell in row):
        assert extracted.text[slice(*cell.span)] == cell.text
        assert extracted.text[cell.span[0] - 1] == "\t"


def test_cells_merged_across_columns_and_rows_stand_once_with_their_extent(read):
    document = Document()
    table = fill(document.add_table(rows=3, cols=3), [("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")])
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Nhóm nhiệm vụ"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Hằng năm"
    (read_table,) = read(document).tables
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in read_table.rows] == [
        [("Nhóm nhiệm vụ", 2, 1), ("c", 1, 1)],
        [("d", 1, 1), ("e", 1, 1), ("Hằng năm", 1, 2)],
        [("g", 1, 1), ("h", 1, 1)],
    ]


def test_paragraphs_of_a_cell_are_lines_and_a_nested_table_gives_a_line_a_row(read):
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Chủ trì:"
    fill(cell.add_table(rows=2, cols=2), [("Sở A", "chính"), ("Sở B", "phụ")])
    cell.add_paragraph("Hết")
    (table,) = read(document).tables
    assert texts(table) == [["Chủ trì:\nSở A | chính\nSở B | phụ\nHết"]]


def test_automatic_numbers_are_printed_as_word_prints_them(read):
    document = Document()
    define_list(
        document, 71, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "+")]
    )
    plan = [
        ("Mục tiêu", 0),
        ("Tổng quát", 1),
        ("Cụ thể", 1),
        ("Về nhân lực", 2),
        ("Đào tạo", 3),
        ("Về vốn", 2),
    ]
    for text, level in [*plan, ("Nhiệm vụ", 0), ("Thể chế", 1)]:
        number(document.add_paragraph(text), 71, level)
    assert read(document).text.split("\n\n") == [
        "I. Mục tiêu",
        "1. Tổng quát",
        "2. Cụ thể",
        "a) Về nhân lực",
        "+ Đào tạo",
        "b) Về vốn",
        "II. Nhiệm vụ",
        "1. Thể chế\n",
    ]


def test_numbers_with_several_levels_and_lists_that_start_anew(read):
    document = Document()
    define_list(document, 71, [("decimal", "%1."), ("decimal", "%1.%2.")])
    define_list(document, 72, [], abstract=71, override=5)
    for text, list_id, level in [
        ("A", 71, 0),
        ("B", 71, 1),
        ("C", 71, 1),
        ("D", 72, 0),
        ("E", 72, 1),
        ("F", 71, 0),
    ]:
        number(document.add_paragraph(text), list_id, level)
    assert read(document).text.split() == [
        "1.",
        "A",
        "1.1.",
        "B",
        "1.2.",
        "C",
        "5.",
        "D",
        "5.1.",
        "E",
        "6.",
        "F",
    ]


def test_number_given_by_the_heading_style_is_printed(read):
    document = Document()
    define_list(document, 71, [("upperRoman", "%1.")])
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(xml('<w:numPr><w:numId w:val="71"/></w:numPr>'))
    document.add_heading("Mục tiêu", 1)
    document.add_heading("Giải pháp", 1)
    number(document.add_heading("Không đánh số", 1), 0)
    assert read(document).text == "I. Mục tiêu\n\nII. Giải pháp\n\nKhông đánh số\n"


def test_number_of_an_unknown_list_is_left_out(read):
    document = Document()
    number(document.add_paragraph("Mục tiêu"), 999, 4)
    assert read(document).text == "Mục tiêu\n"


def test_footnotes_and_endnotes_come_last_in_the_order_of_reference(tmp_path):
    document = Document()
    first, second = paragraphs(document, "Đóng góp của TFP", "Chi cho khoa học")
    first._p.append(xml('<w:r><w:footnoteReference w:id="7"/></w:r>'))
    first._p.append(run(" tăng."))
    second._p.append(xml('<w:r><w:endnoteReference w:id="3"/><w:footnoteReference w:id="5"/></w:r>'))
    path = save(document, tmp_path / "ghi-chu.docx")
    add_notes(path, "footnotes", {5: "Nguồn: cục thống kê.", 7: "Năm 2025 đạt 41%.", 9: "Không ai nhắc tới."})
    add_notes(path, "endnotes", {3: "Tính theo giá hiện hành."})
    assert read_document(path).text == (
        "Đóng góp của TFP tăng.\n\nChi cho khoa học\n\n"
        "1. Năm 2025 đạt 41%.\n\n2. Nguồn: cục thống kê.\n\n3. Tính theo giá hiện hành.\n"
    )


def test_deleted_text_is_left_out_and_inserted_text_is_kept(read):
    document = Document()
    (paragraph,) = paragraphs(document, "Có ")
    paragraph._p.append(xml('<w:del w:id="1" w:author="a"><w:r><w:delText>10</w:delText></w:r></w:del>'))
    paragraph._p.append(xml('<w:ins w:id="2" w:author="a"><w:r><w:t>12</w:t></w:r></w:ins>'))
    paragraph._p.append(xml('<w:moveFrom w:id="3" w:author="a"><w:r><w:t> cũ</w:t></w:r></w:moveFrom>'))
    paragraph._p.append(
        xml('<w:moveTo w:id="4" w:author="a"><w:r><w:t xml:space="preserve"> phòng</w:t></w:r></w:moveTo>')
    )
    assert read(document).text == "Có 12 phòng\n"


def test_paragraph_whose_end_was_deleted_joins_the_next_one(read):
    document = Document()
    first, _ = paragraphs(document, "Mở sàn ", "giao dịch công nghệ")
    first._p.get_or_add_pPr().append(xml('<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'))
    assert read(document).text == "Mở sàn giao dịch công nghệ\n"


def test_deleted_table_row_is_left_out(read):
    document = Document()
    table = fill(document.add_table(rows=3, cols=4))
    table.rows[1]._tr.get_or_add_trPr().append(xml('<w:del w:id="1" w:author="a"/>'))
    assert [row[0] for row in texts(read(document).tables[0])] == ["STT", "2"]


def test_hidden_text_field_codes_headers_and_footers_are_left_out(read):
    document = Document()
    (paragraph,) = paragraphs(document, "Trang ")
    paragraph._p.append(xml("<w:r><w:instrText>PAGE</w:instrText></w:r>"))
    paragraph._p.append(run("ẩn", "<w:vanish/>"))
    paragraph._p.append(run("hiện", '<w:vanish w:val="0"/>'))
    document.sections[0].header.paragraphs[0].text = "MẬT"
    document.sections[0].footer.paragraphs[0].text = "7"
    assert read(document).text == "Trang hiện\n"


def test_text_box_is_read_once_after_its_paragraph(read):
    document = Document()
    first, _ = paragraphs(document, "Trước", "Sau")
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    first._p.append(
        xml(
            f"<w:r {compatibility}><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert read(document).text == "Trước\n\nTrong khung\n\nSau\n"


def test_content_controls_and_hyperlinks_are_read(read):
    document = Document()
    (paragraph,) = paragraphs(document, "Xem ")
    paragraph._p.append(xml("<w:hyperlink><w:r><w:t>phụ lục</w:t></w:r></w:hyperlink>"))
    document.element.body.insert(
        0, xml("<w:sdt><w:sdtContent><w:p><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    assert read(document).text == "KẾ HOẠCH\n\nXem phụ lục\n"


def test_table_of_contents_does_not_double_the_headings(read):
    document = Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("I. MỤC TIÊU 3", style=style)
    document.add_paragraph("I. MỤC TIÊU")
    assert read(document).text == "I. MỤC TIÊU\n"


def test_breaks_tabs_hyphens_and_capitals_are_read_as_shown(read):
    document = Document()
    (paragraph,) = paragraphs(document, "")
    paragraph._p.append(
        xml("<w:r><w:t>1.</w:t><w:tab/><w:t>Số 57</w:t><w:noBreakHyphen/><w:t>KH</w:t><w:br/></w:r>")
    )
    paragraph._p.append(run("mục tiêu", "<w:caps/>"))
    assert read(document).text == "1. Số 57-KH\nMỤC TIÊU\n"


def test_symbols_and_formulas_are_read(read):
    document = Document()
    (paragraph,) = paragraphs(document, "Diện tích ")
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(xml('<w:r><w:sym w:font="Symbol" w:char="2265"/><w:sym w:char="lạ"/></w:r>'))
    paragraph._p.append(xml(f"<w:smartTag {math}><m:oMath><m:r><m:t>5x</m:t></m:r></m:oMath></w:smartTag>"))
    assert read(document).text == "Diện tích ≥5x\n"


def test_impossible_extents_of_cells_are_held_to_what_word_allows(read):
    document = Document()
    table = fill(document.add_table(rows=1, cols=2), [("a", "b")])
    for cell, span in zip(list(table.rows[0]._tr.tc_lst), ("99999999", "-3"), strict=True):
        cell.get_or_add_tcPr().append(xml(f'<w:gridSpan w:val="{span}"/>'))
    assert [cell.columns for cell in read(document).tables[0].rows[0]] == [63, 1]


def test_cells_that_begin_further_right_keep_their_column(read):
    document = Document()
    table = fill(document.add_table(rows=1, cols=2), [("a", "b")])
    table.rows[0]._tr.get_or_add_trPr().append(xml('<w:gridBefore w:val="2"/>'))
    (row,) = read(document).tables[0].rows
    assert [(cell.text, cell.columns) for cell in row] == [("", 2), ("a", 1), ("b", 1)]


def test_decomposed_letters_are_composed_and_said_so(read):
    document = Document()
    paragraphs(document, unicodedata.normalize("NFD", "Đề án chuyển đổi số"))
    extracted = read(document)
    assert extracted.text == "Đề án chuyển đổi số\n"
    assert "dấu rời" in extracted.notes[0]


def font(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def test_runs_in_old_fonts_are_converted_and_others_left(read):
    document = Document()
    (paragraph,) = paragraphs(document, "Công văn: ")
    paragraph._p.append(run("Së Khoa häc vµ C", font(".VnTime")))
    paragraph._p.append(run("«ng nghÖ; ®­êng ", font(".VnTime")))
    paragraph._p.append(run("tØnh", font(".VnTimeH")))
    paragraph._p.append(run(" Coâng ngheä vaø ñôøi so", font("VNI-Times")))
    paragraph._p.append(run("áng", font("VNI-Helve")))
    extracted = read(document)
    assert extracted.text == "Công văn: Sở Khoa học và Công nghệ; đường TỈNH Công nghệ và đời sống\n"
    assert len(extracted.notes) == 2


def test_unicode_text_under_an_old_font_name_is_left_alone(read):
    document = Document()
    document.add_paragraph()._p.append(run("Sở Khoa học và Công nghệ", font(".VnTime")))
    extracted = read(document)
    assert (extracted.text, extracted.notes) == ("Sở Khoa học và Công nghệ\n", ())


def test_old_codes_under_an_ordinary_font_are_found_by_the_text(read):
    document = Document()
    paragraphs(document, "Së Khoa häc vµ C«ng nghÖ", "chñ tr× thùc hiÖn")
    assert read(document).text == "Sở Khoa học và Công nghệ\n\nchủ trì thực hiện\n"


def test_file_with_macros_is_read_with_a_note(tmp_path):
    path = save(plan_document(), tmp_path / "ke-hoach.docm")
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    repack(
        path,
        change={"[Content_Types].xml": lambda data: data.replace(plain, kind)},
        add={"word/vbaProject.bin": b"x"},
    )
    extracted = read_document(path)
    assert extracted.text.startswith("KẾ HOẠCH")
    assert extracted.notes == ("Tệp có macro; hệ thống chỉ đọc chữ, không chạy macro.",)


def test_file_in_the_strict_form_of_the_standard_is_read(tmp_path):
    path = save(plan_document(), tmp_path / "strict.docx")
    loose = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    repack(
        path,
        change={
            "word/document.xml": lambda data: data.replace(
                loose, b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        },
    )
    assert read_document(path).tables[0].rows[1][0].text == "1"


def test_file_without_text_is_refused_with_advice(read):
    with pytest.raises(IntakeError) as caught:
        read(Document())
    assert caught.value.code == "no_text"
    assert "OCR" in caught.value.message


def test_deeply_nested_tables_do_not_break_reading(read):
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _ in range(40):
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "đáy"
    assert "đáy" in read(document).text


def test_two_hundred_pages_are_read_in_less_than_five_seconds(tmp_path):
    document = Document()
    text = (
        "Tỉnh tổ chức thực hiện kế hoạch theo từng năm, mỗi nhiệm vụ có một cơ quan chủ trì và thời hạn rõ ràng. "
        * 2
    )
    body = document.element.body
    for _ in range(2900):
        body.insert(
            0, xml("<w:p>" + f'<w:r><w:t xml:space="preserve">{text[:70]}</w:t></w:r>' * 3 + "</w:p>")
        )
    path = save(document, tmp_path / "dai.docx")
    start = time.perf_counter()
    extracted = read_document(path)
    assert len(extracted.text) > 600_000
    assert time.perf_counter() - start < 5
