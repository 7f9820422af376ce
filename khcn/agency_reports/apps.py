from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgencyReportsConfig(AppConfig):
    name = "khcn.agency_reports"
    label = "agency_reports"
    verbose_name = _("Báo cáo của đơn vị")

    def ready(self) -> None:
        from khcn.agency_reports import keeping, rules, triggers  # noqa: F401
        from khcn.agency_reports.cycles import reminding  # noqa: F401
        from khcn.kernel.besides import beside

        keeping.install()
        beside("agency_reports_report", triggers.install)
