from django.apps import AppConfig


class KhcnConfig(AppConfig):
    """Holds the commands that run the platform itself."""

    name = "khcn.config"
    label = "khcn_config"
