from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbookConfig(AppConfig):
    name = "khcn.agency_reports.workbook"
    label = "report_workbooks"
    verbose_name = _("Báo cáo đơn vị bằng Excel")
