"""Fixed lists of industry promotion."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromotionKind(models.TextChoices):
    """What a scheme supports (heads of NĐ 45/2012/NĐ-CP, shortened; to be confirmed)."""

    MACHINE = "machine", _("Ứng dụng máy móc tiên tiến, tiến bộ kỹ thuật")
    MODEL = "model", _("Mô hình trình diễn kỹ thuật")
    CLEAN = "clean", _("Sản xuất sạch hơn")
    TRAINING = "training", _("Đào tạo nghề, khởi sự, quản trị")
    PRODUCT = "product", _("Phát triển sản phẩm công nghiệp nông thôn tiêu biểu")
    ADVICE = "advice", _("Tư vấn, thông tin, liên kết")
    CLUSTER = "cluster", _("Cụm công nghiệp, môi trường")


class PromotionLevel(models.TextChoices):
    NATION = "nation", _("Khuyến công quốc gia")
    LOCAL = "local", _("Khuyến công địa phương")
