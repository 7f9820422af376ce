"""Consultations as a register."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khcn.kernel.registers.declaration import Register, registers, section
from khcn.kernel.registers.facts import count, distinct, share, total
from khcn.registers.consultations.models import Consultation

HELD = Q(state="held")


@registers.add
class Consultations(Register):
    model = Consultation
    code = "tu-van-doanh-nghiep"
    name = _("Tư vấn doanh nghiệp")
    group = "doanh-nghiep"
    icon = "messages"
    about = _("Từng lượt tư vấn viên giúp doanh nghiệp: số giờ, lĩnh vực, kết quả, đánh giá.")
    legal_basis = ("NĐ 80/2021/NĐ-CP", "QĐ 569/QĐ-TTg")
    identity = (("enterprise", "topic", "valid_from"),)
    subject = "enterprise"
    sections = (
        section(_("Lượt tư vấn"), "topic", "enterprise", "consultant", "field", "form", "valid_from", "hours", "problem"),
        section(_("Kết quả"), "outcome", "next_step", "rating", "rating_note"),
        section(_("Chi trả"), "fee", "paid_by"),
    )  # fmt: skip
    labels = {"valid_from": _("Ngày tư vấn")}
    helps = {
        "consultant": _("Người trong danh bạ chuyên gia, tư vấn viên."),
        "hours": _("Tổng số giờ làm việc với doanh nghiệp trong lượt này, ví dụ 2,5."),
        "rating": _("Từ 1 (không hữu ích) đến 5 (rất hữu ích), do doanh nghiệp cho."),
        "problem": _("Không ghi bí mật kinh doanh của doanh nghiệp."),
    }
    examples = {
        "topic": "Chọn máy sấy mẫu số 1",
        "field": "Công nghệ, thiết bị",
        "valid_from": "01/02/2024",
        "hours": "2,5",
        "rating": "4",
    }
    imports = {"Nội dung tư vấn": "topic", "Doanh nghiệp": "enterprise", "Chuyên gia": "consultant", "Số giờ": "hours", "Điểm": "rating"}  # fmt: skip
    columns = ("topic", "enterprise", "consultant", "field", "valid_from", "hours", "rating")
    filters = ("field", "form", "consultant", "enterprise", "state")
    internal = ("problem", "outcome", "next_step", "rating", "rating_note", "fee", "paid_by")
    facts = (
        count("consultations.held", _("Lượt tư vấn doanh nghiệp trong kỳ"), unit=_("lượt"), over="valid_from", where=HELD),
        distinct("consultations.enterprises", _("Doanh nghiệp được tư vấn trong kỳ"), unit=_("doanh nghiệp"), over="valid_from", where=HELD),
        distinct("consultations.consultants", _("Tư vấn viên có tư vấn trong kỳ"), "consultant", unit=_("người"), over="valid_from", where=HELD),
        total("consultations.hours", _("Số giờ tư vấn trong kỳ"), "hours", unit=_("giờ"), over="valid_from", where=HELD),
        share("consultations.useful", _("Tỷ lệ lượt được đánh giá từ 4 điểm trong các lượt có đánh giá"), Q(rating__gte=4), over="valid_from", where=HELD & Q(rating__isnull=False)),
    )  # fmt: skip
