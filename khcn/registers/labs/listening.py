"""A calibration that was passed tells its equipment when the next one is due."""

from typing import Any

from django.db.models import Max

from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record
from khcn.kernel.registers.stale import mark_model
from khcn.registers.labs.choices import CheckResult
from khcn.registers.labs.models import Calibration, Equipment


def keep_calibration_due(records: list[Record], **_rest: Any) -> None:
    """Write the latest due day of the calibrations that stand; without any, what people typed is kept."""
    touched = {record.equipment_id for record in records if isinstance(record, Calibration)}
    if not touched:
        return
    standing = Calibration.objects.filter(equipment__in=touched, standing=Standing.ACTIVE)
    passed = standing.exclude(result=CheckResult.FAILED).exclude(valid_to=None).order_by()
    due = dict(passed.values_list("equipment").annotate(due=Max("valid_to")))
    for one in Equipment.objects.filter(pk__in=due):
        if one.calibration_due != due[one.pk]:
            one.calibration_due = due[one.pk]
            one.save()
            mark_model(Equipment)
