from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityLedgerConfig(AppConfig):
    name = "khcn.registers.activity_ledger"
    label = "activity_ledger"
    verbose_name = _("Sổ cái hoạt động")

    def ready(self) -> None:
        from khcn.registers.activity_ledger import checks, edges, jobs, receivers  # noqa: F401
