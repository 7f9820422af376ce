"""Fixed lists of public investment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectGroup(models.TextChoices):
    NATIONAL = "national", _("Quan trọng quốc gia")
    A = "a", _("Nhóm A")
    B = "b", _("Nhóm B")
    C = "c", _("Nhóm C")
