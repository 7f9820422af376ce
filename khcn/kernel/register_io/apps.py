from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterIoConfig(AppConfig):
    name = "khcn.kernel.register_io"
    label = "register_io"
    verbose_name = _("Nhập, xuất sổ đăng ký")

    def ready(self) -> None:
        from khcn.kernel.register_io import jobs, rules  # noqa: F401
