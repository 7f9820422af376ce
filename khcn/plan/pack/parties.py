"""Parties of the pack: agencies and classes under the name they bore at the plan's date."""

from datetime import date
from typing import Any

from django.db.models import Q

from khcn.kernel.agencies.models import Agency, AgencyClass, AgencyName
from khcn.plan.models import Party

Named = dict[str, list[str]]


class Directory:
    """Agencies and classes by code, and what the agencies were called on the plan's date."""

    def __init__(self, day: date | None) -> None:
        self.agencies = {agency.code: agency for agency in Agency.objects.all()}
        self.classes = {one.code: one for one in AgencyClass.objects.all()}
        names = AgencyName.objects.order_by("agency_id", "valid_from")
        dated = names.valid_on(day) if day else names
        self._names = dict(dated.values_list("agency_id", "name"))

    def name(self, code: str) -> str:
        agency = self.agencies[code]
        return self._names.get(agency.pk, agency.name)


def load_parties(owner: dict[str, Any], role: str, named: Named, directory: Directory) -> None:
    """Add the parties that the item does not have yet; `owner` is {"task": task} or a like pair."""
    present = set(Party.objects.filter(**owner, role=role).values_list("agency__code", "agency_class__code"))
    for order, values in enumerate(_values(named, directory)):
        agency, agency_class = values["agency"], values["agency_class"]
        if (agency and agency.code, agency_class and agency_class.code) not in present:
            Party.objects.create(**owner, role=role, order=order, **values)


def _values(named: Named, directory: Directory) -> list[dict[str, Any]]:
    agencies = [
        {
            "name": directory.name(code),
            "kind": "agency",
            "agency": directory.agencies[code],
            "agency_class": None,
        }
        for code in named["agencies"]
    ]
    classes = [
        {
            "name": directory.classes[code].name,
            "kind": "class",
            "agency": None,
            "agency_class": directory.classes[code],
        }
        for code in named["classes"]
    ]
    return agencies + classes


def touched_by_people(owners: str) -> set[int]:
    """Ids of the items whose parties a person changed on screen (or removed)."""
    history = Party.history.model.objects.filter(~Q(history_user=None), **{f"{owners}__isnull": False})
    return set(history.values_list(owners, flat=True))
