from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Parts that give names to rule sets or work to the daily round.
PARTS = ("procedures", "applications", "calls", "councils", "money", "running", "accepting", "results")
OFFERS = ("guards", "effects", "daily", "purposes", "keeping")


class StTasksConfig(AppConfig):
    name = "khcn.operations.st_tasks"
    label = "st_tasks"
    verbose_name = _("Nhiệm vụ khoa học và công nghệ")

    def ready(self) -> None:
        from khcn.kernel.besides import beside
        from khcn.operations.st_tasks import rules, triggers  # noqa: F401
        from khcn.operations.st_tasks.procedures import checks  # noqa: F401

        for module in (f"{self.name}.{part}.{offer}" for part in PARTS for offer in OFFERS):
            if find_spec(module):
                import_module(module)
        beside("st_tasks_sheet", triggers.install)
