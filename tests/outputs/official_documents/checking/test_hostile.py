"""Files that are no honest .docx are refused with a code and a sentence; none takes the machine with it."""

import zipfile

import pytest
from docx import Document

from khcn.kernel.errors import DomainError
from khcn.lib.intake import Limits
from khcn.outputs.official_documents.checking import check_document
from tests.outputs.official_documents.checking.samples import Sample

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(path, **more):
    with pytest.raises(DomainError) as refusal:
        check_document(path, **more)
    assert refusal.value.message.endswith(".")
    return refusal.value.code


def written(tmp_path, data, name="van-ban.docx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "not_docx"),
        (OLE + "WordDocument".encode("utf-16-le"), "not_docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted_docx"),
        (b"{\\rtf1 abc}", "not_docx"),
        ("Kính gửi".encode(), "not_docx"),
        (b"PK\x03\x04 broken", "damaged_file"),
        (b"\x89PNG\r\n\x1a\n", "wrong_content"),
    ],
)
def test_other_files_with_the_name_of_a_docx_are_refused(tmp_path, data, code):
    assert refused(written(tmp_path, data)) == code


def test_a_document_without_text_is_refused(tmp_path):
    Document().save(tmp_path / "trong.docx")
    assert refused(tmp_path / "trong.docx") == "empty_document"


def test_a_large_file_is_refused(tmp_path):
    assert refused(Sample().save(tmp_path), limits=Limits(file_size=1000)) == "file_too_large"


def test_a_zip_bomb_is_refused(tmp_path):
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 12_000_000)
    assert refused(path) == "zip_bomb"


def repacked(tmp_path, change):
    """The sample with its main part changed as text."""
    source, path = Sample().save(tmp_path), tmp_path / "doi.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            new.writestr(item, change(data.decode()) if item == "word/document.xml" else data)
    return path


def test_entities_are_refused(tmp_path):
    def change(xml):
        head, rest = xml.split("?>", 1)
        return f'{head}?><!DOCTYPE x [<!ENTITY a "b">]>{rest}'

    assert refused(repacked(tmp_path, change)) == "xml_doctype"


def test_broken_xml_is_refused(tmp_path):
    assert refused(repacked(tmp_path, lambda xml: xml[: len(xml) // 2])) == "damaged_file"


def test_numbers_that_are_none_do_not_stop_the_check(tmp_path):
    def change(xml):
        return (
            xml.replace('w:val="28"', 'w:val="abc"')
            .replace('w:left="1701"', 'w:left="NaN"')
            .replace('w:w="11906"', 'w:w="9e99"')
        )

    codes = {one.code for one in check_document(repacked(tmp_path, change)).deviations}
    assert "body_size" in codes or "font" not in codes


def test_tables_nested_without_end_are_read_to_a_depth(tmp_path):
    nested = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    report = check_document(repacked(tmp_path, lambda xml: xml.replace("<w:sectPr", nested + "<w:sectPr", 1)))
    assert report.parts["kind"] == "BÁO CÁO"


def test_a_style_based_on_itself_ends(tmp_path):
    source, path = Sample().save(tmp_path), tmp_path / "vong.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "word/styles.xml":
                data = data.replace(b'w:styleId="Normal">', b'w:styleId="Normal"><w:basedOn w:val="Normal"/>')
            new.writestr(item, data)
    assert check_document(path).verdict == "conforms"


def test_a_file_with_macros_is_measured_without_running_them(tmp_path):
    source, path = Sample().save(tmp_path), tmp_path / "macro.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "[Content_Types].xml":
                data = data.replace(b"wordprocessingml.document.main+xml", b"document.macroEnabled.main+xml")
            new.writestr(item, data)
    report = check_document(path)
    assert (report.verdict, [note for note in report.notes if "macro" in note]) == (
        "conforms",
        ["Tệp có macro; hệ thống không chạy macro."],
    )
