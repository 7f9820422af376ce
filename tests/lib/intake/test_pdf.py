import io
import unicodedata
from pathlib import Path

import pypdf
import pytest

from khcn.lib.intake import IntakeError, Limits, read_document
from tests.lib.intake.builders import pdf_bytes, ruled

SAMPLE = Path(__file__).parents[2] / "data" / "intake" / "ke-hoach-mau.pdf"


@pytest.fixture(scope="module")
def sample():
    return read_document(SAMPLE)


def write(tmp_path, data, name="ke-hoach.pdf"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def read(tmp_path, pages, **limits):
    return read_document(write(tmp_path, pdf_bytes(pages)), limits=Limits(**limits))


def refusal(path, **limits):
    with pytest.raises(IntakeError) as caught:
        read_document(path, limits=Limits(**limits))
    return caught.value


def column(*lines, top=100, step=20, left=80, size=14):
    return [(left, top + index * step, size, text) for index, text in enumerate(lines)]


LONG = "Tinh to chuc thuc hien ke hoach theo tung nam va bao cao ket qua"


def test_sample_is_in_nfc_and_every_span_holds(sample):
    assert (sample.kind, sample.notes) == ("pdf", ())
    assert sample.text == unicodedata.normalize("NFC", sample.text)
    for cell in (cell for table in sample.tables for row in table.rows for cell in row):
        assert sample.text[slice(*cell.span)] == cell.text


def test_letterhead_in_two_columns_is_read_column_by_column(sample):
    ((left, right),) = sample.tables[0].rows
    assert left.text == "ỦY BAN NHÂN DÂN\nTỈNH MẪU\nSố: 12/KH-UBND"
    assert right.text.replace("\n", " ").endswith(
        "Độc lập - Tự do - Hạnh phúc Tỉnh Mẫu, ngày 05 tháng 3 năm 2026"
    )


def test_signature_in_two_columns_is_read_column_by_column(sample):
    ((left, right),) = sample.tables[2].rows
    assert left.text == "Nơi nhận:\n- Các sở;\n- Lưu: VT."
    assert right.text == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


def test_wrapped_lines_are_joined_and_items_stay_apart(sample):
    blocks = sample.text.split("\n\n")
    assert "I. MỤC ĐÍCH" in blocks
    assert "- Đến năm 2030, diện tích khu thực nghiệm đạt 1.200 m2, tăng gấp đôi so với năm 2025." in blocks
    assert sum(block.startswith("Tỉnh tổ chức") and block.endswith("để tổng hợp.") for block in blocks) == 4
    assert "Phát triển phòng thí nghiệm và thị trường công nghệ của tỉnh đến năm 2030, tầm nhìn xa" in blocks


def test_table_over_several_pages_is_one_table_with_whole_rows(sample):
    table = sample.tables[1]
    assert [row[0].text for row in table.rows] == ["STT", *(str(number) for number in range(1, 25))]
    assert {len(row) for row in table.rows} == {5}
    assert table.rows[1][1].text == (
        "Xây dựng và công bố danh mục thiết bị dùng chung đợt 1, "
        "kèm quy chế khai thác cho các đơn vị trong tỉnh"
    )


def test_footnote_comes_last_and_its_mark_leaves_no_trace(sample):
    assert sample.text.endswith("\n\n1. Năm 2025, tỷ lệ này đạt 41,5% theo số liệu của cơ quan thống kê.\n")
    assert "đóng góp 50% vào tăng trưởng, nhờ chuyển giao công nghệ." in sample.text


def test_page_numbers_and_repeated_heads_and_feet_are_dropped(tmp_path):
    pages = [
        [
            (290, 40, 12, str(number)),
            (80, 60, 12, "UBND tinh Mau"),
            *column(f"{LONG} {number}", "Het."),
            (80, 815, 10, f"Trang {number}/4"),
        ]
        for number in range(1, 5)
    ]
    text = read(tmp_path, pages).text
    assert "UBND tinh Mau" not in text
    assert "Trang" not in text
    assert [text.count(f"ket qua {number}") for number in range(1, 5)] == [1, 1, 1, 1]


def test_figure_alone_in_the_middle_of_a_page_is_text(tmp_path):
    assert "2030" in read(tmp_path, [column("Nam dich:", top=300) + column("2030", top=330)]).text


def test_paragraph_over_a_page_break_is_joined(tmp_path):
    pages = [column(LONG, LONG, LONG, top=700), column("tiep tuc den het.", "- Muc moi", top=80)]
    assert read(tmp_path, pages).text == f"{LONG} {LONG} {LONG} tiep tuc den het.\n\n- Muc moi\n"


def test_items_are_never_joined_to_the_line_before(tmp_path):
    items = ["I. Mot", "1. Hai", "1.2. Ba", "a) Bon", "- Nam", "+ Sau", "(2) Bay"]
    lines = [f"{item} {LONG[:50]}" for item in items]
    assert read(tmp_path, [column(*lines)]).text.rstrip("\n").split("\n\n") == lines


def test_break_after_a_hyphen_or_slash_is_joined_without_a_blank(tmp_path):
    lines = [LONG + " so 57/KH-", "UBND va nhieu van ban khac cua tinh trong nam nay la 569/", "QD."]
    assert "57/KH-UBND va" in read(tmp_path, [column(*lines)]).text


HEADER = ("STT", "Nhiem vu", "Chu tri")


def rows_of(extracted):
    return [[[cell.text for cell in row] for row in table.rows] for table in extracted.tables]


def test_cell_over_several_columns_stands_once_with_its_extent(tmp_path):
    pages = [ruled([HEADER, ("I", "Nhom the che", None), ("1", "Mo san", "So A")], top=100)]
    (table,) = read(tmp_path, pages).tables
    assert [[(cell.text, cell.columns) for cell in row] for row in table.rows] == [
        [("STT", 1), ("Nhiem vu", 1), ("Chu tri", 1)],
        [("I", 1), ("Nhom the che", 2)],
        [("1", 1), ("Mo san", 1), ("So A", 1)],
    ]


def test_row_cut_by_a_page_break_is_made_whole(tmp_path):
    pages = [
        ruled([HEADER, ("1", "Mo san giao", "So A")], top=700),
        ruled([("", "dich", ""), ("2", "Lap", "So B")], top=80),
    ]
    assert rows_of(read(tmp_path, pages)) == [
        [list(HEADER), ["1", "Mo san giao dich", "So A"], ["2", "Lap", "So B"]]
    ]


def test_table_that_goes_on_with_a_new_row_is_one_table(tmp_path):
    pages = [ruled([HEADER, ("1", "Mo san", "So A")], top=700), ruled([("2", "Lap quy", "So B")], top=80)]
    assert rows_of(read(tmp_path, pages)) == [
        [list(HEADER), ["1", "Mo san", "So A"], ["2", "Lap quy", "So B"]]
    ]


def test_header_repeated_on_the_next_page_stands_once(tmp_path):
    pages = [
        ruled([HEADER, ("1", "Mo san", "So A")], top=700),
        ruled([HEADER, ("2", "Lap quy", "So B")], top=80, widths=(60, 180, 150)),
    ]
    assert rows_of(read(tmp_path, pages)) == [
        [list(HEADER), ["1", "Mo san", "So A"], ["2", "Lap quy", "So B"]]
    ]


def test_other_table_on_the_next_page_stays_another(tmp_path):
    pages = [
        ruled([HEADER, ("1", "Mo san", "So A")], top=700),
        ruled([("Ten", "Muc"), ("Quy", "5")], top=80, widths=(100, 200)),
    ]
    assert len(read(tmp_path, pages).tables) == 2


def test_text_between_tables_keeps_them_apart(tmp_path):
    pages = [
        ruled([HEADER, ("1", "Mo san", "So A")], top=600) + column("Phu luc hai", top=780),
        ruled([HEADER, ("1", "Lap quy", "So B")], top=80),
    ]
    extracted = read(tmp_path, pages)
    assert [len(table.rows) for table in extracted.tables] == [2, 2]
    assert extracted.tables[0].span[1] < extracted.text.index("Phu luc hai") < extracted.tables[1].span[0]


def test_note_of_two_lines_at_the_foot_goes_to_the_end(tmp_path):
    notes = [(80, 760, 10, "1 Nguon so lieu"), (80, 774, 10, "cua co quan thong ke.")]
    first = [*column(LONG, "Het trang."), *notes]
    pages = [first, column("Trang sau.", LONG)]
    assert read(tmp_path, pages).text.endswith(f"{LONG}\n\n1. Nguon so lieu cua co quan thong ke.\n")


def test_old_font_in_a_pdf_is_converted_and_said_so(tmp_path):
    extracted = read(tmp_path, [column("Së Khoa häc vµ C«ng nghÖ chñ tr×")])
    assert extracted.text == "Sở Khoa học và Công nghệ chủ trì\n"
    assert "TCVN3" in extracted.notes[0]


def test_scanned_file_is_refused_with_the_number_of_pages(tmp_path):
    error = refusal(write(tmp_path, pdf_bytes([["0 0 200 200 re f\n"]] * 3)))
    assert error.code == "scanned_pdf"
    assert "3 trang" in error.message
    assert "OCR" in error.message


def test_scanned_file_with_a_few_stamped_words_is_refused(tmp_path):
    assert refusal(write(tmp_path, scan_with_stamp("Ky boi: UBND tinh Mau"))).code == "scanned_pdf"


def test_scan_with_recognised_text_is_read(tmp_path):
    extracted = read_document(write(tmp_path, scan_with_stamp(*[LONG] * 6)))
    assert extracted.text.count(LONG) == 6
    assert extracted.notes == ()


def scan_with_stamp(*lines):
    """One page filled by an image, with some text over it."""
    image = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n"
    return pdf_bytes([[image, *column(*lines)]])


def test_some_pages_without_text_are_told(tmp_path):
    extracted = read(tmp_path, [column("Ke hoach"), [], column("Phu luc"), []])
    assert extracted.notes == ("2 trên 4 trang không có chữ (trang 2, 4); hãy xem đó có phải ảnh quét.",)


def test_more_pages_than_allowed_are_refused_with_both_numbers(tmp_path):
    error = refusal(write(tmp_path, pdf_bytes([column("a")] * 6)), pages=5)
    assert error.code == "too_many_pages"
    assert "6 trang" in error.message
    assert "tối đa 5 trang" in error.message


def test_reading_stops_when_it_takes_too_long(tmp_path):
    assert refusal(write(tmp_path, pdf_bytes([column("a")])), reading_seconds=-1).code == "too_slow"


def encrypted(user_password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes([column("Bi mat")])))
    writer.encrypt(user_password=user_password, owner_password="chu", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_file_with_a_password_is_refused(tmp_path):
    error = refusal(write(tmp_path, encrypted("mat-khau")))
    assert error.code == "encrypted_pdf"
    assert "gỡ mật khẩu" in error.message


def test_file_that_only_forbids_printing_is_read(tmp_path):
    assert read_document(write(tmp_path, encrypted(""))).text == "Bi mat\n"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\ntrailer << /Root 1 0 R >>"])
def test_damaged_file_is_refused(tmp_path, data):
    assert refusal(write(tmp_path, data)).code == "damaged_file"
