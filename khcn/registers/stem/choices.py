"""Fixed lists of STEM figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolLevel(models.TextChoices):
    """Levels of school; the plan names preschool in one place and leaves it out in another."""

    PRESCHOOL = "preschool", _("Mầm non")
    PRIMARY = "primary", _("Tiểu học")
    LOWER = "lower", _("Trung học cơ sở")
    UPPER = "upper", _("Trung học phổ thông")
    CONTINUING = "continuing", _("Giáo dục thường xuyên")
