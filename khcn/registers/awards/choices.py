"""Fixed lists of awards and contests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardKind(models.TextChoices):
    PRIZE = "prize", _("Giải thưởng khoa học, đổi mới sáng tạo")
    TECHNICAL = "technical", _("Hội thi sáng tạo kỹ thuật")
    YOUTH = "youth", _("Cuộc thi sáng tạo thanh thiếu niên, nhi đồng")
    STARTUP = "startup", _("Cuộc thi khởi nghiệp đổi mới sáng tạo")
    PRESS = "press", _("Giải báo chí, truyền thông")
    OTHER = "other", _("Khác")


class ContestLevel(models.TextChoices):
    UNIT = "unit", _("Cấp cơ sở, trường")
    COMMUNE = "commune", _("Cấp xã, cụm trường")
    PROVINCE = "province", _("Cấp tỉnh")
    NATION = "nation", _("Cấp quốc gia")
    INTERNATIONAL = "international", _("Quốc tế")


class Prize(models.TextChoices):
    SPECIAL = "special", _("Đặc biệt")
    FIRST = "first", _("Nhất")
    SECOND = "second", _("Nhì")
    THIRD = "third", _("Ba")
    FOURTH = "fourth", _("Tư, khuyến khích")
    OTHER = "other", _("Giải phụ, giải của nhà tài trợ")
