from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardsConfig(AppConfig):
    name = "khcn.registers.standards"
    label = "standards"
    verbose_name = _("Tiêu chuẩn, hợp chuẩn, hợp quy")
