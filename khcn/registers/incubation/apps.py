from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncubationConfig(AppConfig):
    name = "khcn.registers.incubation"
    label = "incubation"
    verbose_name = _("Ươm tạo công nghệ, khởi nghiệp sáng tạo")
