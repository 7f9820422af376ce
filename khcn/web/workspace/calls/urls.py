from django.urls import path

from khcn.web.workspace.calls import acts, direct, leader, lists, preparing, public

urlpatterns = [
    path("dot-thong-bao/", lists.call_list, name="call_list"),
    path("dot-thong-bao/moi/", preparing.call_new, name="call_new"),
    path("dot-thong-bao/<slug:code>/", lists.call_detail, name="call_detail"),
    path("dot-thong-bao/<slug:code>/sua/", preparing.call_edit, name="call_edit"),
    path("dot-thong-bao/<slug:code>/nhiem-vu/", preparing.call_tasks, name="call_tasks"),
    path("dot-thong-bao/<slug:code>/cong-bo/", preparing.call_publish, name="call_publish"),
    path("dot-thong-bao/<slug:code>/gia-han/", acts.call_extend, name="call_extend"),
    path("dot-thong-bao/<slug:code>/huy/", acts.call_cancel, name="call_cancel"),
    path("dot-thong-bao/<slug:code>/thong-bao-lai/", acts.call_repeat, name="call_repeat"),
    path("dot-thong-bao/<slug:code>/mo-ho-so/", acts.call_open, name="call_open"),
    path("dot-thong-bao/<slug:code>/hop-le/<int:pk>/", acts.call_validity, name="call_validity"),
    path("dot-thong-bao/<slug:code>/hop-le/<int:pk>/chu-nhiem/", leader.call_leader, name="call_leader"),
    path("nhiem-vu-khcn/<int:pk>/hop-le/<int:dossier>/", direct.direct_validity, name="direct_validity"),
    path("cong-khai/dot-thong-bao/", public.public_calls, name="public_calls"),
    path("cong-khai/dot-thong-bao/<slug:code>/", public.public_call, name="public_call"),
]
