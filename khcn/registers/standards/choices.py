"""Fixed lists of standards and conformity."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StandardKind(models.TextChoices):
    BASIC = "tccs", _("Tiêu chuẩn cơ sở (TCCS)")
    NATIONAL = "tcvn", _("Tiêu chuẩn quốc gia (TCVN) áp dụng")
    REGULATION = "qcvn", _("Quy chuẩn kỹ thuật quốc gia (QCVN) áp dụng")
    LOCAL = "qcdp", _("Quy chuẩn kỹ thuật địa phương (QCĐP)")
    FOREIGN = "foreign", _("Tiêu chuẩn quốc tế, nước ngoài áp dụng")
    SYSTEM = "system", _("Hệ thống quản lý (ISO 9001, HACCP…)")


class ConformityKind(models.TextChoices):
    STANDARD = "standard", _("Công bố hợp chuẩn")
    REGULATION = "regulation", _("Công bố hợp quy")


class Basis(models.TextChoices):
    """What the declaration rests on."""

    OWN = "own", _("Kết quả tự đánh giá")
    CERTIFIED = "certified", _("Chứng nhận của tổ chức chứng nhận")
    INSPECTED = "inspected", _("Giám định lô hàng")
