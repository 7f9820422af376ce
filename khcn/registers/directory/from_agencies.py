"""Gives the agencies of the province their entry in the directory of organisations, once each."""

from dataclasses import dataclass

from django.db import transaction

from khcn.kernel.access import Actor
from khcn.kernel.agencies.models import Agency
from khcn.kernel.registers.declaration import registers
from khcn.kernel.registers.domain import add_record, edit_record
from khcn.kernel.registers.life import Standing
from khcn.kernel.registers.records import Source, Visibility
from khcn.lib.vn_text import fold
from khcn.registers.directory.choices import OrganisationKind as Kind
from khcn.registers.directory.choices import Ownership
from khcn.registers.directory.models import Organisation

KINDS = {
    "truong": Kind.SCHOOL,
    "hoi": Kind.ASSOCIATION,
    "doan-the": Kind.ASSOCIATION,
    "don-vi-su-nghiep": Kind.PUBLIC_UNIT,
    "bao-dai": Kind.PUBLIC_UNIT,
    "doanh-nghiep-nn": Kind.ENTERPRISE,
}
COMMUNE_COMMITTEE = "ubnd-xa"


@dataclass
class Told:
    """How many entries were made, tied to an entry that was there, or known already."""

    added: int = 0
    linked: int = 0
    known: int = 0


@transaction.atomic
def organisations_from_agencies(*, by: Actor, communes: bool = False) -> Told:
    """Make or tie an organisation for each agency at work on the actor's day; committees of communes when asked."""
    agencies = Agency.objects.valid_on(by.on).select_related("territory").order_by("order", "code")
    if not communes:
        agencies = agencies.exclude(kind=COMMUNE_COMMITTEE)
    register = registers.by_label["directory.organisation"]
    tied = set(Organisation.objects.exclude(agency=None).values_list("agency_id", flat=True))
    told = Told()
    for agency in agencies:
        if agency.pk in tied:
            told.known += 1
        elif there := _same(agency):
            edit_record(register, there, by=by, values={"agency": agency})
            told.linked += 1
        else:
            add_record(register, by=by, values=_values(agency), source=Source.REGISTER)
            told.added += 1
    return told


def _same(agency: Agency) -> Organisation | None:
    """The organisation that the agency surely is: same identifier, tax code, or name; not yet tied."""
    free = Organisation.objects.filter(agency=None).exclude(standing=Standing.VOID)
    for name, value in (("identifier", agency.identifier), ("tax_code", agency.tax_code)):
        if value and (found := free.filter(**{name: value}).first()):
            return found
    by_name = list(free.filter(title_key=fold(agency.name)[:200])[:2])
    return by_name[0] if len(by_name) == 1 else None


def _values(agency: Agency) -> dict[str, object]:
    kind = KINDS.get(agency.kind, Kind.STATE)
    return {
        "name": agency.name,
        "short_name": agency.short_name,
        "kind": kind,
        "ownership": "" if kind == Kind.ASSOCIATION else Ownership.PUBLIC,
        "identifier": agency.identifier or "",
        "tax_code": agency.tax_code or "",
        "territory": agency.territory,
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
        "agency": agency,
        "responsible": agency,
        "visibility": Visibility.PUBLIC,
    }
