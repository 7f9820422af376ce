import io
import zipfile

import pytest

from khcn.kernel.documents.checks import check_content
from khcn.kernel.documents.kinds import MEDIA_TYPES
from khcn.kernel.documents.names import extension_of
from khcn.kernel.errors import DomainError
from tests.kernel.documents import samples


def refusal(content: bytes, name: str) -> DomainError:
    with pytest.raises(DomainError) as caught:
        check_content(io.BytesIO(content), name)
    return caught.value


@pytest.mark.parametrize("name", samples.ACCEPTED)
def test_everyday_files_are_accepted_with_the_type_of_their_content(name):
    extension = {"jpeg": "jpg"}.get(extension_of(name), extension_of(name))
    assert check_content(io.BytesIO(samples.ACCEPTED[name]()), name) == MEDIA_TYPES[extension]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "rỗng.pdf", "file.empty"),
        (samples.EXE, "báo cáo.pdf", "file.program"),
        (b"\x7fELF" + bytes(50), "báo cáo.docx", "file.program"),
        (b"#!/bin/sh\nrm -rf /\n", "ghi chú.txt", "file.program"),
        (samples.EXE, "cài đặt.exe", "file.extension"),
        (samples.SVG, "ảnh.svg", "file.extension"),
        (samples.HTML, "trang.html", "file.extension"),
        (samples.SVG, "ảnh.png", "file.mismatch"),
        (samples.HTML, "ghi chú.txt", "file.mismatch"),
        (b"\xef\xbb\xbf  <SVG onload=alert(1)>", "ghi chú.txt", "file.mismatch"),
        (samples.HTML.decode().encode("utf-16"), "ghi chú.txt", "file.mismatch"),
        (b"{\\rtf1 noi dung}", "văn bản.doc", "file.mismatch"),
        (samples.PNG, "ảnh.jpg", "file.mismatch"),
        (samples.TEXT, "báo cáo.pdf", "file.mismatch"),
        (b"so lieu\x00\x01\x02", "số liệu.csv", "file.mismatch"),
        (samples.archive(a=b"x"), "gói.docx", "file.mismatch"),
        (samples.archive(a=b"x"), "gói.zip", "file.extension"),
        (samples.TEXT, "không đuôi", "file.extension"),
        (samples.ole("WordDocument"), "biểu.xls", "file.mismatch"),
        (samples.ole("PowerPoint Document"), "trình chiếu.doc", "file.mismatch"),
        (samples.ole("Workbook", "_VBA_PROJECT_CUR"), "biểu.xls", "file.macro"),
        (samples.ole("WordDocument", "Macros"), "văn bản.doc", "file.macro"),
        (samples.ole("EncryptedPackage"), "văn bản.docx", "file.encrypted"),
        (b"PK\x03\x04" + bytes(60), "hỏng.docx", "file.damaged"),
    ],
)
def test_what_is_not_wanted_is_refused_by_its_content(content, name, code):
    assert refusal(content, name).code == code


def test_refusal_names_the_file_and_both_types():
    message = refusal(samples.PNG, "Biên bản.pdf").message
    assert "Biên bản.pdf" in message and ".pdf" in message and ".png" in message


def test_a_word_file_sent_as_a_sheet_is_refused():
    assert refusal(samples.word(), "bảng.xlsx").code == "file.mismatch"


def test_a_word_file_cut_short_is_damaged():
    assert refusal(samples.word()[:-400], "tờ trình.docx").code == "file.damaged"


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("word/vbaProject.bin", "file.macro"),
        ("word/embeddings/tro-choi.exe", "file.program"),
        ("Main.class", "file.program"),
        ("../../etc/passwd", "file.damaged"),
    ],
)
def test_office_files_with_unwanted_members_are_refused(member, code):
    assert refusal(samples.with_member(samples.word(), member, b"x"), "tờ trình.docx").code == code


def test_macro_enabled_type_is_refused_even_without_the_macro_part():
    types = b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    assert refusal(samples.archive_of({"[Content_Types].xml": types}), "a.docx").code == "file.macro"


def test_open_document_with_basic_macros_is_refused():
    content = samples.with_member(samples.open_document("text"), "Basic/Standard/Module1.xml", b"x")
    assert refusal(content, "văn bản.odt").code == "file.macro"


def test_zip_bomb_in_an_office_file_is_refused_without_unpacking():
    bomb = samples.with_member(samples.word(), "word/media/to.bin", bytes(60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refusal(bomb, "tờ trình.docx").code == "file.bomb"


@pytest.mark.parametrize("picture", [samples.PNG, samples.JPG])
def test_a_picture_that_is_also_an_archive_is_refused(picture):
    assert refusal(
        picture + samples.archive(a=b"x"), "ảnh." + ("png" if picture == samples.PNG else "jpg")
    ).code == ("file.double")


def test_a_pdf_that_is_also_an_archive_is_refused():
    both = samples.pdf() + samples.archive_of({"payload.jar": b"x"})
    assert zipfile.is_zipfile(io.BytesIO(both))
    assert refusal(both, "báo cáo.pdf").code == "file.double"


def test_size_limit_is_told_in_the_message(settings):
    settings.KHCN_MAX_UPLOAD_MB = 1
    error = refusal(b"a" * (1024 * 1024 + 1), "dài.txt")
    assert (error.code, "1 MB" in error.message) == ("file.too_large", True)
    assert check_content(io.BytesIO(b"a" * 1024 * 1024), "vừa.txt") == "text/plain"
