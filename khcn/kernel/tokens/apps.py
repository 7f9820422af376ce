from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    name = "khcn.kernel.tokens"
    label = "tokens"
    verbose_name = _("Khoá truy cập")

    def ready(self) -> None:
        from khcn.kernel.tokens import locking  # noqa: F401
