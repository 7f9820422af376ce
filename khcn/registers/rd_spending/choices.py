"""Fixed lists of the survey of R&D spending."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Response(models.TextChoices):
    """What became of an enterprise in the frame of a round."""

    ANSWERED = "answered", _("Đã trả lời")
    ESTIMATED = "estimated", _("Ước tính thay")
    SILENT = "silent", _("Không trả lời")
    OUT = "out", _("Ngoài phạm vi (giải thể, không còn hoạt động)")
