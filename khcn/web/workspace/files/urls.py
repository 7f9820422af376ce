from django.urls import path

from khcn.web.workspace.files.views import attachment_download, attachment_remove, document_detail

urlpatterns = [
    path("tai-lieu/<int:pk>/", attachment_download, name="attachment_download"),
    path("tai-lieu/<int:pk>/go/", attachment_remove, name="attachment_remove"),
    path("van-ban/<int:pk>/", document_detail, name="document_detail"),
]
