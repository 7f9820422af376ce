from django.urls import path

from khcn.web.workspace.task_documents import panels, views

__all__ = ["panels", "urlpatterns"]  # the panel hangs itself on the page of a task

urlpatterns = [
    path("nhiem-vu-khcn/<int:pk>/van-ban/", views.st_task_documents, name="st_task_documents"),
    path("hoi-dong/<int:pk>/van-ban/", views.council_documents, name="council_documents"),
    path("dot-thong-bao/<slug:code>/van-ban/", views.call_documents, name="call_documents"),
]
