from django.urls import path

from khcn.web.workspace.cycles import deciding, detail, letters, lists, preparing, reminders, requests, short

urlpatterns = [
    path("bao-cao/", lists.cycle_list, name="cycle_list"),
    path("bao-cao/moi/", preparing.cycle_new, name="cycle_new"),
    path("bao-cao/<slug:code>/", detail.cycle_detail, name="cycle_detail"),
    path("bao-cao/<slug:code>/sua/", preparing.cycle_edit, name="cycle_edit"),
    path("bao-cao/<slug:code>/bo/", preparing.cycle_discard, name="cycle_discard"),
    path("bao-cao/<slug:code>/chuan-bi/", deciding.cycle_prepare, name="cycle_prepare"),
    path("bao-cao/<slug:code>/chuan-bi/<slug:key>/", deciding.cycle_members, name="cycle_members"),
    path("bao-cao/<slug:code>/hoi-them/", deciding.cycle_more, name="cycle_more"),
    path("bao-cao/<slug:code>/cong-van/", letters.cycle_letters, name="cycle_letters"),
    path("bao-cao/<slug:code>/khoa/", detail.cycle_close, name="cycle_close"),
    path("bao-cao/<slug:code>/mo-lai/", detail.cycle_reopen, name="cycle_reopen"),
    path("bao-cao/<slug:code>/chua-gui/", reminders.late_list, name="late_list"),
    path("bao-cao/<slug:code>/nhac/<slug:agency>/", reminders.reminder_text, name="reminder_text"),
    path("bao-cao/<slug:code>/gia-han/<slug:agency>/", requests.request_extend, name="request_extend"),
    path("bao-cao/<slug:code>/mien/<slug:agency>/", requests.request_excuse, name="request_excuse"),
    path("bao-cao/<slug:code>/yeu-cau-lai/<slug:agency>/", requests.request_again, name="request_again"),
    path("r/<slug:token>/", short.report_short, name="report_short"),
]
