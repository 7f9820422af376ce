from django.urls import path

from khcn.web.workspace.stat_forms import views

urlpatterns = [
    path("bieu-thong-ke/", views.stat_form_list, name="stat_form_list"),
    path("bieu-thong-ke/<str:code>/", views.stat_form_detail, name="stat_form_detail"),
]
