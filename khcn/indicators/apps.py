from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "khcn.indicators"
    label = "indicators"
    verbose_name = _("Chỉ số")

    def ready(self) -> None:
        from khcn.indicators import flow, outlook, recounting, rules  # noqa: F401
