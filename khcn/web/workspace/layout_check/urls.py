from django.urls import path

from khcn.web.workspace.layout_check.views import layout_check

urlpatterns = [path("cong-cu/the-thuc/", layout_check, name="layout_check")]
