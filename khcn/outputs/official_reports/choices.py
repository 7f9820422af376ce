"""Fixed lists of the consolidated report; codes are stable, labels may change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Đang tổng hợp")
    FROZEN = "frozen", _("Đã chốt để ký")
    ISSUED = "issued", _("Đã phát hành")


class BlockKind(models.TextChoices):
    AGENCY = "agency", _("Đoạn của đơn vị")
    SUGGESTED = "suggested", _("Câu gợi ý từ số liệu")
    TYPED = "typed", _("Đoạn viết thêm")
    TABLE = "table", _("Bảng từ số liệu")


class BlockState(models.TextChoices):
    """A suggested sentence is in no document until a person confirmed it."""

    WAITING = "waiting", _("Chờ xem")
    KEPT = "kept", _("Dùng")
    DROPPED = "dropped", _("Không dùng")


class Authority(models.TextChoices):
    """In whose name the document is signed (NĐ 30/2020/NĐ-CP, Annex I)."""

    HEAD = "", _("Người đứng đầu ký")
    COLLECTIVE = "TM.", _("Thay mặt tập thể")
    DEPUTY = "KT.", _("Ký thay")
    BY_ORDER = "TL.", _("Thừa lệnh")
    AUTHORISED = "TUQ.", _("Thừa ủy quyền")
    ACTING = "Q.", _("Quyền")
