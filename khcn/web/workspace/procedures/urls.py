from django.urls import path

from khcn.web.workspace.procedures import changing, panel, repinning, views  # noqa: F401

urlpatterns = [
    path("bo-quy-tac/", views.procedure_list, name="procedure_list"),
    path("bo-quy-tac/<int:pk>/", views.procedure_detail, name="procedure_detail"),
    path("bo-quy-tac/<int:pk>/tep.yaml", views.procedure_file, name="procedure_file"),
    path("bo-quy-tac/<int:pk>/sua-so-lieu/", changing.procedure_edit, name="procedure_edit"),
    path("bo-quy-tac/<int:pk>/tai-tep/", changing.procedure_upload, name="procedure_upload"),
    path("bo-quy-tac/<int:pk>/ap-dung/", changing.procedure_put_in_force, name="procedure_put_in_force"),
    path("bo-quy-tac/<int:pk>/thoi-ap-dung/", changing.procedure_retire, name="procedure_retire"),
    path("nhiem-vu-khcn/<int:pk>/doi-bo-quy-tac/", repinning.st_task_repin, name="st_task_repin"),
]
