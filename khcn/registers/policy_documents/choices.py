"""Fixed lists of policy documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyKind(models.TextChoices):
    RESOLUTION = "resolution", _("Nghị quyết của Hội đồng nhân dân")
    DECISION_RULE = "decision_rule", _("Quyết định quy phạm pháp luật")
    DECISION = "decision", _("Quyết định cá biệt")
    DIRECTIVE = "directive", _("Chỉ thị")
    PLAN = "plan", _("Kế hoạch")
    PROGRAMME = "programme", _("Chương trình, đề án")
    GUIDE = "guide", _("Hướng dẫn, quy chế, quy trình")
    PARTY = "party", _("Văn bản của Đảng")
    CENTRAL = "central", _("Văn bản của Trung ương cần triển khai")
    OTHER = "other", _("Khác")
