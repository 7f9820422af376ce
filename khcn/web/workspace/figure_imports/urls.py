from django.urls import path

from khcn.web.workspace.figure_imports import deciding, taking

urlpatterns = [
    path("chi-so/nhap-so-lieu/", taking.value_import, name="value_import"),
    path("chi-so/nhap-so-lieu/mau.xlsx", taking.value_import_template, name="value_import_template"),
    path("chi-so/nhap-so-lieu/<int:pk>/", deciding.value_import_detail, name="value_import_detail"),
    path("chi-so/nhap-so-lieu/<int:pk>/ghi/", deciding.value_import_apply, name="value_import_apply"),
    path("chi-so/nhap-so-lieu/<int:pk>/bo/", deciding.value_import_discard, name="value_import_discard"),
    path(
        "chi-so/nhap-so-lieu/<int:pk>/dong-loi.xlsx",
        deciding.value_import_refused,
        name="value_import_refused",
    ),
]
