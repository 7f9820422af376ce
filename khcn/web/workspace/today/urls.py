from django.urls import path

from khcn.web.workspace.today.views import today

urlpatterns = [path("", today, name="today")]
