from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PacksConfig(AppConfig):
    name = "khcn.kernel.packs"
    label = "packs"
    verbose_name = _("Gói dữ liệu tỉnh")

    def ready(self) -> None:
        from khcn.kernel.packs.calendar import use_pack_calendar

        use_pack_calendar()
