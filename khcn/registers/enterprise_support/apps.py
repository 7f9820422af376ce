from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterpriseSupportConfig(AppConfig):
    name = "khcn.registers.enterprise_support"
    label = "enterprise_support"
    verbose_name = _("Hỗ trợ doanh nghiệp")
