from django.urls import path

from khcn.web.workspace.reports import acts, item, page, sending

BASE = "bao-cao/<slug:code>/don-vi/<slug:agency>/"

urlpatterns = [
    path(BASE, page.report_fill, name="report_fill"),
    path(f"{BASE}bat-dau/", acts.report_start, name="report_start"),
    path(f"{BASE}muc/<int:pk>/", item.report_item_save, name="report_item_save"),
    path(f"{BASE}muc/<int:pk>/minh-chung/", acts.report_evidence, name="report_evidence"),
    path(f"{BASE}khong-phat-sinh/", acts.report_nothing, name="report_nothing"),
    path(f"{BASE}dang-mo/", acts.report_presence, name="report_presence"),
    path(f"{BASE}chuyen-duyet/", acts.report_check, name="report_check"),
    path(f"{BASE}lay-lai/", acts.report_take_back, name="report_take_back"),
    path(f"{BASE}gui/", sending.report_send, name="report_send"),
]
