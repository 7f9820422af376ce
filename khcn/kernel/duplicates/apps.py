from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuplicatesConfig(AppConfig):
    name = "khcn.kernel.duplicates"
    label = "duplicates"
    verbose_name = _("Bản ghi nghi trùng")

    def ready(self) -> None:
        from khcn.kernel.duplicates import daily, search  # noqa: F401
