"""Fixed lists of the innovation ecosystem."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    COWORKING = "coworking", _("Khu làm việc chung")
    ACCELERATOR = "accelerator", _("Tổ chức thúc đẩy kinh doanh")
    INCUBATOR = "incubator", _("Vườn ươm, cơ sở ươm tạo")
    FUND = "fund", _("Quỹ, nhà đầu tư")
    MENTORS = "mentors", _("Mạng lưới người hướng dẫn")
    CLUB = "club", _("Câu lạc bộ, cộng đồng khởi nghiệp")
    SCHOOL = "school", _("Không gian sáng tạo của trường")
    SUPPORT = "support", _("Cơ quan, tổ chức hỗ trợ khởi nghiệp")
    EXCHANGE = "exchange", _("Sàn, điểm kết nối công nghệ")
    OTHER = "other", _("Khác")


class EventKind(models.TextChoices):
    TECHMART = "techmart", _("Chợ công nghệ, thiết bị (techmart)")
    MATCHING = "matching", _("Kết nối cung cầu công nghệ")
    TECHFEST = "techfest", _("Ngày hội khởi nghiệp sáng tạo (techfest)")
    HACKATHON = "hackathon", _("Cuộc thi giải pháp (hackathon)")
    DEMO = "demo", _("Trình diễn công nghệ")
    FORUM = "forum", _("Hội nghị, hội thảo, diễn đàn")
    EXHIBITION = "exhibition", _("Triển lãm, trưng bày")
    TRAINING = "training", _("Tập huấn, huấn luyện")
    OTHER = "other", _("Khác")
