"""Fixed lists of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InitiativeKind(models.TextChoices):
    """Kinds of solutions that can be recognised (NĐ 13/2012/NĐ-CP)."""

    TECHNICAL = "technical", _("Giải pháp kỹ thuật")
    MANAGEMENT = "management", _("Giải pháp quản lý")
    OPERATIONAL = "operational", _("Giải pháp tác nghiệp")
    APPLICATION = "application", _("Giải pháp ứng dụng tiến bộ kỹ thuật")


class InitiativeScope(models.TextChoices):
    UNIT = "unit", _("Cấp cơ sở")
    PROVINCE = "province", _("Cấp tỉnh")
    NATION = "nation", _("Toàn quốc")
