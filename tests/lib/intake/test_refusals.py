import io
import zipfile

import pytest

from khcn.lib.intake import IntakeError, Limits, read_document
from tests.lib.intake.builders import pdf_bytes, plan_document, repack, save

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path, **limits):
    with pytest.raises(IntakeError) as caught:
        read_document(path, limits=Limits(**limits))
    return caught.value


def write(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_missing_and_empty_files(tmp_path):
    assert refusal(tmp_path / "khong-co.docx").code == "file_missing"
    assert refusal(tmp_path).code == "file_missing"
    assert refusal(write(tmp_path, "rong.docx", b"")).code == "empty_file"


def test_large_file_is_refused_with_both_sizes(tmp_path):
    error = refusal(write(tmp_path, "to.txt", b"a" * 1_572_864), file_size=1_048_576)
    assert error.code == "file_too_large"
    assert "1,5 MB" in error.message
    assert "tối đa 1 MB" in error.message


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (PNG, "ảnh PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "ảnh JPEG"),
        (b"MZ\x90\x00" + bytes(80), "chương trình máy tính"),
        (b"\x7fELF\x02\x01" + bytes(80), "chương trình máy tính"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "trang web HTML"),
        (b"\xef\xbb\xbf  <html>", "trang web HTML"),
        (b"<?xml version='1.0'?><a/>", "tệp XML"),
        (b"Rar!\x1a\x07\x01\x00", "tệp nén RAR"),
        (OLE + "Workbook".encode("utf-16-le"), "bảng tính Excel cũ (.xls)"),
        (OLE, "tệp Microsoft Office không phải văn bản"),
    ],
)
def test_other_content_named_docx_is_named_for_what_it_is(tmp_path, data, content):
    error = refusal(write(tmp_path, "ke-hoach.docx", data))
    assert error.code == "wrong_content"
    assert f"Tệp có tên .docx nhưng nội dung là {content}" in error.message


@pytest.mark.parametrize(
    ("members", "content"),
    [
        ({"xl__workbook.xml": "<a/>"}, "bảng tính Excel (.xlsx)"),
        ({"ppt__presentation.xml": "<a/>"}, "bản trình chiếu (.pptx)"),
        (
            {"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.text"},
            "tài liệu OpenDocument",
        ),
        ({"anh.png": PNG}, "tệp nén ZIP"),
        ({}, "tệp nén ZIP"),
    ],
)
def test_other_archives_named_docx_are_named_for_what_they_are(tmp_path, members, content):
    error = refusal(write(tmp_path, "ke-hoach.docx", zipped(**members)))
    assert error.code == "wrong_content"
    assert content in error.message


def test_word_file_named_txt_is_read_with_a_note(tmp_path):
    read = read_document(save(plan_document(), tmp_path / "ke-hoach.txt"))
    assert read.kind == "docx"
    assert read.notes[0].startswith("Tệp có tên đuôi “.txt” nhưng nội dung là tài liệu Word (.docx)")


def test_pdf_named_docx_is_read_with_a_note(tmp_path):
    path = write(tmp_path, "ke-hoach.docx", pdf_bytes([[(80, 100, 14, "Ke hoach nam 2026")]]))
    read = read_document(path)
    assert (read.kind, read.text) == ("pdf", "Ke hoach nam 2026\n")
    assert "tài liệu PDF" in read.notes[0]


def test_encrypted_word_file_is_refused(tmp_path):
    error = refusal(write(tmp_path, "mat.docx", OLE + "EncryptedPackage".encode("utf-16-le")))
    assert error.code == "encrypted_docx"
    assert "gỡ mật khẩu" in error.message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_word_file_is_refused(tmp_path, share):
    data = save(plan_document(), tmp_path / "du.docx").read_bytes()
    assert refusal(write(tmp_path, "cut.docx", data[: int(len(data) * share)])).code == "damaged_file"


def test_word_file_with_broken_xml_is_refused(tmp_path):
    path = save(plan_document(), tmp_path / "hong.docx")
    repack(path, change={"word/document.xml": lambda data: data[:-200]})
    assert refusal(path).code == "damaged_file"


def test_word_file_with_flipped_bytes_in_a_part_is_refused(tmp_path):
    path = save(plan_document(), tmp_path / "hong.docx")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 120
    data[start : start + 20] = bytes(20)
    path.write_bytes(data)
    assert refusal(path).code == "damaged_file"


def test_part_that_unpacks_to_more_than_allowed_is_refused(tmp_path):
    path = repack(save(plan_document(), tmp_path / "bom.docx"), add={"word/to.xml": b"0" * 3_000_000})
    assert refusal(path, xml_size=2_000_000, ratio=10_000).code == "zip_bomb"
    error = refusal(path, unpacked_size=2_097_152, ratio=10_000)
    assert error.code == "zip_bomb"
    assert "tối đa 2 MB" in error.message


def test_part_packed_too_tightly_is_refused_with_both_ratios(tmp_path):
    path = repack(save(plan_document(), tmp_path / "bom.docx"), add={"word/media/anh.bmp": b"0" * 6_000_000})
    error = refusal(path)
    assert error.code == "zip_bomb"
    assert "tối đa 200 lần" in error.message


def test_archive_that_lies_about_its_size_is_refused(tmp_path):
    path = repack(save(plan_document(), tmp_path / "doi.docx"), add={"word/doi.xml": b"7" * 4_000_000})
    true_size, false_size = (4_000_000).to_bytes(4, "little"), (40_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, false_size))
    assert refusal(path, xml_size=1_000_000).code in {"zip_bomb", "damaged_file"}


def test_archive_with_too_many_members_is_refused(tmp_path):
    path = repack(
        save(plan_document(), tmp_path / "nhieu.docx"),
        add={f"word/media/{index}.txt": b"" for index in range(60)},
    )
    error = refusal(path, zip_members=50)
    assert error.code == "zip_bomb"
    assert "tối đa 50" in error.message


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in range(ord("b"), ord("k")))
    + b"]><x>&j;</x>"
)


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/theme/theme1.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_doctype_in_any_part_is_refused_without_expanding(tmp_path, part, encoding):
    laughs = LAUGHS.decode().replace("?>", f' encoding="{encoding}"?>', 1).encode(encoding)
    path = repack(save(plan_document(), tmp_path / "xml.docx"), drop={part}, add={part: laughs})
    error = refusal(path)
    assert error.code == "xml_doctype"
    assert part in error.message


def test_external_entity_is_refused(tmp_path):
    secret = write(tmp_path, "bi-mat.txt", b"mat khau")
    part = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{secret.as_uri()}">]><x>&f;</x>'.encode()
    path = repack(
        save(plan_document(), tmp_path / "xxe.docx"),
        drop={"word/document.xml"},
        add={"word/document.xml": part},
    )
    assert refusal(path).code == "xml_doctype"
