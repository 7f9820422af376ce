from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "khcn.plan"
    label = "plan"
    verbose_name = _("Kế hoạch")

    def ready(self) -> None:
        from khcn.plan import flow, funding, rules  # noqa: F401
        from khcn.plan.importing import reading  # noqa: F401
