from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "khcn.kernel.jobs"
    label = "jobs"
    verbose_name = _("Công việc nền")

    def ready(self) -> None:
        from khcn.kernel.besides import beside
        from khcn.kernel.jobs import rules  # noqa: F401
        from khcn.kernel.jobs.cache import make_table

        beside("", make_table)
