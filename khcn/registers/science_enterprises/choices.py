"""Fixed lists of the registers of S&T enterprises."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Regime(models.TextChoices):
    """The decree under which the certificate was given; it decides the conditions and the duties."""

    DECREE_268 = "nd268", _("NĐ 268/2025/NĐ-CP")
    DECREE_13 = "nd13", _("NĐ 13/2019/NĐ-CP")
    DECREE_80 = "nd80", _("Quy định trước 20/03/2019")


class ResultProof(models.TextChoices):
    """What proves that an enterprise may use an S&T result."""

    INVENTION = "invention", _("Bằng độc quyền sáng chế")
    UTILITY = "utility", _("Bằng độc quyền giải pháp hữu ích")
    DESIGN = "design", _("Bằng độc quyền kiểu dáng công nghiệp")
    LAYOUT = "layout", _("Thiết kế bố trí mạch tích hợp")
    SOFTWARE = "software", _("Chương trình máy tính có đăng ký quyền tác giả")
    VARIETY = "variety", _("Bằng bảo hộ giống cây trồng")
    BREED = "breed", _("Giống, tiến bộ kỹ thuật được công nhận")
    TASK = "task", _("Kết quả nhiệm vụ KH&CN đã nghiệm thu và đăng ký")
    AWARD = "award", _("Giải thưởng khoa học và công nghệ")
    TRANSFER = "transfer", _("Hợp đồng chuyển giao công nghệ đã đăng ký")
    OTHER = "other", _("Văn bản xác nhận khác")


class ResultRight(models.TextChoices):
    OWNER = "owner", _("Chủ sở hữu")
    CO_OWNER = "co_owner", _("Đồng sở hữu")
    USER = "user", _("Được quyền sử dụng")
