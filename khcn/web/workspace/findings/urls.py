from django.urls import path

from khcn.web.workspace.findings import views
from khcn.web.workspace.findings.list_views import finding_list

urlpatterns = [
    path("ke-hoach/<slug:plan>/phat-hien/", finding_list, name="finding_list"),
    path("ke-hoach/<slug:plan>/phat-hien/them/", views.finding_new, name="finding_new"),
    path("ke-hoach/<slug:plan>/phat-hien/<int:pk>/", views.finding_detail, name="finding_detail"),
    path("ke-hoach/<slug:plan>/phat-hien/<int:pk>/xu-ly/", views.finding_settle, name="finding_settle"),
    path("ke-hoach/<slug:plan>/phat-hien/<int:pk>/mo-lai/", views.finding_reopen, name="finding_reopen"),
]
