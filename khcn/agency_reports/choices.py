"""Words that agencies use of their own progress, and levels that can answer an obstacle."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Declared(models.TextChoices):
    """Statuses used in practice (Vượt / Đạt / Chậm) and those a plan needs besides."""

    AHEAD = "ahead", _("Vượt")
    MET = "met", _("Đạt")
    LATE = "late", _("Chậm")
    NOT_DUE = "not_due", _("Chưa đến hạn")
    DONE = "done", _("Hoàn thành")
    STOPPED = "stopped", _("Dừng")


class Level(models.TextChoices):
    """The level asked to solve an obstacle."""

    AGENCY = "agency", _("Đơn vị tự giải quyết")
    DEPARTMENT = "department", _("Sở Khoa học và Công nghệ")
    PROVINCE = "province", _("Ủy ban nhân dân tỉnh")
    COUNCIL = "council", _("Hội đồng nhân dân tỉnh")
    MINISTRY = "ministry", _("Bộ, ngành Trung ương")
    GOVERNMENT = "government", _("Chính phủ, Thủ tướng Chính phủ")


class ObstacleState(models.TextChoices):
    OPEN = "open", _("Đang chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời")
    CLOSED = "closed", _("Đã giải quyết")
