from django.urls import path

from khcn.web.workspace.duplicates import merging, queue

urlpatterns = [
    path("so-dang-ky/<slug:code>/trung-lap/", queue.duplicate_list, name="duplicate_list"),
    path("so-dang-ky/<slug:code>/trung-lap/tim/", queue.duplicate_find, name="duplicate_find"),
    path("so-dang-ky/<slug:code>/trung-lap/<int:pk>/khac/", queue.duplicate_apart, name="duplicate_apart"),
    path("so-dang-ky/<slug:code>/<int:pk>/gop/", merging.record_merge, name="record_merge"),
]
