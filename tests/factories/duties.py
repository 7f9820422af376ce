"""Rules and duties of the directory's organisations, which every test has."""

from datetime import date
from typing import Any

import factory
from django.contrib.contenttypes.models import ContentType

from khcn.kernel.duties.models import Duty, DutyRule
from khcn.kernel.registers.records import Record


class DutyRuleFactory(factory.django.DjangoModelFactory):
    """Thirty days before the organisation's last day."""

    class Meta:
        model = DutyRule

    code = factory.Sequence(lambda n: f"thu.quy-tac-{n}")
    register = "to-chuc"
    name = "Nộp hồ sơ gia hạn"
    event = "before"
    field = "valid_to"
    amount = 30
    unit = "days"
    alert_days = [30, 7]


def duty_of(record: Record, due_on: date, **values: Any) -> Duty:
    """An open duty of this record, by a rule of its own unless one is given."""
    rule = values.pop("rule", None) or DutyRuleFactory()
    told = {"period": due_on.isoformat(), "agency": record.responsible, "title": str(record)[:200]}
    return Duty.objects.create(
        rule=rule, register=rule.register, kind=ContentType.objects.get_for_model(record), object_id=record.pk,
        due_on=due_on, **{**told, **values},
    )  # fmt: skip
