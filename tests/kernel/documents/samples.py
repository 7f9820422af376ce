"""Small real files of many kinds, made on the spot."""

import io
import zipfile

import docx
import openpyxl
from pypdf import PdfWriter

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
TEXT = "Biên bản nghiệm thu nhiệm vụ số 7\n".encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body>Xin ch\xc3\xa0o</body></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


def pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return _saved(writer.write)


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Báo cáo kết quả thực hiện")
    return _saved(document.save)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Chỉ tiêu"
    return _saved(book.save)


def archive(**members: bytes) -> bytes:
    return archive_of(members)


def archive_of(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


def with_member(office: bytes, name: str, content: bytes) -> bytes:
    """The same office file with one more member inside."""
    target = io.BytesIO(office)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return target.getvalue()


def slides() -> bytes:
    main = b'<Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>'
    return archive_of({"[Content_Types].xml": main, "ppt/presentation.xml": b"<p/>"})


def open_document(kind: str) -> bytes:
    mime = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive_of({"mimetype": mime, "content.xml": b"<office/>"})


def ole(*streams: str) -> bytes:
    """The header of a compound file and a directory with these streams."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return head + b"".join(
        f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams)
    )


def _saved(write) -> bytes:
    target = io.BytesIO()
    write(target)
    return target.getvalue()


ACCEPTED = {
    "Báo cáo.pdf": pdf,
    "Tờ trình.docx": word,
    "Bảng số.xlsx": sheet,
    "Trình chiếu.pptx": slides,
    "Văn bản.odt": lambda: open_document("text"),
    "Bảng tính.ods": lambda: open_document("spreadsheet"),
    "Quyết định cũ.doc": lambda: ole("WordDocument", "1Table"),
    "Biểu cũ.xls": lambda: ole("Workbook"),
    "Ảnh.png": lambda: PNG,
    "Ảnh.JPG": lambda: JPG,
    "Ảnh khác.jpeg": lambda: JPG,
    "Ảnh nhẹ.webp": lambda: WEBP,
    "Ghi chép.txt": lambda: TEXT,
    "Số liệu.csv": lambda: b"STT;T\xc3\xaan\n1;A\n",
    "Số liệu.json": lambda: b'{"nam": 2024}',
    "UTF16.txt": lambda: "Nội dung".encode("utf-16"),
    "TCVN3.txt": lambda: b"B\xb8o c\xb8o k\xd5t qu\xb6\r\n",
}
