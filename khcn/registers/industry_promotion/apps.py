from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndustryPromotionConfig(AppConfig):
    name = "khcn.registers.industry_promotion"
    label = "industry_promotion"
    verbose_name = _("Khuyến công")
