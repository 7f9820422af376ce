from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TbtConfig(AppConfig):
    name = "khcn.registers.tbt"
    label = "tbt"
    verbose_name = _("Hàng rào kỹ thuật trong thương mại")
