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


class CycleKind(models.TextChoices):
    YEAR = "year", _("Báo cáo năm")
    HALF_YEAR = "half_year", _("Báo cáo 6 tháng")
    MONTH = "month", _("Báo cáo tháng")
    MID_TERM = "mid_term", _("Sơ kết")
    FINAL = "final", _("Tổng kết")
    AD_HOC = "ad_hoc", _("Báo cáo đột xuất")


class CycleState(models.TextChoices):
    PREPARING = "preparing", _("Đang chuẩn bị")
    OPEN = "open", _("Đang thu báo cáo")
    CLOSED = "closed", _("Đã khóa nhận")


class RequestState(models.TextChoices):
    """What the department waits for; worked out from the reports that came, `excused` is said by a person."""

    WAITING = "waiting", _("Chưa gửi")
    PART = "part", _("Đã gửi một phần")
    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    EXCUSED = "excused", _("Được miễn")


class ItemKind(models.TextChoices):
    TASK = "task", _("Nhiệm vụ")
    INDICATOR = "indicator", _("Chỉ số")
    SECTION = "section", _("Phần lời văn")


class ReportState(models.TextChoices):
    """nháp → người duyệt của đơn vị → đã gửi → trả lại hoặc tiếp nhận."""

    DRAFT = "draft", _("Đang soạn")
    CHECKING = "checking", _("Chờ người duyệt của đơn vị")
    SENT = "sent", _("Đã gửi")
    RETURNED = "returned", _("Trả lại")
    ACCEPTED = "accepted", _("Đã tiếp nhận")


class Outcome(models.TextChoices):
    """How a contradiction between answers ends."""

    ANSWER = "answer", _("Lấy theo một đơn vị")
    COUNTED = "counted", _("Lấy theo số hệ thống tính")
    BOTH = "both", _("Không mâu thuẫn, giữ cả hai")


#: States in which an agency may write.
WRITABLE = (ReportState.DRAFT,)
#: States after which the content never changes: a returned report goes on as a new version.
FIXED = (ReportState.SENT, ReportState.RETURNED, ReportState.ACCEPTED)
