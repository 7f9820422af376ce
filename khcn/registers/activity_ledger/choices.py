"""The kinds of activity that target T12 names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    RESEARCH = "research", _("Nghiên cứu")
    APPLICATION = "application", _("Ứng dụng kết quả, công nghệ")
    INNOVATION = "innovation", _("Đổi mới công nghệ, đổi mới sáng tạo")
    IP = "ip", _("Sở hữu công nghiệp, sở hữu trí tuệ")
    STANDARDS = "standards", _("Tiêu chuẩn, đo lường, chất lượng")
