from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "khcn.registers.initiatives"
    label = "initiatives"
    verbose_name = _("Sáng kiến")

    def ready(self) -> None:
        from khcn.kernel.registers.signals import records_saved

        records_saved.connect(on_saved, dispatch_uid="initiatives.shares")


def on_saved(sender: Any, records: list[Any], **_more: Any) -> None:
    from khcn.registers.initiatives.domain import hold_shares
    from khcn.registers.initiatives.models import InitiativeAuthor

    authors = [one for one in records if isinstance(one, InitiativeAuthor)]
    if authors:
        hold_shares(authors)
