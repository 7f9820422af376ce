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
