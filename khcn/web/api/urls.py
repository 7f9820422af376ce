from django.urls import path, re_path

from khcn.web.api import door

urlpatterns = [
    path("api/v1/", door.api_index, name="api_index"),
    re_path(r"^api/v1/(?P<rest>.+)$", door.api, name="api"),
]
