from khcn.web.urls import urlpatterns

__all__ = ["urlpatterns"]
