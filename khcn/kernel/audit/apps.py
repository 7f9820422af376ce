from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "khcn.kernel.audit"
    label = "audit"
    verbose_name = _("Nhật ký")

    def ready(self) -> None:
        from khcn.kernel.audit import rules, triggers  # noqa: F401
        from khcn.kernel.besides import beside

        beside("audit_event", triggers.install)
