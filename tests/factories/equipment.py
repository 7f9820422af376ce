"""Shared equipment, open every day and hour unless a test says otherwise, and moments to book it."""

from datetime import datetime, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from khcn.kernel.registers.records import Visibility
from khcn.registers.directory.models import Organisation
from khcn.registers.labs.models import Equipment


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Trung tâm Mẫu số {n}")
    kind = "science"


class EquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Equipment

    name = factory.Sequence(lambda n: f"Máy quang phổ mẫu số {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    visibility = Visibility.PUBLIC
    bookable = True
    open_from = 7
    open_to = 17
    weekends = True
    needs_confirmation = False


def moment(hour: float, days: int = 1) -> datetime:
    """That hour of a local day, tomorrow unless told."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(hours=hour)


def span(begins: float, ends: float, days: int = 1) -> dict[str, Any]:
    return {"starts_at": moment(begins, days), "ends_at": moment(ends, days)}
