from django.urls import path

from khcn.web.workspace.pii import views

urlpatterns = [path("chi-so/pii/", views.pii, name="pii")]
