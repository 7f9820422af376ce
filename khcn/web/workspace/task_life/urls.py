from django.urls import path

from khcn.web.workspace.task_life.decisions import task_decide
from khcn.web.workspace.task_life.milestones import milestone_edit, milestone_new
from khcn.web.workspace.task_life.updates import task_update_new

TASK = "ke-hoach/<slug:plan>/nhiem-vu/<str:no>"

urlpatterns = [
    path(f"{TASK}/cap-nhat/", task_update_new, name="task_update_new"),
    path(f"{TASK}/quyet-dinh/", task_decide, name="task_decide"),
    path(f"{TASK}/moc/them/", milestone_new, name="milestone_new"),
    path("ke-hoach/<slug:plan>/moc/<int:pk>/", milestone_edit, name="milestone_edit"),
]
