from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "khcn.kernel.duties"
    label = "duties"
    verbose_name = _("Nghĩa vụ và thời hạn")

    def ready(self) -> None:
        from khcn.kernel.duties import alerts, checks, refresh, rules  # noqa: F401
