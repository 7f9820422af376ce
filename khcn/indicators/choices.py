"""Fixed lists of indicators; codes are stable, labels may change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    LEVEL = "level", _("Mức")
    SHARE = "share", _("Tỷ lệ")
    GROWTH = "growth", _("Tăng trưởng")
    COUNT = "count", _("Số lượng")
    INCREMENT = "increment", _("Số tăng thêm")
    MILESTONE = "milestone", _("Cột mốc")
    QUALITATIVE = "qualitative", _("Định tính")


class Accumulation(models.TextChoices):
    PERIOD = "period", _("Tính riêng từng kỳ")
    CUMULATIVE = "cumulative", _("Cộng dồn từ một ngày")
    LATEST = "latest", _("Số có tại ngày cuối kỳ")


class Origin(models.TextChoices):
    """Where values come from: what the house knows is counted, the rest is brought in."""

    FACT = "fact", _("Đếm từ sổ đăng ký")
    FORMULA = "formula", _("Tính từ chỉ số khác")
    REPORT = "report", _("Báo cáo của cơ quan")
    IMPORT = "import", _("Nhập từ tệp số liệu")
    TYPED = "typed", _("Nhập tay")


#: Origins whose values the house works out itself.
COMPUTED = (Origin.FACT, Origin.FORMULA)


class Frequency(models.TextChoices):
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    HALF_YEARLY = "half_yearly", _("6 tháng")
    YEARLY = "yearly", _("Hằng năm")
    TWO_YEARLY = "two_yearly", _("Hai năm một lần")
    FIVE_YEARLY = "five_yearly", _("Năm năm một lần")
    IRREGULAR = "irregular", _("Không định kỳ")


class Calendar(models.TextChoices):
    """What a year means: the interval it covers is worked out in `periods`."""

    STATISTICAL = "statistical", _("Năm thống kê (01/01–31/12)")
    ADMINISTRATIVE = "administrative", _("Năm báo cáo hành chính (15/12–14/12)")
    PLAN = "plan", _("Kỳ riêng của kế hoạch")
    AVERAGE = "average", _("Bình quân nhiều năm")


class Vintage(models.TextChoices):
    """How final a figure is; a later vintage of the same period counts for more."""

    ESTIMATE = "estimate", _("Ước tính")
    PRELIMINARY = "preliminary", _("Sơ bộ")
    FINAL = "final", _("Chính thức")


#: From the least to the most final.
VINTAGE_ORDER = (Vintage.ESTIMATE, Vintage.PRELIMINARY, Vintage.FINAL)


class ValueState(models.TextChoices):
    DRAFT = "draft", _("Nháp")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    PUBLISHED = "published", _("Đã công bố")


class CardState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    IN_FORCE = "in_force", _("Đang áp dụng")
    REPLACED = "replaced", _("Đã được thay")


class Rule(models.TextChoices):
    """How progress is rated; the rules themselves are in `khcn.indicators.progress`."""

    OWN = "own", _("Quy tắc của nền tảng")
    LINEAR = "linear", _("Tuyến tính tới mục tiêu")
    CAGR = "cagr", _("Tốc độ tăng bình quân (Open SDG)")


class Group(models.TextChoices):
    TARGET = "target", _("Chỉ tiêu của kế hoạch")
    INPUT = "input", _("Số liệu dùng để tính")
    BENCHMARK = "benchmark", _("So sánh với tỉnh khác (PII)")
    OTHER = "other", _("Chỉ số khác")


class Visibility(models.TextChoices):
    INTERNAL = "internal", _("Nội bộ")
    PUBLIC = "public", _("Công khai khi đã công bố")


class ForecastState(models.TextChoices):
    COMPUTED = "computed", _("Máy tính, chưa ai chấp nhận")
    ACCEPTED = "accepted", _("Đã chấp nhận")
    REPLACED = "replaced", _("Đã được thay")
