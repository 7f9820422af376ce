"""The Word templates a clerk can change, made from the builder so that they have the layout of the decree.

    python scripts/document_templates.py    write khcn/outputs/official_documents/templates/*.docx

Each is built from sample texts of usual length (so that the lines under names have a sensible length); then the
samples give way to placeholders. The same bytes come out each time; a test compares.
"""

import os
import re
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khcn.config.settings")
django.setup()

from khcn.outputs.official_documents.build import build  # noqa: E402
from khcn.outputs.official_documents.markup import paragraph, run  # noqa: E402
from khcn.outputs.official_documents.model import (  # noqa: E402
    Block,
    Document,
    Heading,
    Kind,
    Letterhead,
    Paragraph,
    Signature,
)
from khcn.outputs.official_documents.package import zipped  # noqa: E402
from khcn.outputs.official_documents.templates import FOLDER  # noqa: E402

SUPERIOR, AGENCY = "Cơ quan chủ quản", "Sở mẫu và công nghệ"
NUMBER, DAY, SUBJECT = "SO-KY-HIEU", "Nơi mẫu, ngày mẫu", "Về một việc có trích yếu dài vừa phải"
TITLE, ABOVE, NAME = "Chức vụ mẫu", "Quyền hạn mẫu", "Người ký mẫu"
SECRETARY = "Thư ký mẫu"
_LISTED = re.compile(r"\{\{ (can_cu|don_vi|nguoi) \}\};")


def loop(one: str, many: str, line: str = "{{ %s }}") -> tuple[str, str, str]:
    """A line for each of several: the first and the last are paragraphs that vanish."""
    return "{%p for " + one + " in " + many + " %}", line % one, "{%p endfor %}"


def paragraphs(one: str, many: str) -> list[Block]:
    return [Paragraph(line) for line in loop(one, many)]


def recipients() -> list[str]:
    return [*loop("noi", "noi_nhan"), "Lưu: VT, {{ don_vi_soan }}"]


def document(kind: Kind, blocks: Sequence[Block], **more: object) -> Document:
    head = Letterhead(SUPERIOR, AGENCY, number_text=NUMBER, date_text=DAY)
    signature = more.pop("signature", Signature(TITLE, NAME, collective=ABOVE))
    return Document(kind, head, SUBJECT, blocks, signature, recipients=recipients(), **more)  # type: ignore[arg-type]


def request() -> Document:
    """Công văn yêu cầu báo cáo."""
    blocks = [
        Paragraph("{{ can_cu_giao_viec }}, {{ ten_co_quan }} đề nghị {{ doi_tuong }} báo cáo {{ noi_dung_bao_cao }}, cụ thể như sau:"),
        Paragraph("1. Số liệu tính từ ngày {{ tu_ngay|ngay }} đến ngày {{ den_ngay|ngay }}."),
        Paragraph("2. Nội dung báo cáo: {{ de_cuong }}"),
        Paragraph("3. Thời hạn gửi báo cáo: trước ngày {{ han_gui|ngay }}, qua hệ thống tại địa chỉ {{ dia_chi_nop }}."),
        Paragraph("Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ {{ dau_moi }} để phối hợp giải quyết"),
    ]  # fmt: skip
    return document("CV", blocks, addressees=("{{ kinh_gui }}",))


def reminder() -> Document:
    """Công văn đôn đốc."""
    blocks = [
        Paragraph("{{ ten_co_quan }} đã có Công văn số {{ so_cong_van }} ngày {{ ngay_cong_van|ngay }} đề nghị các cơ quan, đơn vị báo cáo {{ noi_dung_bao_cao }}, thời hạn trước ngày {{ han_gui|ngay }}."),
        Paragraph("Đến ngày {{ ngay_thong_ke|ngay }}, các cơ quan, đơn vị sau chưa gửi báo cáo:"),
        *(Paragraph(line) for line in loop("don_vi", "chua_gui", "- {{ %s }};")),
        Paragraph("{{ ten_co_quan }} đề nghị các cơ quan, đơn vị có tên trên khẩn trương hoàn thành và gửi báo cáo trước ngày {{ han_moi|ngay }}; quá thời hạn này, {{ ten_co_quan }} sẽ tổng hợp, báo cáo cấp có thẩm quyền"),
    ]  # fmt: skip
    return document("CV", blocks, addressees=("{{ kinh_gui }}",))


def notice() -> Document:
    """Thông báo."""
    blocks = [
        *paragraphs("doan", "noi_dung"),
        Paragraph("{{ ten_co_quan }} thông báo để các cơ quan, đơn vị biết, thực hiện"),
    ]
    return document("TB", blocks)  # fmt: skip


def proposal() -> Document:
    """Tờ trình."""
    blocks: list[Block] = [
        Heading(1, "Sự cần thiết"), *paragraphs("doan", "su_can_thiet"),
        Heading(1, "Nội dung trình"), *paragraphs("doan", "noi_dung"),
        Heading(1, "Kiến nghị"), *paragraphs("doan", "kien_nghi"),
        Paragraph("{{ ten_co_quan }} kính trình {{ kinh_gui }} xem xét, quyết định"),
    ]  # fmt: skip
    return document("TTr", blocks, addressees=("{{ kinh_gui }}",), legal_bases=loop("can_cu", "cac_can_cu"))


def minutes() -> Document:
    """Biên bản."""
    blocks: list[Block] = [
        Paragraph("Thời gian bắt đầu: {{ bat_dau }}."),
        Paragraph("Địa điểm: {{ dia_diem }}."),
        Heading(1, "Thành phần"),
        Paragraph("1. Chủ trì: {{ chu_tri }}."),
        Paragraph("2. Thư ký: {{ thu_ky }}."),
        Paragraph("3. Thành phần tham dự:"),
        *(Paragraph(line) for line in loop("nguoi", "tham_du", "- {{ %s }};")),
        Heading(1, "Nội dung"), *paragraphs("doan", "noi_dung"),
        Heading(1, "Kết luận"), *paragraphs("doan", "ket_luan"),
        Paragraph("Cuộc họp kết thúc vào {{ ket_thuc }}, nội dung biên bản đã được thông qua"),
    ]  # fmt: skip
    chair = Signature("Chủ trì", NAME)
    return document("BB", blocks, signature=chair, secretary=Signature("Thư ký", SECRETARY))


def slip() -> Document:
    """Phiếu trình."""
    blocks: list[Block] = [
        Paragraph("1. Vấn đề trình: {{ van_de }}"),
        Paragraph("2. Tóm tắt nội dung:"), *paragraphs("doan", "tom_tat"),
        Paragraph("3. Ý kiến của các cơ quan, đơn vị liên quan: {{ y_kien }}"),
        Paragraph("4. Đề xuất: {{ de_xuat }}"),
    ]  # fmt: skip
    return document("PHIEU", blocks, addressees=("{{ kinh_gui }}",), kind_name="Phiếu trình")


TEMPLATES = {
    "yeu-cau-bao-cao": request,
    "don-doc": reminder,
    "thong-bao": notice,
    "to-trinh": proposal,
    "bien-ban": minutes,
    "phieu-trinh": slip,
}


def optional(xml: str, style: str, sample: str, name: str, shown: str) -> str:
    """The paragraph stands only where the name has a text."""
    start = xml.rindex("<w:p>", 0, xml.index(sample))
    end = xml.index("</w:p>", start) + len("</w:p>")
    whole = xml[start:end].replace(sample, shown)
    before, after = (paragraph(style, run(tag)) for tag in ("{%p if " + name + " %}", "{%p endif %}"))
    return f"{xml[:start]}{before}{whole}{after}{xml[end:]}"


def with_placeholders(xml: str) -> str:
    """Samples of the letterhead and the signature become placeholders."""
    xml = optional(xml, "Superior", SUPERIOR.upper(), "co_quan_chu_quan", "{{ co_quan_chu_quan|in_hoa }}")
    if f"TM. {ABOVE.upper()}" in xml:
        xml = optional(xml, "Authority", f"TM. {ABOVE.upper()}", "quyen_han", "{{ quyen_han|in_hoa }}")
    first = SUBJECT[0].lower() + SUBJECT[1:]
    pairs = {
        AGENCY.upper(): "{{ co_quan|in_hoa }}", NUMBER: "{{ so_ky_hieu }}", DAY: "{{ dia_danh_ngay }}",
        f"V/v {SUBJECT}": "V/v {{ trich_yeu }}", f"V/v {first}": "V/v {{ trich_yeu }}", SUBJECT: "{{ trich_yeu }}",
        TITLE.upper(): "{{ chuc_vu|in_hoa }}", NAME: "{{ nguoi_ky }}", SECRETARY: "{{ nguoi_thu_ky }}",
    }  # fmt: skip
    for sample, placeholder in pairs.items():
        xml = xml.replace(sample, placeholder)
    return _LISTED.sub(r"{{ \1 }}{% if loop.last %}.{% else %};{% endif %}", xml)


def template(name: str) -> bytes:
    """One template as a file."""
    with zipfile.ZipFile(BytesIO(build(TEMPLATES[name]()))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    body = with_placeholders(parts["word/document.xml"].decode())
    core = parts["docProps/core.xml"].decode().replace(SUBJECT, "").replace(AGENCY, "")
    return zipped(parts | {"word/document.xml": body, "docProps/core.xml": core})


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in TEMPLATES:
        (FOLDER / f"{name}.docx").write_bytes(template(name))
        print(name)
