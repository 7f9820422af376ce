from django.urls import path

from khcn.web.workspace.task_advice import panel
from khcn.web.workspace.task_advice.pages import (
    task_opinion_ask,
    task_opinion_record,
    task_opinions,
    task_publish_dossier,
    task_publish_result,
)

__all__ = ["panel", "urlpatterns"]  # the panel hangs itself on the page of a task

TASK = "nhiem-vu-khcn/<int:pk>"

urlpatterns = [
    path(f"{TASK}/chuyen-gia/", task_opinions, name="task_opinions"),
    path(f"{TASK}/chuyen-gia/moi/", task_opinion_ask, name="task_opinion_ask"),
    path(f"{TASK}/chuyen-gia/<int:opinion>/", task_opinion_record, name="task_opinion_record"),
    path(f"{TASK}/cong-bo-nghiem-thu/", task_publish_dossier, name="task_publish_dossier"),
    path(f"{TASK}/cong-bo-ket-qua/", task_publish_result, name="task_publish_result"),
]
