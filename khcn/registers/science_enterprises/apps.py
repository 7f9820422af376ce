from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScienceEnterprisesConfig(AppConfig):
    name = "khcn.registers.science_enterprises"
    label = "science_enterprises"
    verbose_name = _("Doanh nghiệp khoa học và công nghệ")
