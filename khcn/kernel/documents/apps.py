from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "khcn.kernel.documents"
    label = "documents"
    verbose_name = _("Văn bản và minh chứng")

    def ready(self) -> None:
        from khcn.kernel.documents import rules  # noqa: F401
