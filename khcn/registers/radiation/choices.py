"""Fixed lists of radiation safety."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    """What radiation work the licence allows."""

    XRAY_MEDICAL = "xray_medical", _("X-quang chẩn đoán y tế")
    XRAY_OTHER = "xray_other", _("X-quang công nghiệp, an ninh")
    SOURCE = "source", _("Sử dụng nguồn phóng xạ")
    NUCLEAR_MEDICINE = "nuclear", _("Y học hạt nhân, xạ trị")
    STORAGE = "storage", _("Lưu giữ nguồn, chất thải phóng xạ")
    OTHER = "other", _("Công việc bức xạ khác")


class DeviceKind(models.TextChoices):
    XRAY = "xray", _("X-quang tổng hợp")
    DENTAL = "dental", _("X-quang răng")
    MAMMO = "mammo", _("X-quang vú")
    CARM = "carm", _("C-arm, tăng sáng truyền hình")
    CT = "ct", _("CT scanner")
    BONE = "bone", _("Đo mật độ xương")
    INDUSTRIAL = "industrial", _("Thiết bị phát tia công nghiệp, soi chiếu")
    SOURCE = "source", _("Nguồn phóng xạ kín")
    OPEN = "open", _("Nguồn phóng xạ hở")
    OTHER = "other", _("Khác")
