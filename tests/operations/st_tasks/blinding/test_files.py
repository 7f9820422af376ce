"""Copies for blind readers hold no name: in the text, the properties, the file's name or the camera's notes."""

import io

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, create_string_object

from khcn.kernel.documents.domain import attach_upload
from khcn.kernel.errors import DomainError
from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.blinding.applications import blind_answers, blind_file, blind_file_name
from khcn.operations.st_tasks.blinding.files import CHECKED, blind_copy, without_camera_data
from tests.factories import st_tasks as make
from tests.operations.st_tasks.councils import rooms

AUTHOR, HOST = "Lê Thị Mẫu Mực", "Viện Mẫu Số Bảy"
NAMES = [AUTHOR, HOST]


def pdf(text: str) -> bytes:
    """A page of text in a font that every reader knows, with properties that name the author."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    writer = PdfWriter(clone_from=PdfReader(out))
    writer.add_metadata({"/Author": AUTHOR, "/Title": HOST})
    writer.xmp_metadata = f"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:Description>{AUTHOR}</r:Description></r:RDF>".encode()
    writer.add_attachment("ly-lich.txt", AUTHOR.encode())
    writer.pages[0][NameObject("/PieceInfo")] = create_string_object(AUTHOR)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def word(text: str) -> bytes:
    document = Document()
    document.core_properties.author = AUTHOR
    document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = f"Ký: {AUTHOR}"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def copied(tmp_path, content: bytes, suffix: str, media_type: str, **more):
    path = tmp_path / f"tep.{suffix}"
    path.write_bytes(content)
    return blind_copy(path, media_type, NAMES, **more)


def anywhere(content: bytes) -> bool:
    text = (
        content.decode("latin-1")
        + content.decode("utf-8", "replace")
        + content.decode("utf-16-be", "replace")
    )
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        text += str(reader.metadata) + str(reader.attachments)
        text += "".join(str(one) for one in reader.trailer.values())
    return any(name in text for name in (*NAMES, "Mau Muc"))


def test_a_pdf_that_names_nobody_keeps_its_pages_and_loses_its_properties(tmp_path):
    content = pdf("Phuong phap nghien cuu")
    assert anywhere(content)
    copy = copied(tmp_path, content, "pdf", "application/pdf")
    assert (copy.extension, anywhere(copy.content)) == ("pdf", False)
    assert "Phuong phap" in PdfReader(io.BytesIO(copy.content)).pages[0].extract_text()
    assert PdfReader(io.BytesIO(copy.content)).attachments == {}


def test_a_pdf_that_names_somebody_becomes_text_without_the_name(tmp_path):
    copy = copied(tmp_path, pdf("Chu nhiem: Le Thi Mau Muc, phuong phap"), "pdf", "application/pdf")
    assert copy.extension == "txt"
    assert "[ẩn danh], phuong phap" in copy.content.decode()


def test_a_word_file_becomes_text_without_names(tmp_path):
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    copy = copied(tmp_path, word(f"Bà {AUTHOR.upper()} của {HOST} chủ trì phần mô hình."), "docx", media)
    text = copy.content.decode()
    assert "Bà [ẩn danh] của [ẩn danh] chủ trì phần mô hình." in text
    assert "Ký: [ẩn danh]" in text


def test_a_workbook_becomes_text_without_names(tmp_path):
    book = Workbook()
    book.properties.creator = AUTHOR
    book.active.append(["Người thực hiện", AUTHOR, 12])
    target = io.BytesIO()
    book.save(target)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    copy = copied(tmp_path, target.getvalue(), "xlsx", media)
    assert "Người thực hiện\t[ẩn danh]\t12" in copy.content.decode()


def scan(tmp_path) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(target, "PDF")
    return target.getvalue()


def test_scans_and_pictures_are_refused_until_somebody_looked_at_them(tmp_path):
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Le Thi Mau Muc"
    Image.new("RGB", (8, 8)).save(picture, "JPEG", exif=exif)
    assert anywhere(picture.getvalue())
    for content, suffix, media in (
        (scan(tmp_path), "pdf", "application/pdf"),
        (picture.getvalue(), "jpg", "image/jpeg"),
    ):
        with pytest.raises(DomainError) as error:
            copied(tmp_path, content, suffix, media)
        assert error.value.code == "paper.not_blind"
        assert not anywhere(copied(tmp_path, content, suffix, media, checked=True).content)


def test_a_broken_or_unknown_file_is_refused(tmp_path):
    for content, suffix, media in (
        (b"%PDF-1.4 hong", "pdf", "application/pdf"),
        (b"x", "odt", "application/vnd.oasis.opendocument.text"),
    ):
        with pytest.raises(DomainError) as error:
            copied(tmp_path, content, suffix, media)
        assert error.value.code == "paper.not_blind"


def test_camera_data_leave_a_jpeg_and_the_picture_stays():
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Le Thi Mau Muc"
    Image.new("RGB", (8, 8), "red").save(target, "JPEG", exif=exif, comment=b"Mau Muc")
    bare = without_camera_data(target.getvalue())
    assert b"Mau Muc" not in bare
    assert Image.open(io.BytesIO(bare)).getpixel((1, 1)) == Image.open(target).getpixel((1, 1))


@pytest.mark.django_db
def test_answers_come_without_blind_fields_and_names_and_files_with_neutral_names():
    rules = make.procedure()
    of = make.task("selection", rules=rules)
    dossier = make.application(
        of=of, purpose="dossier", state="valid", blind_code="HS-03", organisation=make.organisation(HOST),
        answers={"name": f"Mô hình của {HOST}", "method": "Như bà LE THI MAU MUC đã làm", "team_story": "Nhóm mạnh"},
    )  # fmt: skip
    make.team_member(dossier, name=AUTHOR)
    assert blind_answers(dossier) == {"name": "Mô hình của [ẩn danh]", "method": "Như bà [ẩn danh] đã làm"}
    attachment = attach_upload(
        record=dossier, content=io.BytesIO(word(f"Lý lịch của {AUTHOR}")), name="le-thi-mau-muc.docx",
        by=rooms.officer(), note=filed_as("LL1"),
    )  # fmt: skip
    name, copy = blind_file(attachment, number=2)
    assert (name, "Lý lịch của [ẩn danh]" in copy.content.decode()) == ("HS-03-LL1-2.txt", True)
    assert blind_file_name(attachment, 2) == "HS-03-LL1-2"
    assert CHECKED == "ban-an-danh"
