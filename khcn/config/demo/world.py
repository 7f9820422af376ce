"""What an artificial record can point at: organisations, people, agencies, communes, and the records made before it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

from django.db.models import Model

from khcn.kernel.agencies.models import Agency
from khcn.kernel.packs.models import LoadedPack
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Record
from khcn.kernel.territory.models import Level, Unit
from khcn.registers.directory.models import Organisation, ScienceField, TechnologyDirection

AGENCY_KINDS = ("so", "don-vi-su-nghiep", "truong")


class World:
    """Filled while the registers are made one after another."""

    def __init__(self, rng: Random, today: date) -> None:
        self.rng, self.today = rng, today
        self.made: dict[type[Model], list[Record]] = defaultdict(list)
        self.organisations: dict[str, list[Organisation]] = defaultdict(list)
        self.unsound: list[str] = []
        self.counters: dict[str, int] = defaultdict(int)
        units = Unit.objects.filter(valid_to=None)
        self.communes = list(units.filter(level=Level.COMMUNE).order_by("official_code", "code"))
        self.province = units.filter(level=Level.PROVINCE).order_by("code").first()
        self.places = self.communes or ([self.province] if self.province else [])
        self.agencies = self._agencies()
        self.directions = list(TechnologyDirection.objects.exclude(parent=None).order_by("code"))
        self.fields = list(ScienceField.objects.filter(edition="2025", level=2).order_by("code"))

    def _agencies(self) -> list[Agency]:
        """Agencies answering for records; those in which the demo people sit answer for more of them."""
        pack = LoadedPack.objects.first()
        seats = {**(pack.settings.get("seats", {}) if pack else {})}
        found = list(Agency.objects.valid_on(self.today).filter(state_body=True).order_by("order", "code"))
        told = [one for one in found if one.kind in AGENCY_KINDS][:20] or found[:20]
        by_code = {one.code: one for one in found}
        for role, times in (("coordinator", 14), ("reporter", 8)):
            if (agency := by_code.get(seats.get(role, ""))) is not None:
                told += [agency] * times
        return told

    def remember(self, records: Iterable[Record]) -> None:
        for record in records:
            self.made[type(record)].append(record)
            if isinstance(record, Organisation) and record.standing == Standing.ACTIVE:
                self.organisations[record.kind].append(record)

    def next(self, name: str) -> int:
        self.counters[name] += 1
        return self.counters[name]

    def some(self, model: type[Model], *, kinds: Iterable[str] = (), pending: bool = True) -> Any:
        """One of the records made before, not a withdrawn one; None when there is none."""
        if model is Organisation:
            found: list[Any] = [one for kind in kinds for one in self.organisations[kind]]
            found = found or [one for every in self.organisations.values() for one in every]
        else:
            found = [one for one in self.made[model] if one.standing != Standing.VOID]
            if not pending:
                found = [one for one in found if one.standing != Standing.PENDING] or found
        return self.rng.choice(found) if found else None
