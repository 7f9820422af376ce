"""Computed statuses of tasks; codes are stable, labels may change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DONE = "done", _("Hoàn thành")
    STOPPED = "stopped", _("Đã kết thúc")
    OVERDUE = "overdue", _("Chậm, quá hạn")
    LATE_REPORT = "late_report", _("Chậm báo cáo")
    DUE_SOON = "due_soon", _("Sắp đến hạn")
    ON_TRACK = "on_track", _("Đúng tiến độ")
    NOT_DUE = "not_due", _("Chưa đến hạn")
    EXPIRED = "expired", _("Hết hạn, chờ quyết định")
    NO_OWNER = "no_owner", _("Chưa rõ cơ quan chủ trì")
    NO_DATA = "no_data", _("Chưa có cập nhật")


#: From what needs a person most to what needs nobody: the order of lists, bars and "worst first".
BY_URGENCY: tuple[Status, ...] = (
    Status.OVERDUE,
    Status.EXPIRED,
    Status.LATE_REPORT,
    Status.NO_OWNER,
    Status.DUE_SOON,
    Status.NO_DATA,
    Status.ON_TRACK,
    Status.NOT_DUE,
    Status.STOPPED,
    Status.DONE,
)
URGENCY: dict[str, int] = {status.value: place for place, status in enumerate(BY_URGENCY)}

#: Statuses that leaders look at first.
LATE: tuple[Status, ...] = (Status.OVERDUE, Status.EXPIRED, Status.LATE_REPORT)


class TargetStatus(models.TextChoices):
    """How a target stands; thin evidence is never a colour."""

    REACHED = "reached", _("Đã đạt")
    ON_TRACK = "on_track", _("Đúng tiến độ")
    AT_RISK = "at_risk", _("Có nguy cơ")
    OFF_TRACK = "off_track", _("Chệch hướng")
    NO_DATA = "not_enough", _("Chưa đủ dữ liệu")


#: Instead of a status while readings that nobody settled lead to different ones.
CONTESTED = "contested"
CONTESTED_LABEL = _("Chưa thống nhất cách tính")

#: The order of lists and bars: what needs a person first.
TARGETS_BY_URGENCY: tuple[str, ...] = (
    TargetStatus.OFF_TRACK.value,
    CONTESTED,
    TargetStatus.AT_RISK.value,
    TargetStatus.NO_DATA.value,
    TargetStatus.ON_TRACK.value,
    TargetStatus.REACHED.value,
)
#: What leaders look at first.
TARGETS_WORRYING: tuple[str, ...] = TARGETS_BY_URGENCY[:3]
TARGET_LABELS = {**dict(TargetStatus.choices), CONTESTED: CONTESTED_LABEL}


class Cause(models.TextChoices):
    """Why a status changed; where several things changed at once the first of these is told."""

    FIRST = "first", _("Lần chấm đầu tiên")
    DEFINITION = "definition", _("Định nghĩa mới")
    RULE = "rule", _("Quy tắc chấm mới")
    TARGET = "target", _("Mức, lộ trình hoặc số nền thay đổi")
    VALUE = "value", _("Số liệu mới")
    FORECAST = "forecast", _("Dự báo mới")
    TIME = "time", _("Thời gian trôi qua")
