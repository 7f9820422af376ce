from django.urls import path

from khcn.web.workspace.subplans.lists import subplan_list
from khcn.web.workspace.subplans.views import subplan_detail, subplan_edit, subplan_new

PLAN = "ke-hoach/<slug:plan>/ke-hoach-don-vi"

urlpatterns = [
    path(f"{PLAN}/", subplan_list, name="subplan_list"),
    path(f"{PLAN}/them/", subplan_new, name="subplan_new"),
    path(f"{PLAN}/<int:pk>/", subplan_detail, name="subplan_detail"),
    path(f"{PLAN}/<int:pk>/sua/", subplan_edit, name="subplan_edit"),
]
