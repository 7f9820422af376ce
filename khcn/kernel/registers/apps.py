from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "khcn.kernel.registers"
    label = "registers"
    verbose_name = _("Sổ đăng ký")

    def ready(self) -> None:
        autodiscover_modules("register")
        from khcn.kernel.besides import beside
        from khcn.kernel.registers import checks, rules, search_index, stale  # noqa: F401

        beside("", search_index.install)
        rules.declare_rights()
