"""Headings, paragraphs, tables, pictures, the end mark."""

from decimal import Decimal

import pytest

from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.model import (
    Article,
    Bullet,
    Column,
    Group,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Row,
    Run,
    Table,
)
from khcn.outputs.official_documents.widths import text_width, twips
from khcn.outputs.official_documents.words import letter, roman

from .samples import TABLE, W, body, paragraphs, part, png, report, style_of, text, texts, value


def table_of(root):
    """The table of figures: the letterhead is the first table, the signature the last."""
    return root.findall(f".//{W}tbl")[1]


def rows_of(table):
    return [[text(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def test_headings_are_numbered_within_the_level_above():
    blocks = [
        Heading(1, "Một"),
        Heading(2, "Hai"),
        Heading(3, "Ba"),
        Heading(3, "Bốn"),
        Heading(2, "Năm"),
        Heading(3, "Sáu"),
        Heading(1, "Bảy"),
        Heading(2, "Tám"),
    ]
    root = body(report(blocks=blocks))
    found = [text(one) for one in paragraphs(root) if (style_of(one) or "").startswith("Heading")]
    assert found == ["I. MỘT", "1. Hai", "a) Ba", "b) Bốn", "2. Năm", "a) Sáu", "II. BẢY", "1. Tám"]  # fmt: skip


def test_a_heading_may_bring_its_number_or_none():
    root = body(report(blocks=[Heading(1, "Phần chung", number="A."), Heading(2, "Không số", number="")]))
    assert texts(root, "Heading1") == ["A. PHẦN CHUNG"]
    assert texts(root, "Heading2") == ["Không số"]


def test_points_follow_the_vietnamese_alphabet():
    assert [letter(number) for number in (1, 4, 5, 6, 23, 24)] == ["a", "d", "đ", "e", "y", "aa"]
    assert [roman(number) for number in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]


def test_document_ends_with_its_mark_once():
    for ending in ("Hết báo cáo.", "Hết báo cáo./.", "Hết báo cáo"):
        assert texts(body(report(blocks=[Paragraph(ending)])), "BodyText") == ["Hết báo cáo./."]


def test_mark_follows_a_table_on_a_line_of_its_own():
    assert texts(body(report(blocks=[TABLE])), "BodyText") == ["./."]


def test_mark_ends_bullets_articles_and_runs():
    assert texts(body(report(blocks=[Bullet("Ý cuối;")])), "Bullet") == ["- Ý cuối./."]
    assert texts(body(report(blocks=[Article("Thi hành.")])), "Article") == ["Điều 1. Thi hành./."]
    runs = (Run("Kết quả: ", bold=True), Run("đạt."))
    assert texts(body(report(blocks=[Paragraph(runs)])), "BodyText") == ["Kết quả: đạt./."]


def test_last_paragraph_stays_with_the_signature():
    root = body(report(blocks=[Paragraph("Một."), Paragraph("Hai.")]))
    first, last = paragraphs(root, "BodyText")
    assert first.find(f"{W}pPr/{W}keepNext") is None
    assert last.find(f"{W}pPr/{W}keepNext") is not None


def test_table_writes_figures_and_days_the_vietnamese_way_and_a_dash_for_missing():
    assert rows_of(table_of(body(report()))) == [
        ["TT", "Nhiệm vụ", "Kinh phí", "Ngày"],
        ["Nhóm nhiệm vụ mẫu"],
        ["1", "Nhiệm vụ mẫu số 1", "1.234,5", "05/12/2026"],
        ["2", "Nhiệm vụ mẫu số 2", "–", ""],
        ["", "Tổng cộng", "1.234,5", ""],
    ]


def test_table_repeats_its_head_and_splits_no_row():
    rows = table_of(body(report())).findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_table_is_as_wide_as_the_text_and_captioned_above():
    root = body(report())
    table = table_of(root)
    assert sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) == twips(165)
    assert texts(root, "Caption") == ["Bảng 1. Kinh phí các nhiệm vụ"]
    assert texts(root, "TableUnit") == ["Đơn vị tính: triệu đồng"]


def test_groups_stand_over_their_columns_and_columns_are_numbered():
    columns = (Column("TT"), Column("Kế hoạch", align="right"), Column("Thực hiện", align="right"))
    table = Table(
        columns, [("1", 1000, 2)], groups=(Group("", 1), Group("Kinh phí", 2)), numbered_columns=True
    )
    found = table_of(body(report(blocks=[table])))
    assert rows_of(found) == [
        ["TT", "Kinh phí"],
        ["", "Kế hoạch", "Thực hiện"],
        ["(1)", "(2)", "(3)"],
        ["1", "1.000", "2"],
    ]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found.findall(f"{W}tr")] == [
        True
    ] * 3 + [False]


def test_a_figure_is_never_wider_than_its_column():
    columns = (Column("Tên nhiệm vụ dài", 9), Column("Kinh phí", 1, "right", 1))
    table = Table(columns, [("Một tên", Decimal("98765432109.5"))])
    found = table_of(body(report(blocks=[table])))
    width = int(found.findall(f".//{W}gridCol")[1].get(f"{W}w"))
    assert width >= twips(text_width("98.765.432.109,5", 13))


def test_many_narrow_columns_still_fit_the_page():
    table = Table([Column(f"Cột số {number}", align="right") for number in range(30)], [[123456789] * 30])
    widths = [int(one.get(f"{W}w")) for one in table_of(body(report(blocks=[table]))).iter(f"{W}gridCol")]
    assert sum(widths) == twips(165)
    assert min(widths) > 0


def test_empty_table_says_so():
    assert rows_of(table_of(body(report(blocks=[Table((Column("A"), Column("B")), [])])))) == [
        ["A", "B"],
        ["Không có số liệu."],
    ]


def test_uneven_row_is_refused_with_its_place():
    with pytest.raises(DomainError) as refused:
        build(report(blocks=[Table((Column("A"), Column("B")), [("1", "2"), ("1",)], caption="Bảng mẫu")]))
    assert refused.value.code == "uneven_table"
    assert refused.value.message == "Bảng “Bảng mẫu”, dòng 2: có 1 ô, cần 2 ô như số cột."


def test_thousand_rows_stand_in_one_table():
    rows = [(str(number), f"Nhiệm vụ mẫu số {number}", Decimal(number)) for number in range(1000)]
    table = Table(
        (Column("TT"), Column("Tên", 5), Column("Số", align="right")), rows, total=("", "Cộng", 499500)
    )
    found = rows_of(table_of(body(report(blocks=[table]))))
    assert len(found) == 1002
    assert found[-1] == ["", "Cộng", "499.500"]


def test_cells_may_hold_runs_lines_and_marks_of_xml():
    table = Table((Column("A & B"),), [((Run("x < y", italic=True), Run(" & z\nw")),)])
    root = body(report(blocks=[table]))
    assert rows_of(table_of(root)) == [["A & B"], ["x < y & zw"]]
    assert len(list(table_of(root).iter(f"{W}br"))) == 1


def test_picture_has_words_and_fits_the_text():
    docx = build(report(blocks=[Picture(png(4000, 2000), "hình chữ nhật", "Hình mẫu")]))
    root = part(docx)
    extent = next(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"))
    described = next(
        root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    )
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (165 * 36000, round(82.5 * 36000))
    assert described.get("descr") == "hình chữ nhật"
    assert texts(root, "Caption") == ["Hình 1. Hình mẫu"]


def test_same_picture_is_stored_once():
    import zipfile
    from io import BytesIO

    docx = build(report(blocks=[Picture(png(), "một"), Picture(png(), "hai"), Picture(png(8, 8), "ba")]))
    names = zipfile.ZipFile(BytesIO(docx)).namelist()
    assert [name for name in names if name.startswith("word/media")] == [
        "word/media/image1.png",
        "word/media/image2.png",
    ]


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:20], png().replace(b"IHDR", b"IHDX")])
def test_what_is_no_png_is_refused(data):
    with pytest.raises(DomainError) as refused:
        build(report(blocks=[Picture(data, "hình", "Hình mẫu")]))
    assert refused.value.code == "bad_picture"


def test_quote_names_its_source_and_page_break_takes_no_line():
    root = body(report(blocks=[Quote("Trích.", "Báo cáo mẫu"), PageBreak(), Paragraph("Hết.")]))
    assert texts(root, "Quote") == ["Trích."]
    assert texts(root, "Source") == ["(Báo cáo mẫu)"]
    breaks = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [style_of(one) for one in breaks] == ["Rule"]


def test_heading_row_of_a_table_stays_with_its_first_row():
    table = Table((Column("A"), Column("B")), [Row(("Nhóm",), span=True), ("1", "2")])
    row = table_of(body(report(blocks=[table]))).findall(f"{W}tr")[1]
    assert value(row, "tc/tcPr/gridSpan") == "2"
    assert row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None
