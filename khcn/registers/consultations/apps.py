from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "khcn.registers.consultations"
    label = "consultations"
    verbose_name = _("Tư vấn doanh nghiệp")
