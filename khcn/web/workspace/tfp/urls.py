from django.urls import path

from khcn.web.workspace.tfp import views

urlpatterns = [path("cong-cu/tfp/", views.tfp_tool, name="tfp_tool")]
