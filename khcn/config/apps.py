from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KhcnConfig(AppConfig):
    """Holds the commands that run the platform itself."""

    name = "khcn.config"
    label = "khcn_config"

    def ready(self) -> None:
        from khcn.kernel.besides import make_all

        post_migrate.connect(make_all, sender=self, dispatch_uid="khcn.besides")
