"""One table of statuses for the whole platform: a code gives a tone, an icon and a word.

Colour is only the third sign. A code that is not listed is shown quietly with the word the page gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """How one status is shown; tone is the suffix of a `tone-…` class of the style sheet."""

    tone: str
    icon: str
    label: str | Promise


STATUSES: dict[str, Look] = {
    # targets, computed
    "reached": Look("best", "circle-check", _("Đã đạt")),
    "at_risk": Look("warn", "alert-triangle", _("Có nguy cơ")),
    "off_track": Look("late", "trending-down", _("Chệch hướng")),
    "not_enough": Look("quiet", "help-circle", _("Chưa đủ dữ liệu")),
    "contested": Look("info", "scale", _("Chưa thống nhất cách tính")),
    "achieved": Look("good", "circle-check", _("Đạt")),
    "on_track": Look("good", "trending-up", _("Đúng tiến độ")),
    "moderate": Look("warn", "trending-up", _("Có tiến triển")),
    "limited": Look("warn", "clock-exclamation", _("Tiến triển chậm")),
    "deterioration": Look("late", "trending-down", _("Đi lùi")),
    "not_available": Look("quiet", "help-circle", _("Chưa có số liệu")),
    # tasks and updates
    "exceeded": Look("best", "trending-up", _("Vượt")),
    "met": Look("good", "circle-check", _("Đạt")),
    "done": Look("good", "circle-check", _("Hoàn thành")),
    "in_progress": Look("info", "loader", _("Đang thực hiện")),
    "not_started": Look("quiet", "circle-dashed", _("Chưa bắt đầu")),
    "not_due": Look("quiet", "clock", _("Chưa đến hạn")),
    "due_soon": Look("warn", "calendar-due", _("Sắp đến hạn")),
    "delayed": Look("warn", "clock-exclamation", _("Chậm")),
    "late": Look("late", "clock-exclamation", _("Chậm")),
    "overdue": Look("late", "alert-triangle", _("Quá hạn")),
    "missed": Look("late", "circle-x", _("Không đạt")),
    "expired": Look("late", "hourglass", _("Hết thời hạn")),
    "paused": Look("quiet", "player-pause", _("Tạm dừng")),
    "closed": Look("quiet", "archive", _("Đã kết thúc")),
    "extended": Look("info", "calendar-time", _("Được gia hạn")),
    "succeeded": Look("info", "arrow-right", _("Có nhiệm vụ kế tiếp")),
    "cancelled": Look("quiet", "ban", _("Đã huỷ")),
    "late_report": Look("late", "report", _("Chậm báo cáo")),
    "stopped": Look("quiet", "archive", _("Đã kết thúc")),
    "no_data": Look("quiet", "help-circle", _("Chưa có cập nhật")),
    "ahead": Look("best", "trending-up", _("Vượt")),
    "unknown": Look("quiet", "help-circle", _("Chưa rõ")),
    # owners, findings, obstacles
    "no_owner": Look("late", "user", _("Chưa có đơn vị chủ trì")),
    "open": Look("warn", "flag", _("Chưa xử lý")),
    "settled": Look("good", "check", _("Đã xử lý")),
    "answered": Look("good", "message-circle", _("Đã trả lời")),
    "waiting": Look("warn", "hourglass", _("Đang chờ")),
    "blocked": Look("late", "hand-stop", _("Đang vướng mắc")),
    # reports and values
    "draft": Look("quiet", "pencil", _("Bản nháp")),
    "submitted": Look("info", "send", _("Đã gửi")),
    "returned": Look("warn", "refresh", _("Trả lại")),
    "accepted": Look("good", "clipboard-check", _("Đã chấp nhận")),
    "confirmed": Look("good", "check", _("Đã xác nhận")),
    "to_confirm": Look("warn", "help-circle", _("Cần xác nhận")),
    "published": Look("best", "file-check", _("Đã công bố")),
    # figures of indicators and their definitions
    "estimate": Look("quiet", "hourglass", _("Ước tính")),
    "preliminary": Look("info", "clock", _("Sơ bộ")),
    "final": Look("good", "circle-check", _("Chính thức")),
    "counted": Look("info", "database", _("Đang tính")),
    "differs": Look("warn", "alert-triangle", _("Số đã công bố khác số hiện tại")),
    "withdrawn": Look("quiet", "ban", _("Đã rút")),
    "in_force": Look("good", "check", _("Đang áp dụng")),
    "replaced": Look("quiet", "archive", _("Đã được thay")),
    "computed": Look("info", "trending-up", _("Chưa ai chấp nhận")),
    "internal": Look("quiet", "lock", _("Nội bộ")),
    "public": Look("info", "world", _("Công khai")),
    # what the importer understood
    "high": Look("good", "check", _("Chắc chắn")),
    "medium": Look("warn", "help-circle", _("Nên xem lại")),
    "low": Look("late", "alert-triangle", _("Chưa chắc")),
    # work in the background
    "queued": Look("quiet", "hourglass", _("Đang xếp hàng")),
    "running": Look("info", "loader", _("Đang chạy")),
    "failed": Look("late", "circle-x", _("Không thành công")),
}

MESSAGE_LOOKS: dict[str, Look] = {
    "success": Look("good", "circle-check", _("Xong")),
    "warning": Look("warn", "alert-triangle", _("Lưu ý")),
    "error": Look("late", "alert-triangle", _("Lỗi")),
    "info": Look("info", "info-circle", _("Thông tin")),
    "debug": Look("quiet", "info-circle", _("Thông tin")),
}


def look_of(code: str) -> Look:
    """The look of a status code; an unlisted code is shown as it is."""
    return STATUSES.get(code) or Look("quiet", "circle-dashed", code)
