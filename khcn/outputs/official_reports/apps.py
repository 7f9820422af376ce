from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialReportsConfig(AppConfig):
    name = "khcn.outputs.official_reports"
    label = "official_reports"
    verbose_name = _("Báo cáo tổng hợp")

    def ready(self) -> None:
        from khcn.outputs.official_reports import flow, keeping, rules  # noqa: F401

        keeping.install()
