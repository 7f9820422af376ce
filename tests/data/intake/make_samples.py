"""Makes the sample plan of this folder anew, as .pdf and .doc; needs LibreOffice. The wording is made up.

Run from the repository: python -m tests.data.intake.make_samples
"""

import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.lib.intake.builders import add_notes, fill, xml

FOLDER = Path(__file__).parent
LEFT = "ỦY BAN NHÂN DÂN\nTỈNH MẪU\nSố: 12/KH-UBND"
RIGHT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTỉnh Mẫu, ngày 05 tháng 3 năm 2026"
LONG = (
    "Tỉnh tổ chức thực hiện kế hoạch theo từng năm, bảo đảm mỗi nhiệm vụ có một cơ quan chủ trì, có thời hạn "
    "rõ ràng và có sản phẩm kiểm chứng được; các cơ quan báo cáo trước ngày 15 tháng 12 hằng năm để tổng hợp."
)
TASKS = [
    (
        str(number),
        f"Xây dựng và công bố danh mục thiết bị dùng chung đợt {number}, kèm quy chế khai thác cho các đơn vị trong tỉnh",
        "Sở Khoa học và Công nghệ",
        "Các sở, ban, ngành; UBND cấp xã",
        "Hằng năm",
    )
    for number in range(1, 25)
]


def build():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Liberation Serif")
    page_number(section.header.paragraphs[0])
    section.different_first_page_header_footer = True
    fill(document.add_table(rows=1, cols=2), [(LEFT, RIGHT)])
    centred(document, "KẾ HOẠCH")
    centred(
        document, "Phát triển phòng thí nghiệm và thị trường công nghệ của tỉnh đến năm 2030, tầm nhìn xa"
    )
    for heading, count in (("I. MỤC ĐÍCH", 2), ("II. MỤC TIÊU", 1)):
        body(document, heading)
        for _ in range(count):
            body(document, LONG)
    noted(body(document, "- Năng suất nhân tố tổng hợp đóng góp 50% vào tăng trưởng"))
    body(document, "- Đến năm 2030, diện tích khu thực nghiệm đạt 1.200 m2, tăng gấp đôi so với năm 2025.")
    body(document, "III. NHIỆM VỤ")
    table = fill(
        document.add_table(rows=25, cols=5), [("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"), *TASKS]
    )
    table.style = "Table Grid"
    for row, width in ((row, width) for row in table.rows for width in (1.2, 6, 3.3, 3.3, 2.2)):
        row.cells[(1.2, 6, 3.3, 3.3, 2.2).index(width)].width = Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(xml("<w:tblHeader/>"))
    body(document, "IV. TỔ CHỨC THỰC HIỆN")
    body(document, LONG)
    fill(
        document.add_table(rows=1, cols=2),
        [("Nơi nhận:\n- Các sở;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")],
    )
    return document


def page_number(paragraph):
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(xml('<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def centred(document, text):
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def body(document, text):
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)
    return paragraph


def noted(paragraph):
    paragraph._p.append(
        xml('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>')
    )
    paragraph.add_run(", nhờ chuyển giao công nghệ.")


def convert(source, kind, folder):
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{kind}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "ke-hoach-mau.docx"
        build().save(source)
        add_notes(
            source, "footnotes", {2: "Năm 2025, tỷ lệ này đạt 41,5% theo số liệu của cơ quan thống kê."}
        )
        for kind in ("pdf", "doc"):
            (FOLDER / f"ke-hoach-mau.{kind}").write_bytes(convert(source, kind, folder).read_bytes())


if __name__ == "__main__":
    main()
