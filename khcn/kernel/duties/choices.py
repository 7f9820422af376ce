"""Fixed lists of duties."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyEvent(models.TextChoices):
    """What a due day is counted from."""

    YEARLY = "yearly", _("Hằng năm, cho năm trước")
    AFTER = "after", _("Sau một ngày của bản ghi")
    BEFORE = "before", _("Trước một ngày của bản ghi")


class DutyUnit(models.TextChoices):
    WORKING_DAYS = "working_days", _("ngày làm việc")
    DAYS = "days", _("ngày")
    MONTHS = "months", _("tháng")
    YEARS = "years", _("năm")


class DutyState(models.TextChoices):
    OPEN = "open", _("Chưa làm")
    DONE = "done", _("Đã làm")
    WAIVED = "waived", _("Được miễn")
    CANCELLED = "cancelled", _("Không còn phải làm")
