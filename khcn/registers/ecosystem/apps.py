from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EcosystemConfig(AppConfig):
    name = "khcn.registers.ecosystem"
    label = "ecosystem"
    verbose_name = _("Hệ sinh thái khởi nghiệp, sự kiện")
