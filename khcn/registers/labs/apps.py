from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabsConfig(AppConfig):
    name = "khcn.registers.labs"
    label = "labs"
    verbose_name = _("Phòng thí nghiệm, thiết bị, đo lường")

    def ready(self) -> None:
        from khcn.kernel.besides import beside
        from khcn.kernel.registers.signals import records_saved
        from khcn.registers.labs import exclusion, rules  # noqa: F401
        from khcn.registers.labs.listening import keep_calibration_due

        beside("labs_booking", exclusion.install)
        records_saved.connect(keep_calibration_due, dispatch_uid="labs.keep_calibration_due")
