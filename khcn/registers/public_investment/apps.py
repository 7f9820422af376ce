from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicInvestmentConfig(AppConfig):
    name = "khcn.registers.public_investment"
    label = "public_investment"
    verbose_name = _("Đầu tư công cho KH&CN")
