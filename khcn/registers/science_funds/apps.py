from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScienceFundsConfig(AppConfig):
    name = "khcn.registers.science_funds"
    label = "science_funds"
    verbose_name = _("Quỹ phát triển khoa học và công nghệ của doanh nghiệp")
