"""Tables in the shapes that people send, and files that mean harm."""

import zipfile
from io import BytesIO

import pytest

from khcn.kernel.errors import DomainError
from khcn.kernel.register_io import size
from khcn.kernel.register_io.reading import open_table
from khcn.kernel.register_io.template import write_template
from khcn.kernel.registers.declaration import registers
from tests.kernel.register_io.files import text_file, workbook

pytestmark = pytest.mark.django_db
TO_CHUC, CHUYEN_GIA = registers.get("to-chuc"), registers.get("chuyen-gia")
HEADER = ("Tên", "Loại hình", "Mã số thuế")
ROW = ("Công ty Mẫu", "Doanh nghiệp", "")


@pytest.fixture
def table(tmp_path):
    """`table(content, name)` gives columns, rows and warnings of the file."""

    def read(content: BytesIO, name: str = "tep.xlsx", register=TO_CHUC):
        path = tmp_path / "tep"
        path.write_bytes(content.getvalue())
        with open_table(register, path, name) as found:
            return found.columns, list(found.rows), found.warnings + found.columns.warnings()

    return read


def test_titles_above_the_header_and_blank_rows_are_passed_over(table):
    columns, rows, _warnings = table(
        workbook(("DANH SÁCH TỔ CHỨC",), (), ("Năm 2025", "Tên"), HEADER, (), ROW, ("", " "), ROW)
    )
    assert columns.names == ["name", "kind", "tax_code"]
    assert [number for number, _cells in rows] == [6, 8]


def test_headers_are_known_by_label_alias_field_and_without_marks(table):
    header = (
        "TEN DOANH NGHIEP *",
        "kind",
        "MST\n(không bắt buộc)",
        "Mã bản ghi",
        "Trạng thái:",
        "Xã, phường",
    )
    columns, _rows, warnings = table(workbook(header, ("a",)))
    assert columns.names == ["name", "kind", "tax_code", "#", "state", "territory"]
    assert warnings == []


def test_unknown_and_missing_columns_are_told(table):
    _columns, _rows, warnings = table(workbook(("Tên", "Mã số thuế", "Màu sắc"), ("a", "", "đỏ")))
    assert [text[:60] for text in warnings] == [
        "Các cột không có trong sổ nên không được đọc: “Màu sắc”. Nếu",
        "Tệp thiếu cột bắt buộc: “Loại hình”. Dòng mới sẽ bị từ chối;",
    ]


def test_doubled_column_is_refused(table):
    with pytest.raises(DomainError) as refusal:
        table(workbook(("Tên", "Loại hình", "Tên doanh nghiệp"), ("a",)))
    assert (refusal.value.code, "“Tên doanh nghiệp”" in refusal.value.message) == (
        "import.doubled_column",
        True,
    )


def test_table_without_a_known_header_is_refused(table):
    with pytest.raises(DomainError) as refusal:
        table(workbook(("Một", "Hai"), ("a", "b")))
    assert refusal.value.code == "import.no_header"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_files_of_any_code_and_delimiter(table, delimiter, encoding):
    lines = [HEADER, *[("Công ty cổ phần Bảo Lâm", "Doanh nghiệp", "x")] * 3]
    if encoding == "cp1258":
        lines = [[_for_1258(cell) for cell in line] for line in lines]
    columns, rows, _warnings = table(text_file(*lines, delimiter=delimiter, encoding=encoding), "tep.csv")
    assert columns.names == ["name", "kind", "tax_code"]
    assert rows[0] == (2, ["Công ty cổ phần Bảo Lâm", "Doanh nghiệp", "x"])


def _for_1258(text: str) -> str:
    """Windows-1258 has letters with hat and horn, tones as marks of their own."""
    import unicodedata

    parts = []
    for char in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", char)
        tones = [mark for mark in base if mark in "\u0300\u0301\u0303\u0309\u0323"]
        bare = unicodedata.normalize("NFC", "".join(mark for mark in base if mark not in tones))
        parts.append(bare + "".join(tones))
    return "".join(parts)


def test_apostrophe_that_disarms_a_formula_is_taken_off(table):
    _columns, rows, _warnings = table(text_file(HEADER, ("'=Công ty", "'-1", "'thường")), "tep.csv")
    assert rows[0][1] == ["=Công ty", "-1", "'thường"]


def test_template_is_read_without_its_example(table):
    buffer = BytesIO()
    write_template(TO_CHUC, buffer)
    columns, rows, warnings = table(buffer)
    assert (columns.fields, rows, warnings) == ([*TO_CHUC.fields], [], [])


def test_template_of_another_register_is_told(table):
    buffer = BytesIO()
    write_template(CHUYEN_GIA, buffer)
    with pytest.raises(DomainError) as refusal:
        table(buffer)
    assert refusal.value.message.startswith("Tệp này là mẫu của sổ “Chuyên gia, tư vấn viên”")


@pytest.mark.parametrize("cell", ["XFD1048576", "B900000", "ZZ2"])
def test_far_away_cell_does_not_fill_the_memory(table, cell):
    with pytest.raises(DomainError) as refusal:
        table(_with_sheet(f'<row r="1"><c r="A1"><v>1</v></c><c r="{cell}"><v>1</v></c></row>'))
    assert refusal.value.code == "import.too_large"


def test_million_formatted_empty_rows_are_nothing(table):
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 300_000))
    head = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in zip("ABC", HEADER, strict=True)
    )
    columns, found, _warnings = table(_with_sheet(f'<row r="1">{head}</row>{rows}'))
    assert (columns.names, found) == (["name", "kind", "tax_code"], [])


def test_file_that_is_cut_off_is_told(table):
    with pytest.raises(DomainError) as refusal:
        table(BytesIO(workbook(HEADER, ROW).getvalue()[:900]))
    assert refusal.value.code == "import.unreadable"


def test_too_many_lines_of_text_are_told(table, monkeypatch):
    monkeypatch.setattr("khcn.kernel.register_io.reading.MAX_ROWS", 3)
    with pytest.raises(DomainError) as refusal:
        table(text_file(HEADER, *[ROW] * 5), "tep.csv")
    assert refusal.value.code == "import.too_large"


def _with_sheet(rows: str) -> BytesIO:
    """A sound workbook whose sheet is replaced."""
    whole, target = zipfile.ZipFile(workbook(HEADER, ROW)), BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in whole.infolist():
            content = whole.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                start, _old = content.split(b"<sheetData>")
                content = start + f"<sheetData>{rows}</sheetData></worksheet>".encode()
            archive.writestr(member.filename, content)
    target.seek(0)
    return target


def test_limits_hold_what_a_province_needs():
    assert size.MAX_ROWS >= 100_000
