"""Small Word and PDF files for the tests; all wording is made up for them."""

import io
import zipfile

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

ROWS = [
    ("STT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
    ("1", "Lập danh mục phòng thí nghiệm", "Sở Khoa học và Công nghệ", "Hằng năm"),
    ("2", "Mở sàn giao dịch công nghệ", "Trung tâm Ứng dụng", "2026-2027"),
]


def fill(table, rows=ROWS):
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


def plan_document():
    """A plan in miniature: headings, paragraphs, one table."""
    document = Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("I. MỤC TIÊU")
    document.add_paragraph("- Đến năm 2030 có 12 phòng thí nghiệm được công nhận.")
    fill(document.add_table(rows=3, cols=4))
    document.add_paragraph("Nơi nhận: các sở, ban, ngành.")
    return document


def save(document, path):
    document.save(path)
    return path


def xml(text):
    """An element in Word's namespace."""
    name_end = min(index for index in (text.find(">"), text.find(" "), text.find("/")) if index > 0)
    return parse_xml(f"{text[:name_end]} {nsdecls('w')}{text[name_end:]}")


def number(paragraph, list_id, level=0):
    """Give a paragraph automatic numbering."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'),
    )
    return paragraph


def define_list(document, list_id, levels, *, override=None, abstract=None):
    """Add a list; `levels` are (format, text) pairs."""
    root = document.part.numbering_part.element
    shared = list_id if abstract is None else abstract
    if abstract is None:
        definition = OxmlElement("w:abstractNum")
        definition.set(qn("w:abstractNumId"), str(shared))
        for index, (style, text) in enumerate(levels):
            definition.append(
                xml(
                    f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
                    f'<w:lvlText w:val="{text}"/></w:lvl>'
                )
            )
        root.insert(0, definition)
    item = f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{shared}"/>'
    if override is not None:
        item += f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{override}"/></w:lvlOverride>'
    root.append(xml(item + "</w:num>"))


def repack(path, change=None, add=None, drop=()):
    """Write the package again: `change` maps part names to functions on bytes, `add` brings new parts."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename not in drop:
                data = old.read(item)
                new.writestr(item.filename, (change or {}).get(item.filename, bytes)(data))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return path


def add_notes(path, kind, notes):
    """Give a saved document footnotes or endnotes; the body must refer to them itself."""
    tag = kind.removesuffix("s")
    items = "".join(
        f'<w:{tag} w:id="{note_id}"><w:p><w:r><w:{tag}Ref/></w:r><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> {text}</w:t></w:r>'
        f"</w:p></w:{tag}>"
        for note_id, text in notes.items()
    )
    part = f"<w:{kind} {nsdecls('w')}>{items}</w:{kind}>".encode()
    relation = (
        f'<Relationship Id="rIdN{kind}" Target="{kind}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    ).encode()
    return repack(
        path,
        change={"word/_rels/document.xml.rels": lambda data: data.replace(b"</Relationships>", relation)},
        add={f"word/{kind}.xml": part},
    )


def ruled(rows, *, top, left=80, widths=(40, 200, 150), height=30, page_height=842):
    """A ruled table for `pdf_bytes`; each text stands in its own box, None is covered by the cell before."""
    out = []
    for number, row in enumerate(rows):
        x, y = left, top + number * height
        for column, text in enumerate(row):
            width = widths[column]
            if text is not None:
                covered = column + 1
                while covered < len(row) and row[covered] is None:
                    width += widths[covered]
                    covered += 1
                out.append(f"{x} {page_height - y - height} {width} {height} re S\n")
                out.append((x + 4, y + 19, 12, text))
            x += widths[column]
    return out


def escaped(text):
    """Text as a PDF string holds it."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def pdf_bytes(pages, *, width=595, height=842):
    """A PDF from lists of (x, y from top, size, text); text is ASCII, set in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        content = "".join(
            line
            if isinstance(line, str)
            else f"BT /F1 {line[2]} Tf {line[0]} {height - line[1]} Td ({escaped(line[3])}) Tj ET\n"
            for line in lines
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for index, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{index} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
