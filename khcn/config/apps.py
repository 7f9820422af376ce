from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class KhcnConfig(AppConfig):
    """Holds the commands that run the platform itself."""

    name = "khcn.config"
    label = "khcn_config"

    def ready(self) -> None:
        from khcn.kernel.besides import make_all

        # Django tells only applications with models that tables were made; one of them stands for all.
        post_migrate.connect(make_all, sender=apps.get_app_config("audit"), dispatch_uid="khcn.besides")
