"""Fixed lists of the registers of incubation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """Steps of founding a centre of incubation and innovation."""

    SCHEME = "scheme", _("Xây dựng đề án thành lập")
    APPRAISAL = "appraisal", _("Lấy ý kiến, thẩm định đề án")
    APPROVAL = "approval", _("Phê duyệt đề án")
    FOUNDING = "founding", _("Quyết định thành lập trung tâm")
    STAFF = "staff", _("Bố trí nhân sự, lãnh đạo")
    PREMISES = "premises", _("Bố trí trụ sở, cơ sở vật chất")
    RULES = "rules", _("Ban hành quy chế tổ chức, hoạt động")
    OPENING = "opening", _("Khai trương, đi vào hoạt động")
    RECOGNITION = "recognition", _("Công nhận trung tâm khởi nghiệp sáng tạo")
    OTHER = "other", _("Mốc khác")


class Stage(models.TextChoices):
    IDEA = "idea", _("Ý tưởng")
    PROTOTYPE = "prototype", _("Mẫu thử")
    PRODUCT = "product", _("Sản phẩm thử nghiệm trên thị trường")
    MARKET = "market", _("Đã có doanh thu")
    GROWTH = "growth", _("Tăng trưởng, mở rộng")


class Exit(models.TextChoices):
    """How a venture left its incubation for good."""

    INDEPENDENT = "independent", _("Hoạt động độc lập")
    SOLD = "sold", _("Được mua lại, sáp nhập")
    INVESTED = "invested", _("Nhận đầu tư, chuyển sang quỹ khác")
    MOVED = "moved", _("Chuyển đi tỉnh khác")
    CLOSED = "closed", _("Ngừng hoạt động")
