from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HighTechZonesConfig(AppConfig):
    name = "khcn.registers.high_tech_zones"
    label = "high_tech_zones"
    verbose_name = _("Vùng sản xuất ứng dụng công nghệ cao")
