from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatusConfig(AppConfig):
    name = "khcn.status"
    label = "status"
    verbose_name = _("Trạng thái")

    def ready(self) -> None:
        from khcn.status import declared  # noqa: F401
        from khcn.status.targets import following, forecasting  # noqa: F401
