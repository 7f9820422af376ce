from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StTasksConfig(AppConfig):
    name = "khcn.operations.st_tasks"
    label = "st_tasks"
    verbose_name = _("Nhiệm vụ khoa học và công nghệ")

    def ready(self) -> None:
        from khcn.kernel.besides import beside
        from khcn.operations.st_tasks import rules, triggers  # noqa: F401

        beside("st_tasks_sheet", triggers.install)
