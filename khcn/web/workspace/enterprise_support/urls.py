from django.urls import path

from khcn.web.workspace.enterprise_support import panel
from khcn.web.workspace.enterprise_support.overlap_list import overlap_list

__all__ = ["panel", "urlpatterns"]

urlpatterns = [path("so-dang-ky/ho-tro-doanh-nghiep/nghi-trung/", overlap_list, name="support_overlaps")]
