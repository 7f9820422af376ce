"""Fixed lists of the registers of high-tech enterprises."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HighTechKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("Doanh nghiệp công nghệ cao")
    AGRICULTURE = "agriculture", _("Doanh nghiệp nông nghiệp ứng dụng công nghệ cao")
    START = "start", _("Cơ sở ươm tạo, doanh nghiệp mới thành lập từ dự án công nghệ cao")
