from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "khcn.registers.cooperation"
    label = "cooperation"
    verbose_name = _("Hợp tác quốc tế")
