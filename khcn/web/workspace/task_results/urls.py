from django.urls import path

from khcn.web.workspace.task_results import acceptance, chain, library, panels, uses

__all__ = ["panels", "urlpatterns"]  # the panels hang themselves on other pages

urlpatterns = [
    path("nhiem-vu-khcn/bao-cao-ung-dung/", uses.uses_waiting, name="uses_to_confirm"),
    path("nhiem-vu-khcn/bao-cao-ung-dung/<int:pk>/", uses.use_decide, name="use_decide"),
    path("nhiem-vu-khcn/<int:pk>/ung-dung/", uses.task_uses, name="task_uses"),
    path("nhiem-vu-khcn/<int:pk>/ung-dung/<int:year>/", uses.task_use, name="task_use"),
    path("nhiem-vu-khcn/<int:pk>/san-pham-dat-hang/", acceptance.task_products, name="task_products"),
    path("nhiem-vu-khcn/<int:pk>/tu-danh-gia/", acceptance.task_assess, name="task_assess"),
    path("nhiem-vu-khcn/<int:pk>/tra-loi-ho-so/", acceptance.dossier_answer, name="dossier_answer"),
    path("nhiem-vu-khcn/<int:pk>/ban-giao/", acceptance.task_hand_over, name="task_hand_over"),
    path("nhiem-vu-khcn/<int:pk>/cong-bo/", acceptance.task_publicity, name="task_publicity"),
    path("so-dang-ky/<slug:code>/<int:pk>/tu-nhiem-vu/", panels.record_origins, name="record_origins"),
    path("nhiem-vu-khcn/<int:pk>/mach/", chain.task_chain, name="task_chain"),
    path("nhiem-vu-khcn/<int:pk>/ket-qua/them/", library.result_new, name="result_new"),
    path("ket-qua-nghien-cuu/", library.result_list, name="result_list"),
    path("ket-qua-nghien-cuu/<int:pk>/", library.result_detail, name="result_detail"),
    path("ket-qua-nghien-cuu/<int:pk>/sua/", library.result_edit, name="result_edit"),
]
