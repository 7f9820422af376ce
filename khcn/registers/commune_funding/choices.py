"""Fixed lists of commune funding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    SCIENCE = "science", _("Sự nghiệp khoa học, công nghệ và đổi mới sáng tạo")
    DIGITAL = "digital", _("Chuyển đổi số")
    INVESTMENT = "investment", _("Đầu tư phát triển cho KH&CN")
    OTHER = "other", _("Mô hình, hoạt động khác có nội dung KH&CN")
