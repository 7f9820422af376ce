"""The whole file: paper, fonts, styles, annexes, properties, sameness."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.checking import check_document
from khcn.outputs.official_documents.layout import layout
from khcn.outputs.official_documents.model import Heading, Paragraph
from khcn.outputs.official_documents.styles import STYLES
from khcn.outputs.official_documents.widths import twips

from .samples import HEAD, SIGNATURE, TABLE, W, annex, body, part, report, texts, value

WIDE, HIGH = 210, 297


def sections(document):
    return list(body(document).iter(f"{W}sectPr"))


def test_page_is_a4_with_margins_that_the_decree_allows():
    (section,) = sections(report())
    assert (value(section, "pgSz", "w"), value(section, "pgSz", "h")) == (str(twips(WIDE)), str(twips(HIGH)))
    margins = layout().page.margins
    for side in ("top", "bottom", "left", "right"):
        millimetres = int(value(section, "pgMar", side)) / 1440 * 25.4
        assert getattr(margins, side).has(round(millimetres, 1)), side


def test_page_number_stands_in_the_middle_above_from_the_second_page():
    (section,) = sections(report())
    assert section.find(f"{W}titlePg") is not None
    header = part(build(report()), "word/header1.xml")
    assert value(header, "p/pPr/pStyle") == "PageNumber"
    assert [one.text for one in header.iter(f"{W}instrText")] == [" PAGE "]


def test_every_style_has_the_size_weight_and_slope_of_its_rule():
    rules = layout()
    styles = {
        one.get(f"{W}styleId"): one for one in part(build(report()), "word/styles.xml").iter(f"{W}style")
    }
    for style in STYLES:
        element, found = rules.element(style.element), styles[style.id]
        assert element.size.has(int(value(found, "rPr/sz")) / 2), style.id
        assert (found.find(f"{W}rPr/{W}b") is not None) == (
            element.bold if style.bold is None else style.bold
        )
        assert (found.find(f"{W}rPr/{W}i") is not None) == (
            element.italic if style.italic is None else style.italic
        )


def test_body_is_justified_with_first_line_and_space_between():
    styles = {
        one.get(f"{W}styleId"): one for one in part(build(report()), "word/styles.xml").iter(f"{W}style")
    }
    found = styles["BodyText"]
    assert value(found, "pPr/jc") == "both"
    assert value(found, "pPr/ind", "firstLine") == str(twips(12.7))
    assert value(found, "pPr/spacing", "before") == "120"
    assert value(found, "rPr/sz") == "28"


def test_times_new_roman_is_set_for_every_script():
    fonts = next(part(build(report()), "word/styles.xml").iter(f"{W}rFonts"))
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }


def test_headings_show_in_the_navigation_pane():
    found = docx.Document(BytesIO(build(report())))
    names = [one.style.name for one in found.paragraphs if one.text[:2] in ("I.", "1.", "a)")]
    assert names == ["Heading 1", "Heading 2", "Heading 3"]


def test_one_annex_has_no_number_several_have():
    assert texts(body(report(annexes=(annex(),))), "AnnexLabel") == ["Phụ lục"]
    assert texts(body(report(annexes=(annex(), annex()))), "AnnexLabel") == ["Phụ lục I", "Phụ lục II"]


def test_annex_names_the_document_it_belongs_to():
    root = body(report(annexes=(annex(),)))
    assert texts(root, "AnnexTitle") == ["BIỂU CHI TIẾT"]
    expected = "(Kèm theo Báo cáo số 05/BC-SKHCN ngày 05 tháng 02 năm\u00a02027 của Sở Khoa học và Công nghệ tỉnh Mẫu)"
    assert texts(root, "AnnexNote") == [expected]


def test_note_of_an_annex_may_be_given_or_left_out():
    annexes = (annex(note="(Kèm theo Quyết định mẫu)"), annex(note=""))
    assert texts(body(report(annexes=annexes)), "AnnexNote") == ["(Kèm theo Quyết định mẫu)"]


def test_each_annex_counts_its_own_pages_and_may_lie_across():
    upright, lying, last = sections(report(annexes=(annex(landscape=True), annex())))
    assert [value(one, "pgNumType", "start") for one in (upright, lying, last)] == ["1", "1", "1"]
    assert [value(one, "pgSz", "orient") for one in (upright, lying, last)] == [None, "landscape", None]
    assert value(lying, "pgSz", "w") == str(twips(HIGH))


def test_table_of_a_lying_annex_takes_the_whole_width():
    root = body(report(blocks=[Paragraph("Hết.")], annexes=(annex(landscape=True),)))
    table = root.findall(f".//{W}tbl")[-1]
    assert sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) == twips(HIGH - 45)


def test_headings_count_anew_in_an_annex_and_tables_go_on():
    root = body(report(annexes=(annex(blocks=(Heading(1, "Các sở"), TABLE)),)))
    assert texts(root, "Heading1") == ["I. KẾT QUẢ THỰC HIỆN", "II. KIẾN NGHỊ", "I. CÁC SỞ"]
    assert [one[:6] for one in texts(root, "Caption")] == ["Bảng 1", "Bảng 2"]


def test_only_the_document_ends_with_the_mark():
    root = body(report(annexes=(annex(blocks=(Paragraph("Hết phụ lục."),)),)))
    assert [one for one in texts(root) if one.endswith("./.")] == ["Trên đây là báo cáo của Sở./."]


def test_same_document_is_the_same_bytes():
    document = report(annexes=(annex(landscape=True),))
    assert build(document) == build(replace(document))


def test_properties_name_the_agency_and_no_person():
    found = docx.Document(BytesIO(build(report()))).core_properties
    assert found.title == "Báo cáo Kết quả thực hiện Kế hoạch mẫu năm 2026"
    assert found.author == found.last_modified_by == "Sở Khoa học và Công nghệ tỉnh Mẫu"
    assert found.language == "vi-VN"
    assert found.created.isoformat()[:10] == "2027-02-05"


def test_open_day_leaves_no_time_in_the_file():
    core = part(build(report(letterhead=replace(HEAD, date=None))), "docProps/core.xml")
    assert [one.tag for one in core.iter("{http://purl.org/dc/terms/}created")] == []


@pytest.mark.parametrize("kind", ["BC", "TTr", "CV", "KH", "TB", "BB", "PHIEU", "QD"])
def test_every_kind_opens_in_other_programs(kind):
    data = build(report(kind=kind, annexes=(annex(),)))
    assert zipfile.ZipFile(BytesIO(data)).testzip() is None
    assert docx.Document(BytesIO(data)).sections[0].page_width.mm == pytest.approx(210, abs=0.1)


def test_text_is_composed_and_without_characters_word_refuses():
    root = body(report(blocks=[Paragraph("Ba\u0301o ca\u0301o\x00\x0b\ud800 <&> \u202emẫu")]))
    assert texts(root, "BodyText") == ["Báo cáo <&> mẫu./."]


def test_text_points_to_its_annexes():
    added = "(Chi tiết tại {} kèm theo)."
    assert texts(body(report(annexes=(annex(),))), "BodyText")[-2] == added.format("Phụ lục")
    assert texts(body(report(annexes=(annex(),) * 3)), "BodyText")[-2] == added.format(
        "các Phụ lục I, II, III"
    )
    assert texts(body(report(annexes=(annex(),) * 5)), "BodyText")[-2] == added.format(
        "các Phụ lục từ I đến V"
    )


def test_text_that_names_its_annex_is_left_alone():
    blocks = (Paragraph("Số liệu ở phụ lục kèm theo."), Paragraph("Hết."))
    assert texts(body(report(blocks=blocks, annexes=(annex(),))), "BodyText") == [
        "Số liệu ở phụ lục kèm theo.",
        "Hết./.",
    ]


def deviations(data: bytes, tmp_path) -> list[str]:
    path = tmp_path / "van-ban.docx"
    path.write_bytes(data)
    found = check_document(path)
    assert found.recognised
    return [f"{one.code}: {one.message}" for one in found.deviations]


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [
        ("BC", "BC-SM"),
        ("TTr", "TTr-SM"),
        ("CV", "SM-KH"),
        ("KH", "KH-SM"),
        ("TB", "TB-SM"),
        ("BB", "BB-SM"),
        ("QD", "QĐ-SM"),
    ],
)
def test_checker_finds_nothing_in_our_own_documents(kind, symbol, tmp_path):
    given = report(
        kind=kind,
        letterhead=replace(HEAD, symbol=symbol),
        legal_bases=("Căn cứ Luật mẫu", "Căn cứ Nghị định mẫu"),
        addressees=("Cơ quan Mẫu số 1", "Cơ quan Mẫu số 2"),
        annexes=(annex(landscape=True), annex()),
    )
    assert deviations(build(given), tmp_path) == []


def test_checker_finds_nothing_in_long_names_open_numbers_and_minutes(tmp_path):
    long = "Hội đồng tư vấn đánh giá, nghiệm thu nhiệm vụ khoa học và công nghệ cấp tỉnh Mẫu"
    head = replace(HEAD, agency=long, symbol_number=None, symbol="BB-HĐ", date=None, year=2026)
    title = (
        "Họp hội đồng đánh giá nghiệm thu kết quả thực hiện nhiệm vụ khoa học và công nghệ cấp tỉnh năm 2026"
    )
    given = report(
        kind="BB",
        letterhead=head,
        title=title,
        secretary=replace(SIGNATURE, authority="", head_title="Thư ký"),
    )
    assert deviations(build(given), tmp_path) == []
