from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "khcn.kernel.agencies"
    label = "agencies"
    verbose_name = _("Cơ quan, đơn vị")

    def ready(self) -> None:
        from khcn.kernel.agencies import rules  # noqa: F401
