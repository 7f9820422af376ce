"""Fixed lists of the plan; codes are stable, labels may change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from khcn.indicators.choices import Kind


class Operator(models.TextChoices):
    GE = "ge", _("ít nhất")
    GT = "gt", _("trên")
    APPROX = "approx", _("khoảng")
    EQ = "eq", _("đạt")
    LE = "le", _("không quá")
    BETWEEN = "between", _("trong khoảng")


class Horizon(models.TextChoices):
    BY = "by", _("đến năm")
    AT = "at", _("vào năm")
    EACH_YEAR = "each_year", _("hằng năm")
    AVERAGE = "average", _("bình quân thời kỳ")
    INCREMENT = "increment", _("tăng thêm đến năm")
    MILESTONE = "milestone", _("hoàn thành đến năm")


#: A target is of the kind of what measures it.
TargetKind = Kind


class Schedule(models.TextChoices):
    YEARLY = "yearly", _("Hằng năm")
    UNTIL = "until", _("Đến hạn cuối")
    RANGE = "range", _("Theo giai đoạn")
    DATES = "dates", _("Theo các mốc")
    UNKNOWN = "unknown", _("Chưa rõ")


class PartyRole(models.TextChoices):
    LEAD = "lead", _("Chủ trì")
    COORDINATING = "coordinating", _("Phối hợp")
    HOLDER = "holder", _("Chịu trách nhiệm")


class PartyKind(models.TextChoices):
    AGENCY = "agency", _("Cơ quan, đơn vị")
    CLASS = "class", _("Nhóm cơ quan")
    TEXT = "text", _("Ghi theo văn bản")


class TaskState(models.TextChoices):
    OPEN = "open", _("Đang thực hiện")
    CLOSED = "closed", _("Đã kết thúc")
    SUCCEEDED = "succeeded", _("Được nhiệm vụ khác tiếp nối")


class TaskDecisionKind(models.TextChoices):
    CLOSE = "close", _("Kết thúc")
    EXTEND = "extend", _("Gia hạn")
    SUCCEED = "succeed", _("Chuyển sang nhiệm vụ tiếp nối")
    TAKE_OVER = "take_over", _("Cơ quan khác tiếp nhận")
    REOPEN = "reopen", _("Mở lại")


class Frequency(models.TextChoices):
    YEARLY = "yearly", _("Hằng năm")
    HALF_YEARLY = "half_yearly", _("6 tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    MONTHLY = "monthly", _("Hằng tháng")
    ONCE = "once", _("Một lần")


class FindingState(models.TextChoices):
    OPEN = "open", _("Chưa xử lý")
    SETTLED = "settled", _("Đã xử lý")


class FindingOrigin(models.TextChoices):
    CODE = "code", _("Hệ thống phát hiện")
    PACK = "pack", _("Chuyên gia ghi sẵn")
    PERSON = "person", _("Người dùng ghi")


class Visibility(models.TextChoices):
    INTERNAL = "internal", _("Nội bộ")
    PUBLIC = "public", _("Công khai")


class ImportState(models.TextChoices):
    READING = "reading", _("Đang đọc")
    REVIEW = "review", _("Chờ kiểm tra")
    CONFIRMED = "confirmed", _("Đã đưa vào hệ thống")
    DISCARDED = "discarded", _("Đã bỏ")
    FAILED = "failed", _("Không đọc được")
