"""Fixed lists of the registers of high-tech zones."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ZoneKind(models.TextChoices):
    AREA = "area", _("Vùng nông nghiệp ứng dụng công nghệ cao")
    ZONE = "zone", _("Khu nông nghiệp ứng dụng công nghệ cao")
    PRODUCTION = "production", _("Khu vực sản xuất tập trung ứng dụng công nghệ cao")


class Branch(models.TextChoices):
    CROPS = "crops", _("Trồng trọt")
    LIVESTOCK = "livestock", _("Chăn nuôi")
    FORESTRY = "forestry", _("Lâm nghiệp")
    FISHERY = "fishery", _("Thủy sản")
    MIXED = "mixed", _("Hỗn hợp")
