"""Which agencies an open class means: suggested by their kinds, said by a person, remembered for the next cycles."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from khcn.agency_reports.models import PartyMembers
from khcn.kernel.access import Actor, require
from khcn.kernel.agencies.models import Agency
from khcn.kernel.agencies.queries import SuccessionMap
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.plan.models import Party

#: Kinds of bodies above the province, which no cycle of the province asks.
ABOVE = ("bo", "trung-uong")


@transaction.atomic
def resolve_party(*, party: Party, agencies: Iterable[Agency], note: str = "", by: Actor) -> PartyMembers:
    """Say who reports for the party. Nobody at all is an answer too, with its reason in `note`."""
    return resolve_parties(parties=[party], agencies=agencies, note=note, by=by)[0]


@transaction.atomic
def resolve_parties(
    *, parties: Sequence[Party], agencies: Iterable[Agency], note: str = "", by: Actor
) -> list[PartyMembers]:
    """The same answer for several places in which the plan names the same class."""
    require(by, "agency_reports.cycle.manage")
    chosen = list({agency.pk: agency for agency in agencies}.values())
    if not chosen and not note.strip():
        sentence = _("Hãy chọn ít nhất một cơ quan, hoặc ghi lý do vì sao không cơ quan nào phải báo cáo.")
        raise DomainError(sentence, code="party.nobody_unreasoned", fields={"note": sentence})
    # In one order everywhere, so that two people deciding at once wait for each other instead of blocking.
    locked = list(
        Party.objects.select_for_update().filter(pk__in=[party.pk for party in parties]).order_by("pk")
    )
    if not locked:
        sentence = _("Hãy chọn ít nhất một nơi trong kế hoạch mà câu trả lời này áp dụng.")
        raise DomainError(sentence, code="party.no_place", fields={"parties": sentence})
    return [_remember(party, chosen, note.strip(), by) for party in locked]


def _remember(party: Party, agencies: list[Agency], note: str, by: Actor) -> PartyMembers:
    row, _created = PartyMembers.objects.get_or_create(party=party, defaults={"decided_by_id": by.user_id})
    before = sorted(row.agencies.values_list("code", flat=True))
    row.note, row.decided_by_id = note, by.user_id
    row.agencies.set(agencies)
    row.save()
    after = sorted(agency.code for agency in agencies)
    record_event(
        "party.resolve", party, by=by, before={"agencies": before}, after={"agencies": after, "note": note}
    )
    return row


def askable(day: date) -> list[Agency]:
    """Agencies of the province that exist on the day and were not succeeded by another, in their official order."""
    succession = SuccessionMap.load()
    rows = Agency.objects.valid_on(day).exclude(kind__in=ABOVE).order_by("order", "name", "pk")
    return [one for one in rows if succession.responsible_on(one.pk, day).agency_id == one.pk]


def suggested_kinds(party: Party) -> list[str]:
    """The kinds of agencies that the class usually means; a proposal, never an answer."""
    return list(party.agency_class.kinds) if party.agency_class else []
