from django.urls import path

from khcn.web.workspace.plans.duty_views import duty_list
from khcn.web.workspace.plans.party_views import party_assign
from khcn.web.workspace.plans.plan_views import plan_detail, plan_edit, plan_list, plan_source
from khcn.web.workspace.plans.target_heat import target_heat
from khcn.web.workspace.plans.target_list import target_list
from khcn.web.workspace.plans.target_views import target_detail, target_edit
from khcn.web.workspace.plans.task_page import task_detail
from khcn.web.workspace.plans.task_views import task_list
from khcn.web.workspace.plans.timeline_views import task_timeline

urlpatterns = [
    path("ke-hoach/", plan_list, name="plan_list"),
    path("ke-hoach/<slug:plan>/", plan_detail, name="plan_detail"),
    path("ke-hoach/<slug:plan>/sua/", plan_edit, name="plan_edit"),
    path("ke-hoach/<slug:plan>/van-ban/", plan_source, name="plan_source"),
    path("ke-hoach/<slug:plan>/chi-tieu/", target_list, name="target_list"),
    path("ke-hoach/<slug:plan>/chi-tieu/theo-nam/", target_heat, name="target_heat"),
    path("ke-hoach/<slug:plan>/chi-tieu/<str:code>/", target_detail, name="target_detail"),
    path("ke-hoach/<slug:plan>/chi-tieu/<str:code>/sua/", target_edit, name="target_edit"),
    path("ke-hoach/<slug:plan>/nhiem-vu/", task_list, name="task_list"),
    path("ke-hoach/<slug:plan>/nhiem-vu/<str:no>/", task_detail, name="task_detail"),
    path("ke-hoach/<slug:plan>/ben-duoc-giao/<int:pk>/", party_assign, name="party_assign"),
    path("ke-hoach/<slug:plan>/tien-do/", task_timeline, name="task_timeline"),
    path("ke-hoach/<slug:plan>/trach-nhiem/", duty_list, name="duty_list"),
]
