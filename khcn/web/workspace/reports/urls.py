from django.urls import path

from khcn.web.workspace.reports import page

BASE = "bao-cao/<slug:code>/don-vi/<slug:agency>/"

urlpatterns = [
    path(BASE, page.report_fill, name="report_fill"),
]
