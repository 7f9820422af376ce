"""Fixed lists of checks and inspections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InspectionKind(models.TextChoices):
    CHECK = "check", _("Kiểm tra")
    INSPECTION = "inspection", _("Thanh tra")
    SURVEY = "survey", _("Khảo sát, giám sát")


class Topic(models.TextChoices):
    PLAN = "plan", _("Thực hiện kế hoạch KH&CN")
    TASKS = "tasks", _("Nhiệm vụ KH&CN")
    MEASURE = "measure", _("Đo lường, chất lượng")
    IP = "ip", _("Sở hữu trí tuệ")
    RADIATION = "radiation", _("An toàn bức xạ")
    FUNDING = "funding", _("Quỹ, kinh phí KH&CN")
    OTHER = "other", _("Nội dung khác")
