from django.urls import path

from khcn.web.workspace.st_tasks import (
    assigning,
    board,
    detail,
    on_record,
    own_panels,
    portfolio,
    stepping,
)

__all__ = ["on_record", "own_panels", "urlpatterns"]  # they hang panels on other pages

urlpatterns = [
    path("nhiem-vu-khcn/", board.st_task_list, name="st_task_list"),
    path("nhiem-vu-khcn/co-cau/", portfolio.st_task_portfolio, name="st_task_portfolio"),
    path("nhiem-vu-khcn/<int:pk>/", detail.st_task_detail, name="st_task_detail"),
    path("nhiem-vu-khcn/<int:pk>/chuyen-vien/", assigning.st_task_officer, name="st_task_officer"),
    path("nhiem-vu-khcn/<int:pk>/buoc/<slug:transition>/", stepping.st_task_advance, name="st_task_advance"),
]
