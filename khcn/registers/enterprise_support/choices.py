"""Fixed lists of the support ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupportContent(models.TextChoices):
    RESEARCH = "research", _("Nghiên cứu và phát triển")
    TECHNOLOGY = "technology", _("Đổi mới công nghệ, thiết bị")
    TRANSFER = "transfer", _("Nhận chuyển giao công nghệ")
    IP = "ip", _("Sở hữu trí tuệ")
    QUALITY = "quality", _("Tiêu chuẩn, năng suất, chất lượng")
    TRACE = "trace", _("Truy xuất nguồn gốc, mã số mã vạch")
    DIGITAL = "digital", _("Chuyển đổi số, nền tảng số")
    TRAINING = "training", _("Đào tạo, quản trị công nghệ")
    CONSULTING = "consulting", _("Tư vấn công nghệ")
    STARTUP = "startup", _("Ươm tạo, khởi nghiệp sáng tạo")
    MARKET = "market", _("Kết nối, xúc tiến thị trường")
    CREDIT = "credit", _("Lãi suất, bảo lãnh, vay vốn")
    VOUCHER = "voucher", _("Phiếu hỗ trợ (voucher)")
    OTHER = "other", _("Khác")


class BudgetSource(models.TextChoices):
    SCIENCE = "science", _("Sự nghiệp KH&CN của tỉnh")
    CENTRAL = "central", _("Ngân sách trung ương")
    INDUSTRY = "industry", _("Khuyến công")
    FARMING = "farming", _("Khuyến nông, nông thôn mới, OCOP")
    SME = "sme", _("Hỗ trợ doanh nghiệp nhỏ và vừa")
    DIGITAL = "digital", _("Chuyển đổi số")
    FUND = "fund", _("Quỹ phát triển KH&CN, quỹ khác của Nhà nước")
    COMMUNE = "commune", _("Ngân sách cấp xã")
    DONOR = "donor", _("Tài trợ, hợp tác quốc tế")
    OTHER = "other", _("Khác")


class Review(models.TextChoices):
    """What was found when the record was held against the other support of the enterprise."""

    OPEN = "open", _("Chưa rà soát trùng")
    DIFFERENT = "different", _("Đã rà soát: không trùng")
    SETTLED = "settled", _("Đã rà soát: trùng, đã xử lý")
