from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StemConfig(AppConfig):
    name = "khcn.registers.stem"
    label = "stem"
    verbose_name = _("Giáo dục STEM/STEAM")

    def ready(self) -> None:
        from khcn.kernel.registers.signals import records_saved

        records_saved.connect(on_saved, dispatch_uid="stem.one_view")


def on_saved(sender: Any, records: list[Any], **_more: Any) -> None:
    from khcn.registers.stem.domain import hold_one_view, keep_names
    from khcn.registers.stem.models import StemYear

    rows = [one for one in records if isinstance(one, StemYear)]
    if rows:
        keep_names(rows)
        hold_one_view(rows)
