from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "khcn.registers.funding"
    label = "funding"
    verbose_name = _("Kinh phí thực hiện kế hoạch")
