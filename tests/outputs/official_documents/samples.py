"""Documents with clearly artificial contents, and reading back of what was built."""

import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from lxml import etree

from khcn.outputs.official_documents.build import build
from khcn.outputs.official_documents.model import (
    Annex,
    Bullet,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Row,
    Signature,
    Table,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = Letterhead(
    "Ủy ban nhân dân tỉnh Mẫu",
    "Sở Khoa học và Công nghệ",
    5,
    "BC-SKHCN",
    "Nơi Mẫu",
    date(2027, 2, 5),
    agency_in_text="Sở Khoa học và Công nghệ tỉnh Mẫu",
)
SIGNATURE = Signature("Giám đốc", "Nguyễn Văn Mẫu", "KT.", "Phó Giám đốc")
TABLE = Table(
    (Column("TT", 0.5, "center"), Column("Nhiệm vụ", 4), Column("Kinh phí", 1.5, "right", 1), Column("Ngày", 1.5, "center")),
    (
        Row(("Nhóm nhiệm vụ mẫu",), bold=True, span=True),
        ("1", "Nhiệm vụ mẫu số 1", Decimal("1234.5"), date(2026, 12, 5)),
        ("2", "Nhiệm vụ mẫu số 2", None, None),
    ),
    caption="Kinh phí các nhiệm vụ",
    unit="triệu đồng",
    total=(None, "Tổng cộng", Decimal("1234.5"), None),
)  # fmt: skip
BLOCKS = (
    Paragraph("Thực hiện Kế hoạch mẫu, Sở báo cáo như sau:"),
    Heading(1, "Kết quả thực hiện"),
    Heading(2, "Về chỉ tiêu"),
    Heading(3, "Chỉ tiêu đã đạt"),
    Bullet("Chỉ tiêu mẫu số 1;"),
    TABLE,
    Heading(1, "Kiến nghị"),
    Paragraph("Trên đây là báo cáo của Sở."),
)


def report(**more: Any) -> Document:
    given: dict[str, Any] = {
        "kind": "BC",
        "letterhead": HEAD,
        "title": "Kết quả thực hiện Kế hoạch mẫu năm 2026",
        "blocks": BLOCKS,
        "signature": SIGNATURE,
        "addressees": ("Ủy ban nhân dân tỉnh Mẫu",),
        "recipients": ("Như trên", "Lưu: VT, KH"),
    }
    return Document(**(given | more))


def annex(**more: Any) -> Annex:
    return Annex(**({"title": "Biểu chi tiết", "blocks": (TABLE,)} | more))


def png(width: int = 40, height: int = 20) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x1e\x5a\x3c" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def part(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def body(document: Document) -> etree._Element:
    return part(build(document))


def text(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def paragraphs(root: etree._Element, style: str | None = None) -> list[etree._Element]:
    """Paragraphs with a text, of one style or all."""
    found = [one for one in root.iter(f"{W}p") if text(one)]
    return [one for one in found if style is None or style_of(one) == style]


def texts(root: etree._Element, style: str | None = None) -> list[str]:
    return [text(one) for one in paragraphs(root, style)]


def style_of(one: etree._Element) -> str | None:
    found = one.find(f"{W}pPr/{W}pStyle")
    return None if found is None else found.get(f"{W}val")


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    """The attribute of what stands at a path like `pPr/ind`."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{attribute}")
