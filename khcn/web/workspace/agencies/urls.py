from django.urls import path

from khcn.web.workspace.agencies import edit, views

urlpatterns = [
    path("co-quan/", views.agency_list, name="agency_list"),
    path("co-quan/them/", edit.agency_new, name="agency_new"),
    path("co-quan/<slug:code>/", views.agency_detail, name="agency_detail"),
    path("co-quan/<slug:code>/sua/", edit.agency_edit, name="agency_edit"),
    path("co-quan/<slug:code>/doi-ten/", edit.agency_rename, name="agency_rename"),
    path("co-quan/<slug:code>/sap-xep/", edit.succession_new, name="succession_new"),
    path("co-quan/ke-thua/<int:pk>/xac-nhan/", edit.succession_confirm, name="succession_confirm"),
    path("dia-ban/", views.territory_list, name="territory_list"),
]
