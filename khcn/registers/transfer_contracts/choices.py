"""Fixed lists of the registers of technology transfer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    DOMESTIC = "domestic", _("Trong nước")
    INBOUND = "in", _("Từ nước ngoài vào Việt Nam")
    OUTBOUND = "out", _("Từ Việt Nam ra nước ngoài")


class TransferForm(models.TextChoices):
    """How the technology comes: an own contract, or a part of something else."""

    CONTRACT = "contract", _("Hợp đồng chuyển giao công nghệ độc lập")
    PART = "part", _("Phần chuyển giao trong dự án, hợp đồng khác")
    CAPITAL = "capital", _("Góp vốn bằng công nghệ")
    FRANCHISE = "franchise", _("Nhượng quyền thương mại")
    RESULT = "result", _("Giao, chuyển giao kết quả nghiệm thu nhiệm vụ KH&CN")
    OTHER = "other", _("Hình thức khác")


class TechnologyClass(models.TextChoices):
    ORDINARY = "ordinary", _("Không thuộc danh mục")
    ENCOURAGED = "encouraged", _("Khuyến khích chuyển giao")
    RESTRICTED = "restricted", _("Hạn chế chuyển giao")
    BANNED = "banned", _("Cấm chuyển giao")


class PriceMethod(models.TextChoices):
    LUMP = "lump", _("Trả gọn một lần hoặc nhiều lần")
    ROYALTY = "royalty", _("Trả kỳ vụ")
    MIXED = "mixed", _("Kết hợp trả gọn và kỳ vụ")
    CAPITAL = "capital", _("Góp vốn")
    FREE = "free", _("Không thu tiền")
    OTHER = "other", _("Cách khác")


class Currency(models.TextChoices):
    VND = "VND", _("Đồng Việt Nam")
    USD = "USD", _("Đô la Mỹ")
    EUR = "EUR", _("Euro")
    JPY = "JPY", _("Yên Nhật")
    CNY = "CNY", _("Nhân dân tệ")
    KRW = "KRW", _("Won Hàn Quốc")
    GBP = "GBP", _("Bảng Anh")
    OTHER = "OTHER", _("Đồng tiền khác")
