"""Writes the Word example: `python examples/make_examples.py` makes ke-hoach-chuyen-doi-so.docx beside it.

The province does not exist; the wording is ours. The document holds what other plans
hold: a letterhead in a table, number and day left open, targets by milestone year,
groups with Roman numbers, two parties in one cell, several deadlines, real footnotes.
"""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).with_name("ke-hoach-chuyen-doi-so.docx")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = (
    "Năm 2025, tỷ lệ cơ quan cấp xã dùng chữ ký số trong trao đổi văn bản đạt 52%.",
    "Giai đoạn 2021-2025, bình quân tỷ trọng kinh tế số trong GRDP của tỉnh đạt 9,5%.",
)
BODY = (
    "Căn cứ Quyết định số 312/QĐ-TTg ngày 18 tháng 3 năm 2025 của Thủ tướng Chính phủ (số liệu giả định trong văn bản mẫu);",
    "Thực hiện Chương trình hành động số 07-CTr/TU ngày 02/02/2026 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
    "A. MỤC TIÊU",
    "I. MỤC TIÊU CHUNG",
    "Xây dựng chính quyền làm việc trên dữ liệu.",
    "II. MỤC TIÊU CỤ THỂ ĐẾN NĂM 2030",
)
TARGETS = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Mục tiêu", "", "Cơ quan theo dõi"),
    ("", "", "", "", "Năm 2028", "Năm 2030", ""),
    (
        "1",
        "Hồ sơ dịch vụ công được giải quyết trực tuyến toàn trình",
        "%",
        "38,5",
        "≥ 60",
        "80",
        "Văn phòng UBND tỉnh",
    ),
    (
        "2",
        "Doanh nghiệp nhỏ và vừa dùng nền tảng số",
        "%",
        "21",
        "35 - 40",
        "trên 55",
        "Sở Khoa học và Công nghệ",
    ),
    ("", "Trong đó: doanh nghiệp ở xã miền núi", "%", "", "20", "30", "Sở Công Thương"),
    ("3", "Thời gian trung bình trả lời phản ánh", "giờ", "72", "-", "không quá 24", "Sở Nội vụ"),
    ("4", "Bộ dữ liệu mở được công bố", "bộ dữ liệu", "6", "20", "đang rà soát", "Sở Khoa học và Công nghệ"),
)
TASKS = (
    ("STT", "Nhiệm vụ, giải pháp", "Cơ quan thực hiện", "Thời gian hoàn thành", "Sản phẩm", "Ghi chú"),
    ("I", "Nền tảng dùng chung", "", "2026 - 2027", "", ""),
    (
        "1",
        "Nâng cấp kho dữ liệu dùng chung của tỉnh",
        "Chủ trì: Sở Khoa học và Công nghệ; phối hợp: Công an tỉnh, các sở, ban, ngành",
        "",
        "Kho dữ liệu đạt chuẩn kết nối",
        "",
    ),
    (
        "2",
        "Triển khai phòng họp không giấy ở cấp xã",
        "Văn phòng UBND tỉnh (chủ trì), Sở Nội vụ, UBND các xã, phường (phối hợp)",
        "Đợt 1: 30/6/2026; đợt 2: Quý I/2027",
        "100% xã, phường họp trên nền tảng",
        "Ưu tiên xã biên giới",
    ),
    ("II", "Con người và kỹ năng", "", "", "", ""),
    (
        "3",
        "Bồi dưỡng kỹ năng số cho cán bộ cấp xã",
        "Sở Nội vụ chủ trì, phối hợp với Trường Chính trị tỉnh và các cơ quan liên quan",
        "Thường xuyên",
        "Mỗi năm 1.200 lượt người",
        "",
    ),
    (
        "4",
        "Hỗ trợ hợp tác xã bán hàng trên mạng",
        "Liên minh Hợp tác xã tỉnh",
        "Đến năm 2029",
        "",
        "Xem phụ lục 2",
    ),
    ("Tổng cộng: 4 nhiệm vụ", "", "", "", "", ""),
)
ENDING = (
    "C. KINH PHÍ",
    "- Ngân sách tỉnh theo phân cấp.",
    "- Nguồn xã hội hóa và vốn hợp pháp khác.",
    "D. TỔ CHỨC THỰC HIỆN",
    "1. Sở Khoa học và Công nghệ",
    "Theo dõi, đôn đốc; định kỳ hằng quý tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
    "2. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh",
    "Bảo đảm an toàn thông tin.",
    "3. Các cơ quan báo chí của tỉnh: Mở chuyên mục tuyên truyền.",
    "4. Sở Tài chính, Sở Nội vụ; UBND các xã, phường: Căn cứ nhiệm vụ được giao, gửi kết quả về Sở Khoa học và Công nghệ trước ngày 20 tháng 11 hằng năm để báo cáo./.",
)


def main() -> None:
    document = Document()
    letterhead(document)
    centred(document, "KẾ HOẠCH")
    centred(document, "Chuyển đổi số của tỉnh Thử Nghiệm đến năm 2030")
    centred(document, "(Văn bản mẫu do dự án tự soạn; tỉnh Thử Nghiệm không có thật.)")
    for line in BODY:
        document.add_paragraph(line)
    noted(document, "- Tỷ lệ cơ quan cấp xã dùng chữ ký số trong trao đổi văn bản đạt 100%.", 1)
    noted(document, "- Tỷ trọng kinh tế số trong GRDP của tỉnh đạt khoảng 20%.", 2)
    document.add_paragraph("- Các chỉ tiêu theo mốc thời gian nêu ở bảng sau.")
    target_table(document)
    document.add_paragraph("B. NHIỆM VỤ")
    task_table(document)
    for line in ENDING:
        document.add_paragraph(line)
    signature(document)
    document.save(str(TARGET))
    add_footnotes(TARGET)


def letterhead(document: Doc) -> None:
    cells = document.add_table(rows=2, cols=2).rows
    cells[0].cells[0].text = "ỦY BAN NHÂN DÂN\nTỈNH THỬ NGHIỆM"
    cells[0].cells[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    cells[1].cells[0].text = "Số:        /KH-UBND"
    cells[1].cells[1].text = "Thử Nghiệm, ngày      tháng      năm 2026"


def centred(document: Doc, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def noted(document: Doc, text: str, note: int) -> Paragraph:
    """A paragraph with a footnote reference at its end."""
    paragraph = document.add_paragraph(text)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(note))
    paragraph.add_run()._r.append(reference)
    return paragraph


def fill(document: Doc, rows: tuple[tuple[str, ...], ...]) -> Table:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def target_table(document: Doc) -> None:
    """Headings in two rows: the milestone years stand under one merged cell."""
    table = fill(document, TARGETS)
    table.cell(0, 4).merge(table.cell(0, 5))
    for column in (0, 1, 2, 3, 6):
        table.cell(0, column).merge(table.cell(1, column))


def task_table(document: Doc) -> None:
    table = fill(document, TASKS)
    last = len(TASKS) - 1
    table.cell(last, 0).merge(table.cell(last, 5))


def signature(document: Doc) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "Nơi nhận:\n- Như mục D;\n- Lưu: VT."
    cells[1].text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


def add_footnotes(path: Path) -> None:
    """python-docx writes no footnotes, so their part is put into the package here."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/footnotes.xml"] = footnotes_xml().encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.wordprocessingml.footnotes+xml"/></Types>',
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        b'/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def footnotes_xml() -> str:
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:t xml:space="preserve">{escape(note)}</w:t></w:r></w:p></w:footnote>'
        for i, note in enumerate(NOTES, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>'


if __name__ == "__main__":
    main()
