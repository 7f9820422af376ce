from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommuneFundingConfig(AppConfig):
    name = "khcn.registers.commune_funding"
    label = "commune_funding"
    verbose_name = _("Kinh phí của xã, phường")
