"""Fixed lists of training."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseKind(models.TextChoices):
    MANAGEMENT = "management", _("Quản lý khoa học và công nghệ")
    PROPERTY = "property", _("Sở hữu trí tuệ")
    STANDARDS = "standards", _("Tiêu chuẩn, đo lường, chất lượng")
    INNOVATION = "innovation", _("Đổi mới sáng tạo, khởi nghiệp")
    TECHNOLOGY = "technology", _("Kỹ thuật, chuyển giao công nghệ")
    DIGITAL = "digital", _("Chuyển đổi số")
    RADIATION = "radiation", _("An toàn bức xạ, hạt nhân")
    INFORMATION = "information", _("Thông tin, thống kê khoa học và công nghệ")
    OTHER = "other", _("Khác")


class CourseForm(models.TextChoices):
    CLASSROOM = "classroom", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    MIXED = "mixed", _("Kết hợp")
