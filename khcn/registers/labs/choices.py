"""Fixed lists of laboratories and equipment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    """What an apparatus is fit for; `faulty` may not be booked."""

    GOOD = "good", _("Hoạt động tốt")
    LIMITED = "limited", _("Hoạt động hạn chế")
    FAULTY = "faulty", _("Hỏng, chờ sửa chữa")


class Funding(models.TextChoices):
    SCIENCE = "science", _("Ngân sách sự nghiệp KH&CN")
    INVESTMENT = "investment", _("Vốn đầu tư phát triển")
    OWN = "own", _("Vốn của đơn vị, quỹ KH&CN doanh nghiệp")
    AID = "aid", _("Viện trợ, tài trợ")
    OTHER = "other", _("Nguồn khác")


class CheckKind(models.TextChoices):
    """What was done to an apparatus or device to know that it measures rightly."""

    CALIBRATION = "calibration", _("Hiệu chuẩn")
    VERIFICATION = "verification", _("Kiểm định")
    TEST = "test", _("Thử nghiệm, kiểm tra kỹ thuật")


class CheckResult(models.TextChoices):
    PASSED = "passed", _("Đạt")
    LIMITED = "limited", _("Đạt có giới hạn")
    FAILED = "failed", _("Không đạt")


class Field(models.TextChoices):
    """Fields of accreditation as the VILAS scheme names them."""

    BIOLOGY = "biology", _("Sinh học")
    CHEMISTRY = "chemistry", _("Hóa học")
    PHARMACY = "pharmacy", _("Dược")
    ELECTRIC = "electric", _("Điện – điện tử")
    MECHANICS = "mechanics", _("Cơ học")
    BUILDING = "building", _("Vật liệu xây dựng")
    NDT = "ndt", _("Thử nghiệm không phá hủy")
    MEASURE = "measure", _("Đo lường – hiệu chuẩn")
    SAFETY = "safety", _("An toàn sinh học, y tế")
    OTHER = "other", _("Lĩnh vực khác")
