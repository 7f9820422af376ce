"""Fixed lists of the application centre's services."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    TRANSFER = "transfer", _("Chuyển giao, ứng dụng tiến bộ KH&CN")
    CONSULTING = "consulting", _("Tư vấn công nghệ, sở hữu trí tuệ, chất lượng")
    TESTING = "testing", _("Thử nghiệm, phân tích mẫu")
    CALIBRATION = "calibration", _("Kiểm định, hiệu chuẩn")
    TRAINING = "training", _("Đào tạo, tập huấn")
    INFORMATION = "information", _("Thông tin, tra cứu công nghệ")
    PRODUCTION = "production", _("Cung cấp giống, chế phẩm, sản phẩm")
    STARTUP = "startup", _("Hỗ trợ khởi nghiệp, ươm tạo")
    OTHER = "other", _("Khác")
