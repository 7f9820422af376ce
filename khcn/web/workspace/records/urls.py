from django.urls import path

from khcn.web.workspace.records import confirm, history, search

urlpatterns = [
    path("lich-su/<str:model>/<int:pk>/", history.record_history, name="record_history"),
    path("quan-tri/nhat-ky/", history.audit_list, name="audit_list"),
    path("can-xac-nhan/", confirm.to_confirm, name="to_confirm"),
    path("tim/", search.search, name="search"),
]
