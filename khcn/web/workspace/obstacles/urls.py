from django.urls import path

from khcn.web.workspace.obstacles.lists import obstacle_list
from khcn.web.workspace.obstacles.views import obstacle_close, obstacle_detail, obstacle_edit, obstacle_new

urlpatterns = [
    path("vuong-mac/", obstacle_list, name="obstacle_list"),
    path("vuong-mac/them/", obstacle_new, name="obstacle_new"),
    path("vuong-mac/<int:pk>/", obstacle_detail, name="obstacle_detail"),
    path("vuong-mac/<int:pk>/sua/", obstacle_edit, name="obstacle_edit"),
    path("vuong-mac/<int:pk>/giai-quyet/", obstacle_close, name="obstacle_close"),
]
