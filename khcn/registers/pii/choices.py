"""Fixed lists of the evidence room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.TextChoices):
    """The seven pillars; their exact wording is to be confirmed against QĐ 1705/QĐ-BKHCN."""

    INSTITUTIONS = "1", _("Trụ cột 1. Thể chế")
    PEOPLE = "2", _("Trụ cột 2. Vốn con người và nghiên cứu, phát triển")
    INFRASTRUCTURE = "3", _("Trụ cột 3. Cơ sở hạ tầng")
    MARKET = "4", _("Trụ cột 4. Trình độ phát triển của thị trường")
    BUSINESS = "5", _("Trụ cột 5. Trình độ phát triển của doanh nghiệp")
    OUTPUT = "6", _("Trụ cột 6. Sản phẩm tri thức, sáng tạo và công nghệ")
    IMPACT = "7", _("Trụ cột 7. Tác động")


class Evidence(models.TextChoices):
    NONE = "none", _("Chưa có")
    PARTIAL = "partial", _("Chưa đủ")
    COMPLETE = "complete", _("Đủ")
    CENTRAL = "central", _("Bộ thu thập, tỉnh không phải nộp")
