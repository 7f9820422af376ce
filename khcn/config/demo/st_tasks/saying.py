"""Names and texts of artificial tasks, papers told by symbol."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from khcn.kernel.documents.models import Attachment, Document, DocumentKind, Purpose
from khcn.operations.st_tasks.advancing.papers import filed_as
from khcn.operations.st_tasks.applications.answers import asked_fields, kept
from khcn.operations.st_tasks.procedures.shape import Form, FormField

ABOUT = (
    ("Chọn tạo giống chè shan ví dụ", "nong-lam"), ("Chế biến sâu cam sành ví dụ", "nong-lam"),
    ("Bảo tồn tiếng hát then ví dụ", "xa-hoi"), ("Cảnh báo sạt lở bằng cảm biến ví dụ", "khac"),
    ("Nhân nuôi lợn đen bản địa ví dụ", "nong-lam"), ("Trồng dược liệu dưới tán rừng ví dụ", "nong-lam"),
    ("Phát triển du lịch cộng đồng ví dụ", "xa-hoi"), ("Xử lý nước thải bột giấy ví dụ", "khac"),
    ("Nuôi cá đặc sản lòng hồ ví dụ", "nong-lam"), ("Phòng bệnh hại bưởi ví dụ", "nong-lam"),
    ("Nâng chất lượng giáo dục vùng cao ví dụ", "xa-hoi"), ("Ủ phân hữu cơ từ phụ phẩm mía ví dụ", "nong-lam"),
    ("Sấy miến dong bằng năng lượng mặt trời ví dụ", "nong-lam"), ("Chuyển đổi số hợp tác xã ví dụ", "khac"),
    ("Phục tráng lạc đỏ ví dụ", "nong-lam"), ("Trồng rừng gỗ lớn ví dụ", "nong-lam"),
    ("Chẩn đoán bệnh học đường ví dụ", "khac"),
)  # fmt: skip
KINDS = {"nong-lam": "de-tai", "xa-hoi": "de-tai-xa-hoi", "khac": "de-tai"}
PRODUCTS = "Quy trình kỹ thuật (mẫu)\nMô hình trình diễn (mẫu)\nBáo cáo tổng hợp (mẫu)"


def about(number: int) -> tuple[str, str]:
    """The name and the share group of the task of that number."""
    what, group = ABOUT[number % len(ABOUT)]
    return f"{what} (mẫu {number})", group


def answers(form: Form, title: str, *, months: int = 18) -> dict[str, Any]:
    """Something sensible typed into each field of a form."""
    return {one.code: _answer(one, title, months) for one in asked_fields(form)}


def kept_answers(form: Form, title: str) -> dict[str, Any]:
    """The same as an application keeps it."""
    return {one.code: kept(one, _answer(one, title, 18)) for one in asked_fields(form)}


def _answer(field: FormField, title: str, months: int) -> Any:
    if field.column == "title":
        return title
    if field.code == "products":
        return PRODUCTS
    if field.kind == "choice":
        return "partial" if field.column == "lump_sum" else field.choices[0][0]
    plain = {
        "number": str(months), "money": "1200000000" if field.column == "asked_total" else "900000000", "year": "2026",
        "date": "15/03/2026", "yes_no": "yes", "choices": [field.choices[0][0]] if field.choices else [],
    }  # fmt: skip
    text = f"{field.label} của {title}: nội dung mẫu do máy tạo ra để xem thử."
    return plain.get(field.kind, text[: field.maximum or None])


def file_paper(record: Model, form: str, on: date, what: str) -> None:
    """A paper told by symbol and summary, without a file."""
    document = Document.objects.create(
        kind=DocumentKind.OTHER, symbol=f"{record.pk}/{form}-MẪU"[:80], issued_on=on, issuer="Cơ quan Ví Dụ",
        summary=f"{what} (dữ liệu mẫu)",
    )  # fmt: skip
    Attachment.objects.create(
        kind=ContentType.objects.get_for_model(record), object_id=record.pk, purpose=Purpose.EVIDENCE,
        document=document, file_name="", note=filed_as(form),
    )  # fmt: skip
