from django.urls import path

from khcn.web.workspace.plans.duty_views import duty_list
from khcn.web.workspace.plans.party_views import party_assign
from khcn.web.workspace.plans.plan_views import plan_detail, plan_edit, plan_list, plan_source
from khcn.web.workspace.plans.target_acts import (
    measure_add,
    measure_choose,
    measure_unchoose,
    step_remove,
    step_set,
    target_edit,
    target_govern,
)
from khcn.web.workspace.plans.target_heat import target_heat
from khcn.web.workspace.plans.target_list import target_list
from khcn.web.workspace.plans.target_page import target_detail
from khcn.web.workspace.plans.task_page import task_detail
from khcn.web.workspace.plans.task_views import task_list
from khcn.web.workspace.plans.timeline_views import task_timeline

TARGET = "ke-hoach/<slug:plan>/chi-tieu/<str:code>"

urlpatterns = [
    path("ke-hoach/", plan_list, name="plan_list"),
    path("ke-hoach/<slug:plan>/", plan_detail, name="plan_detail"),
    path("ke-hoach/<slug:plan>/sua/", plan_edit, name="plan_edit"),
    path("ke-hoach/<slug:plan>/van-ban/", plan_source, name="plan_source"),
    path("ke-hoach/<slug:plan>/chi-tieu/", target_list, name="target_list"),
    path("ke-hoach/<slug:plan>/chi-tieu/theo-nam/", target_heat, name="target_heat"),
    path(f"{TARGET}/", target_detail, name="target_detail"),
    path(f"{TARGET}/sua/", target_edit, name="target_edit"),
    path(f"{TARGET}/cach-tinh/", measure_choose, name="target_measure_choose"),
    path(f"{TARGET}/cach-tinh/bo-chon/", measure_unchoose, name="target_measure_unchoose"),
    path(f"{TARGET}/cach-tinh/them/", measure_add, name="target_measure_add"),
    path(f"{TARGET}/ap-dung/", target_govern, name="target_govern"),
    path(f"{TARGET}/lo-trinh/", step_set, name="target_step"),
    path(f"{TARGET}/lo-trinh/<int:year>/bo/", step_remove, name="target_step_remove"),
    path("ke-hoach/<slug:plan>/nhiem-vu/", task_list, name="task_list"),
    path("ke-hoach/<slug:plan>/nhiem-vu/<str:no>/", task_detail, name="task_detail"),
    path("ke-hoach/<slug:plan>/ben-duoc-giao/<int:pk>/", party_assign, name="party_assign"),
    path("ke-hoach/<slug:plan>/tien-do/", task_timeline, name="task_timeline"),
    path("ke-hoach/<slug:plan>/trach-nhiem/", duty_list, name="duty_list"),
]
