from django.urls import path

from khcn.web.workspace.my_work.jobs import job_detail, job_retry
from khcn.web.workspace.my_work.notices import notice_list, notice_open, notices_read
from khcn.web.workspace.my_work.views import my_work

urlpatterns = [
    path("viec-cua-toi/", my_work, name="my_work"),
    path("thong-bao/", notice_list, name="notice_list"),
    path("thong-bao/da-doc/", notices_read, name="notices_read"),
    path("thong-bao/<int:pk>/", notice_open, name="notice_open"),
    path("cong-viec/<uuid:pk>/", job_detail, name="job_detail"),
    path("cong-viec/<uuid:pk>/thu-lai/", job_retry, name="job_retry"),
]
