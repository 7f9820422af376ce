from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RdSpendingConfig(AppConfig):
    name = "khcn.registers.rd_spending"
    label = "rd_spending"
    verbose_name = _("Chi R&D của doanh nghiệp")
