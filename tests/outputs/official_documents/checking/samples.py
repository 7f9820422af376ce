"""A document that conforms, written with python-docx as a careful clerk would, and ways to change one thing of it."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

FONT = "Times New Roman"
BODY = "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về phát triển khoa học và công nghệ, Sở Khoa học và Công nghệ báo cáo kết quả."
RED = RGBColor(0xC0, 0, 0)


class Sample:
    """Named paragraphs of the sample; `save` writes it."""

    def __init__(self, *, letter=False, annexes=0):
        self.file = Document()
        self.parts = {}
        self._page(self.file.sections[0])
        self._page_number(self.file.sections[0])
        self._styles()
        self._head(letter=letter)
        if letter:
            self._addressees()
        else:
            self.add("kind", "BÁO CÁO", size=14, bold=True, align=ALIGN.CENTER)
            self.add(
                "subject",
                "Kết quả công tác khoa học và công nghệ năm 2026",
                size=14,
                bold=True,
                align=ALIGN.CENTER,
            )
            self.parts["subject_rule"] = self.rule(self.file.add_paragraph(), 59)
        self._text(annexes)
        self._closing(letter=letter)
        for number in range(annexes):
            self._annex(number + 1)

    def __getitem__(self, name):
        return self.parts[name]

    def save(self, tmp_path, name="van-ban.docx"):
        path = tmp_path / name
        self.file.save(path)
        return path

    def add(
        self, name, text, *, to=None, size=14, bold=False, italic=False, align=None, first=None, before=0
    ):
        paragraph = self.file.add_paragraph() if to is None else to
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
        paragraph.alignment = align
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(0)
        if first is not None:
            paragraph.paragraph_format.first_line_indent = first
        self.parts[name] = paragraph
        return paragraph

    def body(self, name, text, **look):
        return self.add(name, text, align=ALIGN.JUSTIFY, first=Cm(1.27), before=6, **look)

    def rule(self, paragraph, side):
        """A line over an empty paragraph, `side` mm away from both edges."""
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
        paragraph.paragraph_format.space_after = Pt(0)
        borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
        top.set(qn("w:val"), "single")
        borders.append(top)
        paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
        return paragraph

    def _styles(self):
        normal = self.file.styles["Normal"]
        normal.font.name = FONT
        normal.font.size = Pt(14)

    def _page(self, section):
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)

    def _page_number(self, section):
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run()
        run.font.size = Pt(13)
        for kind, text in (("begin", None), (None, " PAGE "), ("end", None)):
            item = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                item.set(qn("w:fldCharType"), kind)
            else:
                item.text = text
            run._r.append(item)
        self.parts["page_number"] = paragraph

    def _head(self, *, letter):
        table = self.file.add_table(rows=2, cols=2)
        for row in table.rows:
            for cell, width in zip(row.cells, (Mm(70), Mm(95)), strict=True):
                cell.width = width
        left, right = table.rows[0].cells
        centre = {"align": ALIGN.CENTER}
        self.add("superior", "UBND TỈNH MẪU", to=left.paragraphs[0], size=12, **centre)
        self.add("issuer", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", to=left.add_paragraph(), size=12, bold=True, **centre)
        self.parts["issuer_rule"] = self.rule(left.add_paragraph(), 21)
        self.add(
            "national_name",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            to=right.paragraphs[0],
            size=12,
            bold=True,
            **centre,
        )
        self.add(
            "motto", "Độc lập - Tự do - Hạnh phúc", to=right.add_paragraph(), size=13, bold=True, **centre
        )
        self.parts["motto_rule"] = self.rule(right.add_paragraph(), 18)
        left, right = table.rows[1].cells
        number = "Số: 123/SKHCN-QLKH" if letter else "Số: 05/BC-SKHCN"
        self.add("number", number, to=left.paragraphs[0], size=13, before=6, **centre)
        if letter:
            self.add(
                "letter_subject",
                "V/v báo cáo kết quả năm 2026",
                to=left.add_paragraph(),
                size=12,
                before=6,
                **centre,
            )
        self.add(
            "place_date",
            "Tuyên Quang, ngày 05 tháng 12 năm 2026",
            to=right.paragraphs[0],
            size=13,
            italic=True,
            before=6,
            **centre,
        )

    def _addressees(self):
        self.add("addressees", "Kính gửi:", align=ALIGN.LEFT, before=12)
        self.add("addressee_1", "- Sở Mẫu số 1;", align=ALIGN.LEFT)
        self.add("addressee_2", "- Sở Mẫu số 2.", align=ALIGN.LEFT)

    def _text(self, annexes):
        self.body("basis_1", "Căn cứ Luật Mẫu số 1;", italic=True)
        self.body("basis_2", "Căn cứ Kế hoạch Mẫu số 2.", italic=True)
        self.body("body", BODY)
        self.body("roman", "I. KẾT QUẢ THỰC HIỆN", bold=True)
        self.body("clause_title", "1. Công tác chỉ đạo", bold=True)
        self.body("body_2", BODY + (" Số liệu chi tiết tại Phụ lục kèm theo." if annexes else ""))
        self.body("point", "a) " + BODY)
        self.body("bullet", "- " + BODY)
        self.file.add_table(rows=2, cols=2).rows[1].cells[1].text = "12,5"
        self.body("last", "Trên đây là báo cáo của Sở Khoa học và Công nghệ./.")

    def _closing(self, *, letter):
        left, right = self.file.add_table(rows=1, cols=2).rows[0].cells
        self.add("recipients_label", "Nơi nhận:", to=left.paragraphs[0], size=12, bold=True, italic=True)
        first = "- Như trên;" if letter else "- UBND tỉnh;"
        self.add("recipient", first, to=left.add_paragraph(), size=11)
        self.add("kept", "- Lưu: VT, KHTC.", to=left.add_paragraph(), size=11)
        centre = {"align": ALIGN.CENTER}
        self.add("authority", "KT. GIÁM ĐỐC", to=right.paragraphs[0], bold=True, **centre)
        self.add("title", "PHÓ GIÁM ĐỐC", to=right.add_paragraph(), bold=True, **centre)
        self.add("name", "Nguyễn Văn Mẫu", to=right.add_paragraph(), bold=True, before=72, **centre)

    def _annex(self, number):
        section = self.file.add_section()
        section.different_first_page_header_footer = True
        restart = OxmlElement("w:pgNumType")
        restart.set(qn("w:start"), "1")
        section._sectPr.append(restart)
        centre = {"align": ALIGN.CENTER}
        roman = ("I", "II", "III")[number - 1]
        self.add(f"annex_{number}", f"Phụ lục {roman}", bold=True, **centre)
        self.add(f"annex_title_{number}", "DANH MỤC NHIỆM VỤ", bold=True, **centre)
        self.add(f"annex_note_{number}", "(Kèm theo Báo cáo số 05/BC-SKHCN)", italic=True, **centre)
        self.file.add_table(rows=1, cols=1).rows[0].cells[0].text = "Nhiệm vụ mẫu"


def set_text(paragraph, text):
    """Other words in the look of the first run."""
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run.text = ""
