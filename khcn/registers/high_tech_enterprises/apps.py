from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HighTechEnterprisesConfig(AppConfig):
    name = "khcn.registers.high_tech_enterprises"
    label = "high_tech_enterprises"
    verbose_name = _("Doanh nghiệp công nghệ cao")
