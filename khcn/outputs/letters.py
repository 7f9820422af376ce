"""Letters of a reporting cycle as Word files: the request for reports, and the reminder to those who have not sent.

They are filled from the shipped template, or from a copy that a clerk changed. Nothing is stored: number, day and
signature come with the document system.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from khcn.agency_reports.models import Cycle
from khcn.kernel.agencies.models import Agency
from khcn.kernel.errors import DomainError
from khcn.outputs.official_documents.model import Letterhead, Signature
from khcn.outputs.official_documents.template_context import standard_context
from khcn.outputs.official_documents.templates import fill_template

REQUEST, REMINDER = "yeu-cau-bao-cao", "don-doc"
HEAD_TITLE = "Giám đốc"


def request_letter(
    cycle: Cycle, *, issuer: Agency, place: str, address: str, template: bytes | None = None
) -> bytes:
    """Công văn yêu cầu báo cáo."""
    sections = [str(part["title"]) for part in cycle.template.sections]
    told = _common(cycle, issuer, place) | {
        "trich_yeu": f"báo cáo: {cycle.title}",
        "kinh_gui": "Các cơ quan, đơn vị, địa phương",
        "can_cu_giao_viec": f"Thực hiện {cycle.plan}",
        "doi_tuong": "các cơ quan, đơn vị, địa phương",
        "tu_ngay": cycle.first_day, "den_ngay": cycle.last_day, "han_gui": _day_after(cycle.internal_due_on),
        "de_cuong": "; ".join(["kết quả từng nhiệm vụ, chỉ số được giao", *sections]).lower() + ".",
        "dia_chi_nop": address, "dau_moi": issuer.name,
    }  # fmt: skip
    return fill_template(REQUEST if template is None else template, told)


def reminder_letter(
    cycle: Cycle, *, issuer: Agency, place: str, late: Sequence[str], today: date, until: date, template: bytes | None = None
) -> bytes:  # fmt: skip
    """Công văn đôn đốc; refuses without the letter it reminds of, and when nobody is left to remind."""
    letter = cycle.letter
    if letter is None or letter.issued_on is None:
        raise DomainError(
            _(
                "Kỳ này chưa ghi công văn yêu cầu (số, ngày). Hãy ghi ở “Sửa kỳ báo cáo” rồi lập công văn đôn đốc."
            ),
            code="letter.no_request",
        )
    if not late:
        raise DomainError(_("Không còn đơn vị nào chưa gửi báo cáo."), code="letter.nobody")
    told = _common(cycle, issuer, place) | {
        "trich_yeu": f"đôn đốc gửi báo cáo: {cycle.title}",
        "kinh_gui": "Các cơ quan, đơn vị, địa phương có tên dưới đây",
        "so_cong_van": letter.symbol, "ngay_cong_van": letter.issued_on, "han_gui": _day_after(cycle.internal_due_on),
        "ngay_thong_ke": today, "chua_gui": list(late), "han_moi": _day_after(until),
    }  # fmt: skip
    return fill_template(REMINDER if template is None else template, told)


def _day_after(last: date) -> date:
    """The templates say “trước ngày”: the last day on which a report is in time is the day before."""
    return last + timedelta(days=1)


def _common(cycle: Cycle, issuer: Agency, place: str) -> dict[str, Any]:
    """Letterhead and signature from the agency's own data; number and day are left open."""
    short = (issuer.short_name or issuer.name).replace(" ", "")
    head = Letterhead(
        superior=issuer.parent.name if issuer.parent else None, agency=issuer.name, symbol_number=None,
        symbol=short, place=place, date=None, year=cycle.due_on.year,
    )  # fmt: skip
    return standard_context(head, Signature(head_title=HEAD_TITLE)) | {
        "noi_dung_bao_cao": cycle.title,
        "noi_nhan": ["Như trên"],
        "don_vi_soan": short,
    }
