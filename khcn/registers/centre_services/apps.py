from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentreServicesConfig(AppConfig):
    name = "khcn.registers.centre_services"
    label = "centre_services"
    verbose_name = _("Dịch vụ của trung tâm ứng dụng")
