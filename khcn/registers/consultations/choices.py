"""Fixed lists of consultations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdviceField(models.TextChoices):
    TECHNOLOGY = "technology", _("Công nghệ, thiết bị")
    PROPERTY = "property", _("Sở hữu trí tuệ")
    STANDARDS = "standards", _("Tiêu chuẩn, đo lường, chất lượng")
    DIGITAL = "digital", _("Chuyển đổi số")
    FINANCE = "finance", _("Tài chính, quỹ khoa học và công nghệ")
    MANAGEMENT = "management", _("Quản trị doanh nghiệp, quản trị công nghệ")
    MARKET = "market", _("Thị trường, xuất khẩu, hàng rào kỹ thuật")
    LAW = "law", _("Pháp lý, thủ tục")
    OTHER = "other", _("Khác")


class AdviceForm(models.TextChoices):
    VISIT = "visit", _("Tại doanh nghiệp")
    OFFICE = "office", _("Tại nơi tư vấn")
    REMOTE = "remote", _("Trực tuyến, điện thoại")
