"""Fixed lists of media items."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PAPER = "paper", _("Báo in")
    ONLINE = "online", _("Báo điện tử")
    RADIO = "radio", _("Phát thanh")
    TV = "tv", _("Truyền hình")
    PORTAL = "portal", _("Cổng, trang thông tin điện tử")
    SOCIAL = "social", _("Mạng xã hội")
    BULLETIN = "bulletin", _("Bản tin, ấn phẩm")
    MEETING = "meeting", _("Hội nghị, tập huấn, nói chuyện")
    OTHER = "other", _("Khác")


class MediaKind(models.TextChoices):
    NEWS = "news", _("Tin")
    ARTICLE = "article", _("Bài")
    REPORT = "report", _("Phóng sự")
    COLUMN = "column", _("Chuyên mục, chuyên trang")
    TALK = "talk", _("Tọa đàm, phỏng vấn")
    VIDEO = "video", _("Phim, video, đồ họa")
    OTHER = "other", _("Khác")


class Topic(models.TextChoices):
    RESULT = "result", _("Kết quả nghiên cứu")
    POLICY = "policy", _("Cơ chế, chính sách")
    ENTERPRISE = "enterprise", _("Doanh nghiệp, đổi mới công nghệ")
    STARTUP = "startup", _("Khởi nghiệp sáng tạo")
    IP = "ip", _("Sở hữu trí tuệ")
    STANDARDS = "standards", _("Tiêu chuẩn, đo lường, chất lượng")
    DIGITAL = "digital", _("Chuyển đổi số")
    INITIATIVE = "initiative", _("Sáng kiến, cuộc thi, giải thưởng")
    SAFETY = "safety", _("An toàn bức xạ")
    OTHER = "other", _("Chủ đề khác")
