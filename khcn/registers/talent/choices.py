"""Fixed lists of policy cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TalentPolicy(models.TextChoices):
    ATTRACT = "attract", _("Thu hút về làm việc")
    TRAIN = "train", _("Cử đi đào tạo, hỗ trợ học phí")
    KEEP = "keep", _("Đãi ngộ, phụ cấp, hỗ trợ nhà ở")
    TRUST = "trust", _("Trọng dụng, giao nhiệm vụ")
    HONOUR = "honour", _("Tôn vinh, khen thưởng")


class TalentOutcome(models.TextChoices):
    GOOD = "good", _("Hoàn thành tốt cam kết")
    KEPT = "kept", _("Hoàn thành cam kết")
    BROKEN = "broken", _("Không hoàn thành cam kết")
