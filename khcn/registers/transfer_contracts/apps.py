from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferContractsConfig(AppConfig):
    name = "khcn.registers.transfer_contracts"
    label = "transfer_contracts"
    verbose_name = _("Chuyển giao công nghệ")
