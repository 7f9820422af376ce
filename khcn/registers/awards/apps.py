from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "khcn.registers.awards"
    label = "awards"
    verbose_name = _("Giải thưởng, cuộc thi")

    def ready(self) -> None:
        from khcn.kernel.registers.signals import records_saved

        records_saved.connect(on_saved, dispatch_uid="awards.follow_projects")


def on_saved(sender: Any, records: list[Any], **_more: Any) -> None:
    from khcn.registers.awards.domain import follow_projects, keep_copies
    from khcn.registers.awards.models import PupilAuthor, PupilProject

    follow_projects([one for one in records if isinstance(one, PupilProject)])
    keep_copies(one for one in records if isinstance(one, PupilAuthor))
