from django.urls import path

from khcn.web.workspace.report_files import papers, uploads, workbook
from khcn.web.workspace.reports.urls import BASE

urlpatterns = [
    path(f"{BASE}excel/", workbook.report_workbook, name="report_workbook"),
    path(f"{BASE}excel/tai-ve/", workbook.report_workbook_file, name="report_workbook_file"),
    path(f"{BASE}excel/nap/", workbook.report_upload, name="report_upload"),
    path(f"{BASE}excel/<int:pk>/", uploads.report_upload_detail, name="report_upload_detail"),
    path(f"{BASE}excel/<int:pk>/ghi/", uploads.report_upload_apply, name="report_upload_apply"),
    path(f"{BASE}excel/<int:pk>/danh-dau/", uploads.report_upload_marked, name="report_upload_marked"),
    path(f"{BASE}ban-ky/", papers.report_papers, name="report_papers"),
]
