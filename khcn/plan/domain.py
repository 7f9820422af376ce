"""Acts on a plan, its targets and its parties: what people add to the official wording."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from khcn.kernel.access import Actor
from khcn.kernel.agencies.models import Agency
from khcn.kernel.audit.domain import record_event
from khcn.kernel.errors import DomainError
from khcn.plan.choices import PartyKind, Visibility
from khcn.plan.models import Party, Plan, Target

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def edit_plan(*, plan: Plan, short_title: str, visibility: str, territory_note: str, by: Actor) -> Plan:
    """Change what the platform says about the plan; the official wording is never edited."""
    if visibility not in Visibility.values:
        sentence = _("Phạm vi xem phải là nội bộ hoặc công khai.")
        raise DomainError(sentence, code="plan.visibility", fields={"visibility": sentence})
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    told = {
        "short_title": _titled(short_title),
        "visibility": visibility,
        "territory_note": territory_note.strip(),
    }
    return _change(plan, told, "plan.update", by)


@transaction.atomic
def edit_target(*, target: Target, short_title: str, owner: Agency | None, note: str, by: Actor) -> Target:
    """Change short title, watching agency and note; figures come from the document alone."""
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    told = {"short_title": _titled(short_title), "owner": owner, "note": note.strip()}
    return _change(target, told, "target.update", by)


@transaction.atomic
def assign_party(*, party: Party, agency: Agency, by: Actor) -> Party:
    """Say which agency a name in the document means; the name itself stays as written."""
    party = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if party.kind == PartyKind.CLASS:
        raise DomainError(
            _("“{name}” chỉ một nhóm cơ quan, không khớp được với một cơ quan.").format(name=party.name),
            code="party.is_class",
        )
    before = {"agency": party.agency_id, "kind": party.kind}
    party.agency = agency
    party.kind = PartyKind.AGENCY
    party.save()
    after = {"agency": agency.pk, "kind": party.kind, "name": party.name, "agency_name": agency.name}
    record_event("party.assign", party, by=by, before=before, after=after)
    return party


def _titled(short_title: str) -> str:
    title = " ".join(short_title.split())
    if not title:
        sentence = _("Tên gọn không được để trống.")
        raise DomainError(sentence, code="title_missing", fields={"short_title": sentence})
    return title


def _change(row: Row, told: dict[str, Any], action: str, by: Actor) -> Row:
    """Save what differs, with one event that tells the values before and after."""
    before = {name: getattr(row, name) for name in told if getattr(row, name) != told[name]}
    if not before:
        return row
    for name in before:
        setattr(row, name, told[name])
    row.save()
    after = {name: told[name] for name in before}
    record_event(action, row, by=by, before=_plain(before), after=_plain(after))
    return row


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Model) else value for name, value in values.items()}
