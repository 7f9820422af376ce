from django.urls import path

from khcn.web.workspace.register_io import deciding, taking

REGISTER = "so-dang-ky/<slug:code>/"
BATCH = "nhap-so/<int:pk>/"

urlpatterns = [
    path(REGISTER + "mau.xlsx", taking.register_template, name="register_template"),
    path(REGISTER + "nhap/", taking.register_import, name="register_import"),
    path(REGISTER + "cac-lan-nhap/", taking.batch_list, name="batch_list"),
    path(BATCH, deciding.batch_detail, name="batch_detail"),
    path(BATCH + "ghi/", deciding.batch_apply, name="batch_apply"),
    path(BATCH + "bo/", deciding.batch_discard, name="batch_discard"),
    path(BATCH + "dong-loi.xlsx", deciding.batch_refused, name="batch_refused"),
]
