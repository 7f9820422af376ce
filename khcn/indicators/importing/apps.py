from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    name = "khcn.indicators.importing"
    label = "figure_imports"
    verbose_name = _("Nhập số liệu của chỉ số")

    def ready(self) -> None:
        from khcn.indicators.importing import jobs, rules  # noqa: F401
